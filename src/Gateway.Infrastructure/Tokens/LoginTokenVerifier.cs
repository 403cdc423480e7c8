using Gateway.Application.Access;
using Gateway.Infrastructure.Configuration;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Infrastructure.Tokens;

/// <summary>
/// Login tokens (JWT, RFC 7519), verified with the keys that their issuer publishes. Ours to judge are form, claims and the choice of
/// the key, since the library is lenient there; it verifies the signature, and once more issuer and audience.
/// </summary>
internal sealed class LoginTokenVerifier(LoginTokenSettings settings, IssuerKeys issuer, VerifiedTokens verified, TokenMeter meter, TimeProvider clock) : ITokenVerifier
{
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = LoginToken.MaxLength };
    private readonly LoginClaims _claims = new(settings, clock);

    public bool Recognizes(ReadOnlySpan<char> token) => token.Contains('.');

    public ValueTask<TokenVerdict> VerifyAsync(ReadOnlyMemory<char> token, CancellationToken cancellationToken) =>
        issuer.Last is { } last && verified.Find(token.Span, last) is { } known
            ? ValueTask.FromResult(TokenVerdict.Accept(known))
            : VerifyAsync(token.ToString(), cancellationToken);

    private async ValueTask<TokenVerdict> VerifyAsync(string token, CancellationToken cancellationToken)
    {
        var parsed = LoginToken.TryParse(token, out var refusal);
        refusal ??= settings.Algorithms.Contains(parsed!.Algorithm) ? _claims.Fault(parsed.Payload) : "another algorithm";
        if (refusal is not null)
        {
            return Refuse(refusal); // before any key is looked for
        }

        var keys = await issuer.WithAsync(parsed!.KeyId, cancellationToken);
        if (keys.Find(parsed.KeyId, parsed.Algorithm) is not { } key)
        {
            return Refuse("an unknown key");
        }

        if (!await IsSignedAsync(token, key))
        {
            return Refuse("its signature");
        }

        var caller = LoginCaller.Of(parsed.Payload, settings);
        verified.Add(token, keys, caller, LoginClaims.ExpiryOf(parsed.Payload));
        return TokenVerdict.Accept(caller);
    }

    private static TokenVerdict Refuse(string reason) => TokenVerdict.Refuse($"a login token: {reason}");

    private async Task<bool> IsSignedAsync(string token, SecurityKey key)
    {
        meter.CountSignatureCheck();
        return (await _handler.ValidateTokenAsync(token, ParametersFor(key))).IsValid;
    }

    private TokenValidationParameters ParametersFor(SecurityKey key) => new()
    {
        ValidAlgorithms = settings.Algorithms,
        IssuerSigningKeyResolver = (_, _, _, _) => [key],
        TryAllIssuerSigningKeys = false,
        ValidIssuer = settings.Issuer,
        ValidAudience = settings.Audience,
        ValidateAudience = settings.Audience is not null,
        IgnoreTrailingSlashWhenValidatingAudience = false,
        LifetimeValidator = (_, _, _, _) => true, // judged by our clock
    };
}
