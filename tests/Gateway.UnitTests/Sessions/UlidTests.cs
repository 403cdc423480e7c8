using Gateway.Domain.Sessions;

namespace Gateway.UnitTests.Sessions;

internal sealed class UlidTests
{
    private static readonly DateTimeOffset s_time = new(2026, 8, 22, 7, 0, 0, TimeSpan.Zero);

    [Test]
    public void Is_26_characters_of_Crockfords_base_32() =>
        Assert.That(Ulid.New(TimeProvider.System), Does.Match("^[0-7][0-9A-HJKMNP-TV-Z]{25}$"));

    [Test]
    public void Begins_with_the_milliseconds_of_its_time() => Assert.Multiple(() =>
    {
        // The example of the specification, and both ends of the 48 bits.
        Assert.That(Made(DateTimeOffset.FromUnixTimeMilliseconds(1469918176385)), Does.StartWith("01ARYZ6S41"));
        Assert.That(Made(DateTimeOffset.UnixEpoch), Does.StartWith("0000000000"));
        Assert.That(Made(DateTimeOffset.FromUnixTimeMilliseconds(31)), Does.StartWith("000000000Z"));
        Assert.That(Made(DateTimeOffset.FromUnixTimeMilliseconds(32)), Does.StartWith("0000000010"));
    });

    [Test]
    public void Sorts_by_time()
    {
        var made = Enumerable.Range(0, 200).Select(i => Made(s_time.AddMilliseconds(i * 37))).ToList();
        Assert.That(made, Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal));
    }

    [Test]
    public void Is_unique_also_within_a_millisecond() =>
        Assert.That(Enumerable.Range(0, 10_000).Select(_ => Made(s_time)), Is.Unique);

    private static string Made(DateTimeOffset time) => Ulid.New(new FixedClock(time));
}
