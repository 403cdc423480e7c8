namespace Gateway.IntegrationTests;

/// <summary>The real clock, put forward by a test, for what would take too long to wait for.</summary>
internal sealed class HurriedClock : TimeProvider
{
    private long _ticks;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _ticks));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public void Hurry(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
}
