using Gateway.Bench.Reference;
using Npgsql;

// What the machine can give: Kestrel, raw Npgsql, Utf8JsonWriter, and nothing else. No token, no log, no routing.
var connection = Environment.GetEnvironmentVariable("BENCH_CONNECTION") ?? throw new InvalidOperationException("BENCH_CONNECTION names the database.");
await using var source = NpgsqlDataSource.Create(connection);
// The limit's one statement is planned once; what people do, as it comes.
await using var planned = NpgsqlDataSource.Create(connection + ";Options=-c plan_cache_mode=force_generic_plan -c jit=off");
var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.WebHost.UseKestrelCore().UseUrls(Environment.GetEnvironmentVariable("ASPNETCORE_URLS") ?? "http://127.0.0.1:8080");
builder.Services.AddRoutingCore();
builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false);
await using var app = builder.Build();

var limit = new LimitPage(planned);
var peer = new OffsetPage(source);
app.Run(context => context.Request.Path.Value!.Split('/') switch
{
    [_, "limit", var key, var session, var organization, var after] => limit.WriteAsync(context, long.Parse(key), session, organization, long.Parse(after)),
    [_, "offset", var table, var key, var offset] => peer.WriteAsync(context, table, long.Parse(key), long.Parse(offset)),
    [_, "constant"] => limit.WriteConstantAsync(context),
    _ => NotFoundAsync(context),
});
await app.RunAsync();

static Task NotFoundAsync(HttpContext context)
{
    context.Response.StatusCode = StatusCodes.Status404NotFound;
    return Task.CompletedTask;
}
