using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Gateway.Application.Access;
using Gateway.Domain.Access;
using Gateway.Infrastructure.Configuration;
using Gateway.Infrastructure.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.UnitTests.Tokens;

/// <summary>A verifier, its issuer and its clock, taken out of the service.</summary>
internal sealed class TokenBench : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 7, 0, 0, TimeSpan.Zero);

    public static readonly LoginTokenSettings Settings = new(
        new Uri("https://issuer.example/keys"), Jwt.Issuer, Jwt.Audience, [], ClaimPath.Parse("org"), ClaimPath.Parse("role"), LoginTokenAlgorithms.All, RolePermissions.Default);

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<string> _log = new();
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);

    public TokenBench(string keySet, LoginTokenSettings? settings = null)
    {
        Source = new ScriptedKeySets(keySet);
        var meters = _services.GetRequiredService<IMeterFactory>();
        var meter = new TokenMeter(meters);
        Keys = new IssuerKeys(Source, Clock, meter, new KeptLog(_log));
        Verified = new VerifiedTokens(Clock);
        Verifier = new LoginTokenVerifier(settings ?? Settings, Keys, Verified, meter, Clock);
        Listen(meters);
    }

    public ManualClock Clock { get; } = new(Now);

    public ScriptedKeySets Source { get; }

    public IssuerKeys Keys { get; }

    public VerifiedTokens Verified { get; }

    public LoginTokenVerifier Verifier { get; }

    /// <summary>What is logged of keys: level and text.</summary>
    public IReadOnlyCollection<string> Log => _log;

    public long SignatureChecks => Count(TokenMeter.SignatureChecks);

    public long Fetches => Count(TokenMeter.Fetches);

    public async Task<TokenVerdict> VerifyAsync(string token) => await Verifier.VerifyAsync(token.AsMemory(), CancellationToken.None);

    public async Task<Caller?> CallerOfAsync(string token) => (await VerifyAsync(token)).Caller;

    public void Dispose()
    {
        _listener.Dispose();
        Verified.Dispose();
        _services.Dispose();
    }

    private sealed class KeptLog(ConcurrentQueue<string> lines) : ILogger<IssuerKeys>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {formatter(state, exception)}");
    }

    private long Count(string name)
    {
        lock (_counts)
        {
            return _counts.GetValueOrDefault(name);
        }
    }

    private void Listen(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, count, _, _) =>
        {
            lock (_counts)
            {
                _counts[instrument.Name] = _counts.GetValueOrDefault(instrument.Name) + count;
            }
        });
        _listener.Start();
    }
}

/// <summary>An issuer that answers as it is told.</summary>
internal sealed class ScriptedKeySets(string json) : IKeySetSource
{
    /// <summary>What it answers with from now on; null: nothing that could be used.</summary>
    public string? Json { get; set; } = json;

    /// <summary>What it waits for before it answers.</summary>
    public Task Held { get; set; } = Task.CompletedTask;

    public async Task<KeySet> FetchAsync(CancellationToken cancellationToken)
    {
        await Held;
        return (Json is null ? null : KeySet.TryParse(System.Text.Encoding.UTF8.GetBytes(Json))) ?? throw new KeySetException("scripted");
    }
}
