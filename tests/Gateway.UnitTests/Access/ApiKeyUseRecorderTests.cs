using System.Collections.Concurrent;
using Gateway.Application;
using Gateway.Application.Access;
using Gateway.Domain.Access;
using Microsoft.Extensions.Logging;
using Moq;

namespace Gateway.UnitTests.Access;

/// <summary>When keys were last used gets to the database once a minute, later where that is out of reach, and before the end.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.All)]
internal sealed class ApiKeyUseRecorderTests : IDisposable
{
    private static readonly DateTimeOffset s_start = new(2026, 11, 22, 7, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly ManualClock _clock = new(s_start);
    private readonly ApiKeyUses _uses = new();
    private readonly Mock<IApiKeyRepository> _keys = new();
    private readonly CapturedLog _log = new();
    private readonly BlockingCollection<IReadOnlyCollection<ApiKeyUse>> _writes = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _run;
    private volatile Func<CancellationToken, Task> _answer = _ => Task.CompletedTask;

    public ApiKeyUseRecorderTests()
    {
        _keys.Setup(keys => keys.RecordUseAsync(It.IsAny<IReadOnlyCollection<ApiKeyUse>>(), It.IsAny<CancellationToken>()))
            .Returns(async (IReadOnlyCollection<ApiKeyUse> uses, CancellationToken token) =>
            {
                var answer = _answer;
                _writes.Add([.. uses], CancellationToken.None);
                await answer(token);
            });
        _run = new ApiKeyUseRecorder(_keys.Object, _uses, _clock, _log).RunAsync(_stopping.Token);
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _writes.Dispose();
    }

    [Test]
    public async Task However_often_keys_are_used_there_is_one_write_a_minute_with_the_last_time_of_each()
    {
        for (var second = 0; second < 60; second++)
        {
            Use("a");
            Use("b");
            await _clock.AdvanceAsync(TimeSpan.FromSeconds(1));
        }

        Assert.That(Written(), Is.EquivalentTo(new[] { UseOf("a", 59), UseOf("b", 59) }));
        Use("a");
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(59.9));
        Assert.That(_writes, Is.Empty, "before the minute is over");
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(0.1));
        Assert.That(Written(), Is.EqualTo(new[] { UseOf("a", 60) }), "and nothing of the key that was not used");
    }

    [Test]
    public async Task Nothing_is_written_while_no_key_is_used()
    {
        for (var minute = 0; minute < 5; minute++)
        {
            await _clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        }

        await StopAsync();
        Assert.That(_writes, Is.Empty);
    }

    [Test]
    public async Task What_could_not_be_written_is_kept_and_told_of_once_an_outage()
    {
        _answer = _ => throw new UnavailableException("out");
        Use("a");
        await MinuteAsync();
        Use("b");
        await MinuteAsync();
        _answer = _ => Task.CompletedTask;
        Assert.That(await MinuteAsync(), Is.EquivalentTo(new[] { UseOf("a", 0), UseOf("b", 60) }));
        Assert.That(_log.Levels, Is.EqualTo(new[] { LogLevel.Warning }));
        Use("c");
        _answer = _ => throw new UnavailableException("out again");
        Assert.That(await MinuteAsync(), Is.EqualTo(new[] { UseOf("c", 180) }));
        await StopAsync();
        Assert.That(_log.Levels, Is.EqualTo(new[] { LogLevel.Warning, LogLevel.Warning }));
        Assert.That(_log.Text, Does.Not.Contain("key_").And.Not.Contain("org_"));
    }

    [Test]
    public async Task What_is_new_is_written_when_the_service_stops()
    {
        Use("a");
        await StopAsync();
        Assert.That(Written(), Is.EqualTo(new[] { UseOf("a", 0) }));
        Assert.That(_log.Levels, Is.Empty);
    }

    [Test]
    public async Task A_write_that_hangs_when_the_service_stops_is_done_over_and_then_given_up([Values] bool isDeaf)
    {
        _answer = token => Task.Delay(Timeout.Infinite, isDeaf ? CancellationToken.None : token);
        Use("a");
        await MinuteAsync();
        await _stopping.CancelAsync();
        Assert.That(Written(), Is.EqualTo(new[] { UseOf("a", 0) }));
        Assert.That(_run.IsCompleted, Is.False);
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(2));
        await _run.WaitAsync(s_patience);
        Assert.That(_log.Levels, Is.EqualTo(new[] { LogLevel.Warning }));
    }

    [Test]
    public async Task A_write_that_blocks_its_thread_holds_up_no_end()
    {
        using var end = new ManualResetEventSlim();
        _answer = _ =>
        {
            end.Wait(s_patience, CancellationToken.None);
            return Task.CompletedTask;
        };
        Use("a");
        var stop = Task.Run(_stopping.Cancel);
        Written();
        await stop.WaitAsync(s_patience);
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(2));
        await _run.WaitAsync(s_patience);
        end.Set();
    }

    [Test]
    public async Task Of_uses_seen_at_once_or_out_of_order_the_latest_counts()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(() =>
        {
            for (var n = 0; n < 20_000; n++)
            {
                _uses.Note(KeyOf("a"), s_start.AddTicks(((n * 8) + worker) ^ 0b1000));
            }
        })));
        await StopAsync();
        Assert.That(Written().Single().At, Is.EqualTo(s_start.AddTicks(159_999)));
    }

    private static ApiKey KeyOf(string name) =>
        new($"key_{name}", $"org_{name}", name, "wa_abcde", Permissions.Read, s_start.AddDays(-1), null, null);

    private static ApiKeyUse UseOf(string name, int second) => new($"key_{name}", $"org_{name}", s_start.AddSeconds(second));

    private void Use(string name) => _uses.Note(KeyOf(name), _clock.GetUtcNow());

    private IReadOnlyCollection<ApiKeyUse> Written() =>
        _writes.TryTake(out var write, s_patience) ? write : throw new TimeoutException("Nothing was written.");

    private async Task<IReadOnlyCollection<ApiKeyUse>> MinuteAsync()
    {
        await _clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        return Written();
    }

    private async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _run.WaitAsync(s_patience);
    }

    private sealed class CapturedLog : ILogger<ApiKeyUseRecorder>
    {
        private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

        public IEnumerable<LogLevel> Levels => _lines.Select(line => line.Level);

        public string Text => string.Join('\n', _lines.Select(line => line.Text));

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue((logLevel, $"{formatter(state, exception)} {exception}"));
    }
}
