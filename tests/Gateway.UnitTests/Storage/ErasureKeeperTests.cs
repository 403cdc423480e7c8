using Gateway.Application;
using Gateway.Application.Storage;
using Gateway.UnitTests.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace Gateway.UnitTests.Storage;

public sealed class ErasureKeeperTests
{
    private const int Failures = 12;

    [Test]
    public async Task Attempts_that_fail_are_made_less_and_less_often()
    {
        var (clock, database, attempts) = (new HastyClock(), new Mock<IDatabase>(), 0);
        using var stop = new CancellationTokenSource();
        database.Setup(known => known.FinishErasuresAsync(It.IsAny<CancellationToken>())).Returns(async () =>
        {
            attempts++;
            if (attempts > Failures + 1)
            {
                await stop.CancelAsync();
            }

            return attempts > Failures ? true : throw new UnavailableException("The disk is full.");
        });

        await new ErasureKeeper(database.Object, clock, NullLogger<ErasureKeeper>.Instance).RunAsync(stop.Token);

        int[] seconds = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600, 600, 1];
        Assert.That(clock.Waits.Take(seconds.Length), Is.EqualTo(seconds.Select(wait => TimeSpan.FromSeconds(wait))));
    }
}
