using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Gateway.IntegrationTests.Tokens;

/// <summary>An issuer whose key set comes over HTTP, as a test tells it to.</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly WebApplication _server;

    private TestIssuer(WebApplication server, string keySet)
    {
        (_server, Answer) = (server, Json(keySet));
        server.Run(context =>
        {
            _asked.Enqueue(context.Request.Path + context.Request.QueryString);
            return Answer(context);
        });
    }

    public Func<HttpContext, Task> Answer { get; set; }

    public Uri KeySetUrl => new(new Uri(_server.Urls.Single()), "/keys");

    /// <summary>Every path that was asked for.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    /// <summary>What makes the service accept this issuer's tokens.</summary>
    public (string Key, string Value)[] Settings =>
        [("Gateway:Jwt:JwksUrl", KeySetUrl.ToString()), ("Gateway:Jwt:Issuer", Jwt.Issuer), ("Gateway:Jwt:Audience", Jwt.Audience)];

    public static async Task<TestIssuer> StartAsync(string keySet)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var issuer = new TestIssuer(builder.Build(), keySet);
        await issuer._server.StartAsync();
        return issuer;
    }

    public static Func<HttpContext, Task> Json(string body) => Body(Encoding.UTF8.GetBytes(body), "application/json");

    public static Func<HttpContext, Task> Body(byte[] body, string type, int status = 200) => async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    };

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
