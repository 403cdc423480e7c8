using System.Security.Claims;
using Gateway.Domain.Access;
using Microsoft.AspNetCore.Authorization;

namespace Gateway.Api.Auth;

/// <summary>Only callers with this permission get through.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class RequirePermissionAttribute(Permissions permission) : AuthorizeAttribute, IAuthorizationRequirementData, IAuthorizationRequirement
{
    public Permissions Permission { get; } = permission;

    /// <summary>As RFC 6750 names it in the challenge.</summary>
    public string Scope => Permission.ToString().ToLowerInvariant();

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
}

/// <summary>Carries the caller through the framework; nobody else reads claims.</summary>
internal sealed class CallerIdentity(Caller caller) : ClaimsIdentity(BearerTokens.SchemeName)
{
    public Caller Caller { get; } = caller;
}

internal static class CallerAccess
{
    /// <summary>Who asks. Only behind <see cref="RequirePermissionAttribute"/>.</summary>
    public static Caller Caller(this HttpContext context) =>
        context.CallerOrNull() ?? throw new InvalidOperationException("The endpoint requires no permission.");

    public static Caller? CallerOrNull(this HttpContext context) => (context.User.Identity as CallerIdentity)?.Caller;
}
