using FsCheck.Fluent;
using Gateway.Domain.Ingest;

namespace Gateway.UnitTests.Ingest;

internal sealed class TimestampTests
{
    [TestCase("1970-01-01T00:00:00Z", 0)]
    [TestCase("1970-01-01t00:00:00z", 0)]
    [TestCase("1970-01-01T00:00:01Z", 1_000_000)]
    [TestCase("1970-01-01T00:00:00.1Z", 100_000)]
    [TestCase("1970-01-01T00:00:00.123456Z", 123_456)]
    [TestCase("1970-01-01T00:00:00.1234569Z", 123_456)]
    [TestCase("1970-01-01T00:00:00.123456999999999999999999999999Z", 123_456)]
    [TestCase("1970-01-01T00:00:00.000000Z", 0)]
    [TestCase("1970-01-01T00:00:00+00:00", 0)]
    [TestCase("1970-01-01T00:00:00-00:00", 0)]
    [TestCase("1970-01-01T07:00:00+07:00", 0)]
    [TestCase("1969-12-31T18:30:00-05:30", 0)]
    [TestCase("1970-01-01T23:59:00+23:59", 0)]
    [TestCase("1969-12-31T23:59:59Z", -1_000_000)]
    [TestCase("1969-12-31T23:59:59.999999Z", -1)]
    [TestCase("1969-12-31T23:59:59.9999999Z", -1)]
    [TestCase("1969-12-31T23:59:59.0000009Z", -1_000_000)]
    [TestCase("2026-11-22T07:00:00Z", 1_795_330_800_000_000)]
    [TestCase("2024-02-29T00:00:00Z", 1_709_164_800_000_000)]
    [TestCase("0001-01-01T00:00:00Z", -62_135_596_800_000_000)]
    [TestCase("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999)]
    [TestCase("2016-12-31T23:59:60Z", 1_483_228_800_000_000)]
    [TestCase("2016-12-31T23:59:60.5Z", 1_483_228_800_500_000)]
    [TestCase("2017-01-01T05:29:60+05:30", 1_483_228_800_000_000)]
    public void Reads_RFC_3339_cut_to_microseconds(string text, long microseconds)
    {
        Assert.That(Timestamp.TryParse(text, out var read), Is.True);
        Assert.That(read, Is.EqualTo(microseconds));
    }

    [TestCase("")]
    [TestCase("2026-11-22")]
    [TestCase("2026-11-22T07:00:00")]
    [TestCase("2026-11-22T07:00Z")]
    [TestCase("2026-11-22 07:00:00Z")]
    [TestCase("2026-11-22T07:00:00.Z")]
    [TestCase("2026-11-22T07:00:00,5Z")]
    [TestCase("2026-11-22T07:00:00+0700")]
    [TestCase("2026-11-22T07:00:00+7:00")]
    [TestCase("2026-11-22T07:00:00+24:00")]
    [TestCase("2026-11-22T07:00:00+07:60")]
    [TestCase("2026-11-22T07:00:00 Z")]
    [TestCase(" 2026-11-22T07:00:00Z")]
    [TestCase("2026-11-22T07:00:00Z\n")]
    [TestCase("2026-11-22T24:00:00Z")]
    [TestCase("2026-11-22T07:60:00Z")]
    [TestCase("2026-12-31T23:58:60Z")]
    [TestCase("2026-12-31T23:59:60+05:30")]
    [TestCase("2026-12-31T23:59:61Z")]
    [TestCase("2026-02-29T00:00:00Z")]
    [TestCase("2026-13-01T00:00:00Z")]
    [TestCase("2026-00-01T00:00:00Z")]
    [TestCase("2026-01-00T00:00:00Z")]
    [TestCase("0000-01-01T00:00:00Z")]
    [TestCase("20261122T070000Z")]
    [TestCase("+2026-11-22T07:00:00Z")]
    [TestCase("12026-11-22T07:00:00Z")]
    [TestCase("1795330800")]
    [TestCase("٢٠٢٦-11-22T07:00:00Z")]
    public void Refuses_anything_else(string text) => Assert.That(Timestamp.TryParse(text, out _), Is.False);

    [Test]
    public void Refuses_a_very_long_fraction() =>
        Assert.That(Timestamp.TryParse($"2026-11-22T07:00:00.{new string('1', 1_000_000)}Z", out _), Is.False);

    [Test]
    public void Reads_back_what_it_shows() => Law.Holds(Gen.Choose(int.MinValue, int.MaxValue).Two(), halves =>
    {
        var microseconds = (((long)halves.Item1 << 32) ^ (uint)halves.Item2) % 60_000_000_000_000_000;
        var time = Timestamp.ToDateTimeOffset(microseconds);
        Law.Same(Timestamp.From(time), microseconds, "as a time");
        Law.Is(Timestamp.TryParse($"{time:yyyy-MM-ddTHH:mm:ss.ffffffzzz}", out var read), "as text");
        Law.Same(read, microseconds, "as text");
    });

    [Test]
    public void Is_the_same_in_every_time_zone()
    {
        var time = new DateTimeOffset(2026, 11, 22, 14, 0, 0, TimeSpan.FromHours(7));
        Assert.That(Timestamp.From(time), Is.EqualTo(1_795_330_800_000_000));
    }
}
