using Gateway.Domain.Access;
using Gateway.IntegrationTests.Tokens;

namespace Gateway.IntegrationTests.Document;

/// <summary>Programs and callers for every answer there is: everything the edge can be told is configured, so that it shows.</summary>
internal sealed class Stage : IAsyncDisposable
{
    public const string Origin = "https://app.example";
    public const string Group = "12345-67890@g.us";

    /// <summary>Values that find somebody, by parameter.</summary>
    public static readonly IReadOnlyDictionary<string, string> Favourites = new Dictionary<string, string>(StringComparer.Ordinal) { ["group"] = Group, ["q"] = "nomen", ["limit"] = "2" };

    private static readonly (string, string)[] s_settings =
    [
        ("Gateway:Cors:Origins:0", Origin), ("Gateway:RateLimits:Enabled", "true"), ("AllowedHosts", "127.0.0.1"),
    ];

    private readonly GatewayApplication _faulty;
    private readonly GatewayApplication _hurried = new([.. s_settings, ("Gateway:RateLimits:PerCaller", "1")]);
    private readonly GatewayApplication _plain = new();
    private GatewayApplication _open = null!;
    private TestIssuer _issuer = null!;
    private Exception _fault = null!;

    private Stage() => _faulty = GatewayApplication.Failing(() => _fault, s_settings);

    /// <summary>With people, some of them in <see cref="Group"/>.</summary>
    public Tenant Tenant { get; private set; } = null!;

    /// <summary>Whose session has taken in nothing.</summary>
    public Tenant Newcomer { get; private set; } = null!;

    /// <summary>Who asks where nothing is configured.</summary>
    public Tenant Plain { get; private set; } = null!;

    /// <summary>Who may ask once a second.</summary>
    public Tenant Hurried { get; private set; } = null!;

    public HttpClient Anonymous => _open.Anonymous();

    public static async Task<Stage> SetAsync()
    {
        var stage = new Stage { _issuer = await TestIssuer.StartAsync(TokenScene.Shared.KeySet) };
        stage._open = new GatewayApplication([.. s_settings, .. stage._issuer.Settings, ("Gateway:RateLimits:PerCaller", "9000"), ("Gateway:RateLimits:PerOrganization", "9000")]);
        (stage.Tenant, stage.Newcomer) = (await stage._open.NewTenantAsync(), await stage._open.NewTenantAsync());
        (stage.Plain, stage.Hurried) = (await stage._plain.NewTenantAsync(), await stage._hurried.NewTenantAsync());
        await stage.Tenant.ObserveAsync(
            [
                .. Enumerable.Range(1, 5).Select(number => Lines.Contact($"6287700000{number}", $"Nomen {number}", directChat: number % 2 == 0)),
                """{"type":"contact","jid":"62877000009@s.whatsapp.net","lid":"7700000000009@lid","businessName":"Nomen et Filii \u03a9","directChat":true}""",
                Lines.Group(Group, "62877000001", "62877000002", "62877000003"),
                """{"type":"session","status":"connected"}""",
            ]);
        return stage;
    }

    /// <summary>Somebody with a login token that names this role.</summary>
    public HttpClient WithRole(string role)
    {
        var claims = Jwt.Claims(TimeProvider.System.GetUtcNow());
        (claims["org"], claims["role"]) = (Tenant.Organization, role);
        return _open.ClientWith(Jwt.Sign(TokenScene.Shared.Good["ES256"], claims));
    }

    public Task<HttpClient> WithKeyAsync(Permissions permissions) => _open.ClientFor(Tenant.Organization, permissions);

    /// <summary>Who asks where the work of a request ends so.</summary>
    public Task<Tenant> WhereItFailsAsync(Exception fault)
    {
        _fault = fault;
        return _faulty.NewTenantAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var application in new[] { _open, _faulty, _hurried, _plain })
        {
            await application.DisposeAsync();
        }

        await _issuer.DisposeAsync();
    }
}
