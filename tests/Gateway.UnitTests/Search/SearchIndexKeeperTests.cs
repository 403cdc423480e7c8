using System.Collections.Concurrent;
using Gateway.Application;
using Gateway.Application.Search;
using Gateway.Domain.Search;
using Gateway.Domain.Sessions;
using Microsoft.Extensions.Logging;
using Moq;

namespace Gateway.UnitTests.Search;

/// <summary>Every second it looks whose index lags, and brings it up to date, a step for each session in turn.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.All)]
internal sealed class SearchIndexKeeperTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 23, 5, 0, 0, TimeSpan.Zero));
    private readonly Mock<ISearchStorage> _storage = new();
    private readonly CapturedLog _log = new();
    private readonly ConcurrentDictionary<SessionId, int> _left = [];
    private readonly BlockingCollection<SessionId> _steps = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _run;
    private volatile bool _isOut;
    private int _looks;

    public SearchIndexKeeperTests()
    {
        _storage.Setup(storage => storage.DueAsync(It.IsAny<CancellationToken>())).Returns((CancellationToken _) =>
        {
            Interlocked.Increment(ref _looks);
            return _isOut
                ? throw new UnavailableException("out")
                : Task.FromResult<IReadOnlyList<SessionId>>([.. _left.Where(entry => entry.Value > 0).Select(entry => entry.Key).OrderBy(id => id.Text, StringComparer.Ordinal)]);
        });
        _storage.Setup(storage => storage.IsDueAsync(It.IsAny<SessionId>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((SessionId session, CancellationToken _) => _left[session] > 0);
        _storage.Setup(storage => storage.SealAsideAsync(It.IsAny<SessionId>(), It.IsAny<Func<ISearchTables, Task<SearchRun>>>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((SessionId session, Func<ISearchTables, Task<SearchRun>> _, CancellationToken _) =>
            {
                _left[session]--;
                _steps.Add(session, CancellationToken.None);
                return true;
            });
        ImmediateSteps();
        _run = new SearchIndexKeeper(_storage.Object, new SearchIndex(_storage.Object), _clock, _log).RunAsync(_stopping.Token);
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _steps.Dispose();
    }

    [Test]
    public async Task Sessions_that_lag_are_stepped_in_turn()
    {
        SessionId[] sessions = [.. Enumerable.Range(0, 3).Select(_ => SessionId.New(TimeProvider.System)).OrderBy(id => id.Text, StringComparer.Ordinal)];
        (_left[sessions[0]], _left[sessions[1]], _left[sessions[2]]) = (3, 1, 2);
        await LookAsync();
        Assert.That(_steps, Is.EqualTo(new[] { sessions[0], sessions[1], sessions[2], sessions[0], sessions[2], sessions[0] }));
        await LookAsync();
        Assert.That(_steps, Has.Count.EqualTo(6), "nothing is left to do");
    }

    [Test]
    public async Task An_outage_is_told_of_once_and_then_it_goes_on()
    {
        var session = SessionId.New(TimeProvider.System);
        (_left[session], _isOut) = (1, true);
        await LookAsync();
        await LookAsync();
        Assert.That(_log.Levels, Is.EqualTo(new[] { LogLevel.Warning }));
        _isOut = false;
        await LookAsync();
        Assert.That(_steps, Is.EqualTo(new[] { session }));
        _isOut = true;
        await LookAsync();
        Assert.That(_log.Levels, Is.EqualTo(new[] { LogLevel.Warning, LogLevel.Warning }));
    }

    [Test]
    public async Task It_ends_when_the_service_stops()
    {
        await LookAsync();
        await _stopping.CancelAsync();
        await _run.WaitAsync(s_patience);
        Assert.That(_log.Levels, Is.Empty);
    }

    [Test]
    public async Task A_database_that_blocks_its_caller_holds_up_no_end()
    {
        using var end = new ManualResetEventSlim();
        using var blocked = new ManualResetEventSlim();
        _storage.Setup(storage => storage.DueAsync(It.IsAny<CancellationToken>())).Returns(() =>
        {
            blocked.Set();
            end.Wait(s_patience, CancellationToken.None);
            return Task.FromResult<IReadOnlyList<SessionId>>([]);
        });
        await _clock.AdvanceAsync(s_second);
        Assert.That(await Task.Run(() => blocked.Wait(s_patience)), Is.True);
        await _stopping.CancelAsync();
        await _run.WaitAsync(s_patience);
        end.Set();
    }

    /// <summary>Lets a second pass, and waits until it waits for the next.</summary>
    private async Task LookAsync()
    {
        await _clock.AdvanceAsync(s_second);
        Assert.That(await _clock.NextAsync(), Is.EqualTo(s_second));
    }

    /// <summary>Everybody has so much unsealed that sealing it is a step of its own.</summary>
    private void ImmediateSteps()
    {
        var tables = new Mock<ISearchTables>();
        tables.Setup(all => all.RunsAsync()).ReturnsAsync([]);
        tables.Setup(all => all.StateAsync(It.IsAny<int>())).ReturnsAsync(new SearchState(2 * SearchUpkeep.MostSealed, 0, 0));
        _storage.Setup(storage => storage.LockedAsync(It.IsAny<SessionId>(), It.IsAny<Func<ISearchTables, Task<It.IsAnyType>>>(), It.IsAny<CancellationToken>()))
            .Returns(new InvocationFunc(call => ((Delegate)call.Arguments[1]).DynamicInvoke(tables.Object)!));
    }

    private sealed class CapturedLog : ILogger<SearchIndexKeeper>
    {
        private readonly ConcurrentQueue<LogLevel> _lines = new();

        public IEnumerable<LogLevel> Levels => _lines;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _lines.Enqueue(logLevel);
    }
}
