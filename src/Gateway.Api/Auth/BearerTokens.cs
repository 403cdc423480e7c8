using System.Security.Claims;
using System.Text.Encodings.Web;
using Gateway.Api.Errors;
using Gateway.Api.Logging;
using Gateway.Application.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Gateway.Api.Auth;

/// <summary>
/// <c>Authorization: Bearer</c> (RFC 6750). A token's shape tells its kind; why it is refused is for the log alone.
/// </summary>
internal sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    IEnumerable<ITokenVerifier> verifiers) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";
    private const string Challenge = "Bearer realm=\"gateway\"";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Token() is not { } token)
        {
            return AuthenticateResult.NoResult();
        }

        var verdict = verifiers.FirstOrDefault(verifier => verifier.Recognizes(token)) is { } kind
            ? await kind.VerifyAsync(token, Context.RequestAborted)
            : TokenVerdict.Refuse("no kind of token");
        if (verdict.Caller is { } caller)
        {
            return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new CallerIdentity(caller)), SchemeName));
        }

        RequestNotes.Of(Context).Refusal = verdict.Refusal;
        return AuthenticateResult.Fail(verdict.Refusal!);
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var result = await HandleAuthenticateOnceSafeAsync();
        Response.Headers.WWWAuthenticate = result.None ? Challenge : $"{Challenge}, error=\"invalid_token\"";
        await Context.WriteErrorAsync(ApiError.Unauthorized);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var scope = Context.GetEndpoint()?.Metadata.GetMetadata<RequirePermissionAttribute>()?.Scope;
        Response.Headers.WWWAuthenticate = $"{Challenge}, error=\"insufficient_scope\", scope=\"{scope}\"";
        return Context.WriteErrorAsync(ApiError.Forbidden);
    }

    /// <summary>Null when there is none, or one of another scheme.</summary>
    private string? Token()
    {
        var values = Request.Headers.Authorization;
        if (values.Count > 1)
        {
            throw new BadRequestException("the Authorization header must be given once");
        }

        var text = values.ToString();
        return text.StartsWith(SchemeName + ' ', StringComparison.OrdinalIgnoreCase) && text[(SchemeName.Length + 1)..].Trim(' ') is { Length: > 0 } token
            ? token
            : null;
    }
}
