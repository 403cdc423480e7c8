using System.Diagnostics;
using System.Net;
using Gateway.IntegrationTests.Process;

namespace Gateway.IntegrationTests.Faults;

/// <summary>What the program said, and when.</summary>
internal sealed record Reply(HttpStatusCode Status, string? RetryAfter, string Body, TimeSpan Elapsed)
{
    /// <summary>The time after which a request counts as hanging. Time limits end every request within seconds; a busy machine adds to that.</summary>
    public static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);

    public static async Task<Reply> ToAsync(RunningService service, string path, string? key = null)
    {
        var time = Stopwatch.StartNew();
        using var response = await service.GetAsync(path, key);
        return new Reply(response.StatusCode, response.Headers.RetryAfter?.ToString(), await response.Content.ReadAsStringAsync(), time.Elapsed);
    }

    public void MustBeAPage()
    {
        Assert.That(Status, Is.EqualTo(HttpStatusCode.OK), Body);
        Assert.That(ListedPage.Of(Body).People, Has.Count.EqualTo(TroubledPlace.People));
    }

    public Reply MustBeUnavailable()
    {
        Assert.That(Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable), Body);
        Assert.That(RetryAfter, Does.Match("^[1-9][0-9]*$"));
        Assert.That(Body, Is.EqualTo("""{"error":{"code":"unavailable","message":"the service is not available just now","details":{}}}"""));
        Assert.That(Elapsed, Is.LessThan(Hang));
        return this;
    }

    /// <summary>Asks until it is well again, which it must become by itself.</summary>
    public static async Task UntilAPageAsync(Func<Task<Reply>> ask)
    {
        var patience = Stopwatch.StartNew();
        var reply = await ask();
        for (; reply.Status == HttpStatusCode.ServiceUnavailable && patience.Elapsed < Hang; reply = await ask())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        reply.MustBeAPage();
    }
}
