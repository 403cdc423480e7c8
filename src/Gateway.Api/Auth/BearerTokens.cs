using System.Runtime.CompilerServices;
using System.Security.Claims;
using Gateway.Api.Errors;
using Gateway.Api.Logging;
using Gateway.Application;
using Gateway.Application.Access;
using Gateway.Domain.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Gateway.Api.Auth;

/// <summary>A bearer token, and what the endpoint requires of it.</summary>
internal readonly record struct Credential(ReadOnlyMemory<char> Token, Permissions Required);

/// <summary>
/// <c>Authorization: Bearer</c> (RFC 6750). A token's shape tells its kind; why it is refused is for the log alone. The framework's
/// authorization asks here who the caller is, whether that is enough, and for the answer when it is not. Its own way there
/// leads through schemes, handlers, merged tickets and sets of requirements, each made anew for every request.
/// </summary>
internal sealed class BearerTokens(IEnumerable<ITokenVerifier> verifiers) : IPolicyEvaluator, IAuthorizationMiddlewareResultHandler
{
    public const string SchemeName = "Bearer";
    private const string Challenge = "Bearer realm=\"gateway\"";

    /// <summary>The challenge for a token that is not accepted.</summary>
    public const string InvalidToken = $"{Challenge}, error=\"invalid_token\"";

    private static readonly Task<PolicyAuthorizationResult> s_allowed = Task.FromResult(PolicyAuthorizationResult.Success());
    private static readonly Task<PolicyAuthorizationResult> s_unknown = Task.FromResult(PolicyAuthorizationResult.Challenge());
    private static readonly Task<PolicyAuthorizationResult> s_forbidden = Task.FromResult(PolicyAuthorizationResult.Forbid());
    private static readonly AuthenticationProperties s_noProperties = new();
    private readonly ITokenVerifier[] _verifiers = [.. verifiers];

    /// <summary>What the framework is told of a caller, as long as who knows the token remembers the caller.</summary>
    private readonly ConditionalWeakTable<Caller, AuthenticateResult> _known = [];

    /// <summary>Returns the credential of a request that was let through.</summary>
    public static Credential CredentialOf(HttpContext context) =>
        new(Token(context.Request), context.GetEndpoint()?.Metadata.GetMetadata<RequirePermissionAttribute>()?.Permission ?? Permissions.None);

    /// <summary>Returns why a credential is no longer accepted, in fixed words for the log; null while it is.</summary>
    /// <exception cref="UnavailableException">The answer is unknown just now.</exception>
    public async ValueTask<string?> RefusalAsync(Credential credential, CancellationToken cancellationToken)
    {
        var verdict = await VerifyAsync(credential.Token, cancellationToken);
        return verdict.Caller is not { } caller ? verdict.Refusal : caller.Has(credential.Required) ? null : "the permission was withdrawn";
    }

    public async Task<AuthenticateResult> AuthenticateAsync(AuthorizationPolicy policy, HttpContext context)
    {
        var token = Token(context.Request);
        if (token.IsEmpty)
        {
            return AuthenticateResult.NoResult();
        }

        var verdict = await VerifyAsync(token, context.RequestAborted);
        if (verdict.Caller is { } caller)
        {
            var known = _known.GetValue(caller, Known);
            context.User = known.Principal!;
            return known;
        }

        RequestNotes.Of(context).Refusal = verdict.Refusal;
        return AuthenticateResult.Fail(verdict.Refusal!);
    }

    /// <summary>A requirement that is not known here is not met.</summary>
    public Task<PolicyAuthorizationResult> AuthorizeAsync(
        AuthorizationPolicy policy, AuthenticateResult authenticationResult, HttpContext context, object? resource)
    {
        if (context.CallerOrNull() is not { } caller)
        {
            return s_unknown;
        }

        for (var i = 0; i < policy.Requirements.Count; i++)
        {
            if (!IsMet(policy.Requirements[i], caller))
            {
                return s_forbidden;
            }
        }

        return s_allowed;
    }

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            return next(context);
        }

        var scope = context.GetEndpoint()?.Metadata.GetMetadata<RequirePermissionAttribute>()?.Scope;
        context.Response.Headers.WWWAuthenticate = authorizeResult.Forbidden ? $"{Challenge}, error=\"insufficient_scope\", scope=\"{scope}\""
            : Token(context.Request).IsEmpty ? Challenge
            : InvalidToken;
        return context.WriteErrorAsync(authorizeResult.Forbidden ? ApiError.Forbidden with { Message = $"{ApiError.Forbidden.Message} {scope}" } : ApiError.Unauthorized);
    }

    private static AuthenticateResult Known(Caller caller) =>
        AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new CallerIdentity(caller)), s_noProperties, SchemeName));

    private static bool IsMet(IAuthorizationRequirement requirement, Caller caller) => requirement switch
    {
        DenyAnonymousAuthorizationRequirement => true,
        RequirePermissionAttribute required => caller.Has(required.Permission),
        _ => false,
    };

    private ValueTask<TokenVerdict> VerifyAsync(ReadOnlyMemory<char> token, CancellationToken cancellationToken) =>
        KindOf(token.Span) is { } kind ? kind.VerifyAsync(token, cancellationToken) : ValueTask.FromResult(TokenVerdict.Refuse("no kind of token"));

    private ITokenVerifier? KindOf(ReadOnlySpan<char> token)
    {
        foreach (var verifier in _verifiers)
        {
            if (verifier.Recognizes(token))
            {
                return verifier;
            }
        }

        return null;
    }

    /// <summary>Empty when there is none, or one of another scheme.</summary>
    private static ReadOnlyMemory<char> Token(HttpRequest request)
    {
        var values = request.Headers.Authorization;
        if (values.Count > 1)
        {
            throw new BadRequestException("the Authorization header must be given once");
        }

        var text = values.ToString();
        return text.StartsWith(SchemeName + ' ', StringComparison.OrdinalIgnoreCase) ? text.AsMemory(SchemeName.Length + 1).Trim(' ') : default;
    }
}
