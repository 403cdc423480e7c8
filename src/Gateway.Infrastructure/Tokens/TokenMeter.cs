using System.Diagnostics.Metrics;

namespace Gateway.Infrastructure.Tokens;

/// <summary>Counts what login tokens cost.</summary>
internal sealed class TokenMeter
{
    public const string Name = "Gateway.Tokens";
    public const string SignatureChecks = "gateway.login_tokens.signature_checks";
    public const string Fetches = "gateway.key_set.fetches";
    private readonly Counter<long> _checks;
    private readonly Counter<long> _fetches;

    public TokenMeter(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _checks = meter.CreateCounter<long>(SignatureChecks);
        _fetches = meter.CreateCounter<long>(Fetches);
    }

    public void CountSignatureCheck() => _checks.Add(1);

    public void CountFetch() => _fetches.Add(1);
}
