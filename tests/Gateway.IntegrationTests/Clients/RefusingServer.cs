using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Gateway.IntegrationTests.Clients;

/// <summary>Refuses as the service does what no client asks of it: <c>/415/unsupported_media_type</c>, and below, is answered so.</summary>
internal sealed class RefusingServer : IAsyncDisposable
{
    private readonly WebApplication _server;

    private RefusingServer(WebApplication server)
    {
        _server = server;
        server.Run(context =>
        {
            var way = context.Request.Path.Value!.Split('/');
            context.Response.StatusCode = int.Parse(way[1], null);
            context.Response.Headers["X-Request-Id"] = context.Request.Headers.TryGetValue("X-Request-Id", out var own) ? own : new string('5', 32);
            return context.Response.WriteAsJsonAsync(new { error = new { code = way[2], message = "refused", details = new { } } });
        });
    }

    public static async Task<RefusingServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var server = new RefusingServer(builder.Build());
        await server._server.StartAsync();
        return server;
    }

    public Uri For(int status, string code) => new(new Uri(_server.Urls.Single()), $"/{status}/{code}");

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
