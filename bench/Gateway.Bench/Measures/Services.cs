using Gateway.Bench.Data;
using Gateway.Bench.Load;

namespace Gateway.Bench.Measures;

/// <summary>The service with everything on, and the reference program, both over the data set.</summary>
internal sealed class Services : IAsyncDisposable
{
    private const string ReferenceOptions = ";Maximum Pool Size=32;Max Auto Prepare=16;Auto Prepare Min Usages=2;No Reset On Close=true";

    private readonly Issuer _issuer;

    private Services(Issuer issuer, ServedProgram gateway, ServedProgram reference) => (_issuer, Gateway, Reference) = (issuer, gateway, reference);

    public ServedProgram Gateway { get; }

    public ServedProgram Reference { get; }

    /// <summary>A login token of an organization's member.</summary>
    public string TokenOf(string organization) => _issuer.TokenOf(organization);

    public static async Task<Services> StartAsync(World world)
    {
        var options = world.Options;
        var issuer = new Issuer(options.HttpPort + 2);
        var gateway = await ServedProgram.StartAsync(
            options, "Gateway.Api", options.HttpPort,
            ("Gateway__Database__ConnectionString", options.Connection),
            ("Gateway__Cursors__Keys__0", Convert.ToBase64String(Stage.CursorKey)),
            ("Gateway__Jwt__JwksUrl", issuer.KeySet),
            ("Gateway__Jwt__Issuer", Issuer.Name),
            ("Gateway__Jwt__Audience", Issuer.Audience),
            ("Gateway__Shutdown__Delay", "0"));
        var reference = await ServedProgram.StartAsync(
            options, "Gateway.Bench.Reference", options.HttpPort + 1, ("BENCH_CONNECTION", options.Connection + ReferenceOptions));
        return new Services(issuer, gateway, reference);
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Reference.DisposeAsync();
        _issuer.Dispose();
    }
}
