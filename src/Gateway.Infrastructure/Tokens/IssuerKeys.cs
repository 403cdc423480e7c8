using Gateway.Application;
using Microsoft.Extensions.Logging;

namespace Gateway.Infrastructure.Tokens;

/// <summary>
/// The issuer's keys, fetched anew in the background now and then, and once, for all who wait, when a token names a key that is not
/// among them. The last good ones stay in use for a day while none come.
/// </summary>
internal sealed partial class IssuerKeys(IKeySetSource source, TimeProvider clock, TokenMeter meter, ILogger<IssuerKeys> logger) : IBackgroundWork
{
    private const int MaxWaiting = 32;
    private const double Jitter = 0.2;
    private static readonly TimeSpan s_interval = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_firstRetry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_lastRetry = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_longestUse = TimeSpan.FromHours(24);
    private readonly Lock _lock = new();
    private volatile Loaded? _loaded;
    private Task<bool> _fetch = Task.FromResult(false);
    private long? _fetchStarted;
    private int _waiting;

    /// <summary>The keys as they were last fetched; null when they never were, or too long ago.</summary>
    public KeySet? Last => _loaded is { } loaded && clock.GetElapsedTime(loaded.At) < s_longestUse ? loaded.Keys : null;

    /// <summary>The keys, one among them with this id where the issuer has one.</summary>
    /// <exception cref="UnavailableException">There are none at all.</exception>
    public async ValueTask<KeySet> WithAsync(string keyId, CancellationToken cancellationToken)
    {
        if (Last?.Has(keyId) != true)
        {
            await WaitAsync(OngoingOrDueFetch(), cancellationToken);
        }

        return Last ?? throw new UnavailableException("The keys of the tokens' issuer are out of reach.");
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        if (!Ed25519.IsAvailable)
        {
            LogNoEdwards();
        }

        var retry = s_firstRetry;
        try
        {
            while (true)
            {
                var isGood = await Fetch().WaitAsync(stopping);
                var pause = isGood ? s_interval : retry;
                retry = isGood ? s_firstRetry : TimeSpan.FromTicks(Math.Min(retry.Ticks * 2, s_lastRetry.Ticks));
                await Task.Delay(pause * (1 - Jitter + (2 * Jitter * Random.Shared.NextDouble())), clock, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // the end
        }
    }

    private Task OngoingOrDueFetch()
    {
        lock (_lock)
        {
            var isDue = !_fetch.IsCompleted || _fetchStarted is null || clock.GetElapsedTime(_fetchStarted.Value) >= s_pause;
            return isDue ? Fetch() : Task.CompletedTask;
        }
    }

    /// <summary>The one that runs, else a new one.</summary>
    private Task<bool> Fetch()
    {
        lock (_lock)
        {
            if (_fetch.IsCompleted)
            {
                _fetchStarted = clock.GetTimestamp();
                _fetch = Task.Run(FetchAsync);
            }

            return _fetch;
        }
    }

    private async Task<bool> FetchAsync()
    {
        meter.CountFetch();
        var at = clock.GetTimestamp();
        try
        {
            var keys = await source.FetchAsync(CancellationToken.None);
            var before = _loaded?.Keys;
            var isSame = before is not null && before.Fingerprint.AsSpan().SequenceEqual(keys.Fingerprint);
            _loaded = new Loaded(isSame ? before! : keys, at); // what was verified with the same keys stays so
            return true;
        }
        catch (KeySetException fault)
        {
            LogFault(fault.Message, Last is null ? "login tokens cannot be checked" : "the last good keys stay in use");
            return false;
        }
    }

    /// <summary>Not for long, and not with too many others: a slow issuer must not hold up the service.</summary>
    private async Task WaitAsync(Task fetch, CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) <= MaxWaiting)
            {
                await fetch.WaitAsync(s_patience, clock, cancellationToken);
            }
        }
        catch (TimeoutException)
        {
            // what is there must do
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The issuer's key set was not taken: {Reason}; {Consequence}")]
    private partial void LogFault(string reason, string consequence);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Tokens signed with EdDSA are refused: OpenSSL 3 (libcrypto.so.3) cannot be loaded here; other signatures work")]
    private partial void LogNoEdwards();

    private sealed record Loaded(KeySet Keys, long At);
}
