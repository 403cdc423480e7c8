namespace Gateway.UnitTests;

/// <summary>A clock that a test moves; timers go off while it is moved.</summary>
internal sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly List<Timer> _timers = [];
    private DateTimeOffset _now = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_timers)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>How long until the next timer goes off, once somebody waits on this clock.</summary>
    public async Task<TimeSpan> NextAsync()
    {
        Assert.That(await Task.Run(() => SpinWait.SpinUntil(() => IsAwaited, s_patience)), Is.True, "nobody waits");
        lock (_timers)
        {
            return _timers.Min(timer => timer.Due) - _now;
        }
    }

    /// <summary>Once somebody waits on this clock.</summary>
    public async Task AdvanceAsync(TimeSpan time)
    {
        Assert.That(await Task.Run(() => SpinWait.SpinUntil(() => IsAwaited, s_patience)), Is.True, "nobody waits");
        Advance(time);
    }

    public void Advance(TimeSpan time)
    {
        List<Timer> due;
        lock (_timers)
        {
            _now += time;
            due = _timers.FindAll(timer => timer.Due <= _now);
            due.ForEach(timer => _timers.Remove(timer));
        }

        due.ForEach(timer => timer.GoOff());
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private bool IsAwaited
    {
        get
        {
            lock (_timers)
            {
                return _timers.Count > 0;
            }
        }
    }

    /// <summary>Goes off once.</summary>
    private sealed class Timer(ManualClock clock, Action goOff) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public Action GoOff => goOff;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._timers)
            {
                clock._timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = clock._now + dueTime;
                    clock._timers.Add(this);
                }

                return true;
            }
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
