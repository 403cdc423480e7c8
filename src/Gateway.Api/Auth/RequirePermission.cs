using System.Security.Claims;
using Gateway.Domain.Access;
using Microsoft.AspNetCore.Authorization;

namespace Gateway.Api.Auth;

/// <summary>Only callers with this permission get through.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class RequirePermissionAttribute : AuthorizeAttribute, IAuthorizationRequirementData, IAuthorizationRequirement
{
    public RequirePermissionAttribute(Permissions permission)
    {
        Permission = permission;
        AuthenticationSchemes = BearerHandler.SchemeName;
    }

    public Permissions Permission { get; }

    /// <summary>As RFC 6750 names it in the challenge.</summary>
    public string Scope => Permission.ToString().ToLowerInvariant();

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
}

internal sealed class PermissionHandler : AuthorizationHandler<RequirePermissionAttribute>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RequirePermissionAttribute requirement)
    {
        if (context.User.Identity is CallerIdentity { Caller: var caller } && caller.Has(requirement.Permission))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}

/// <summary>Carries the caller through the framework; nobody else reads claims.</summary>
internal sealed class CallerIdentity(Caller caller) : ClaimsIdentity(BearerHandler.SchemeName)
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
