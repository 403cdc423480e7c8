using Gateway.Api.Limits;
using Gateway.Application;
using Gateway.Application.Storage;

namespace Gateway.Api.Health;

/// <summary>Whether new requests should come here; no longer once a stop is announced.</summary>
internal sealed class Readiness
{
    public bool IsStopping { get; set; }
}

internal static class HealthEndpoints
{
    /// <summary><c>/livez</c>: the process runs. <c>/readyz</c>: it can answer. Neither needs a token nor minds the host.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        string[] methods = [HttpMethods.Get, HttpMethods.Head];
        routes.MapMethods("/livez", methods, () => TypedResults.Ok(new HealthResponse("ok"))).WithMetadata(new AnyHost(), new TakesNoPlace()).ExcludeFromDescription();
        routes.MapMethods("/readyz", methods, ReadyAsync).WithMetadata(new AnyHost(), new TakesNoPlace()).ExcludeFromDescription();
    }

    private static async Task ReadyAsync(HttpContext context, IDatabase database, Readiness readiness)
    {
        if (readiness.IsStopping)
        {
            throw new UnavailableException("The service is stopping.");
        }

        await database.CheckAsync(context.RequestAborted);
        await context.Response.WriteAsJsonAsync(new HealthResponse("ok"), context.RequestAborted);
    }

    private sealed record HealthResponse(string Status);
}

/// <summary>Marks endpoints that answer whatever host was asked for.</summary>
internal sealed class AnyHost;
