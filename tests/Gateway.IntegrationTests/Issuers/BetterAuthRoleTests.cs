namespace Gateway.IntegrationTests.Issuers;

/// <summary>What the roles of Better Auth's organizations allow is for the operator to say; here no two allow the same.</summary>
[Category(TestCategories.Node)]
public sealed class BetterAuthRoleTests
{
    private BetterAuthIssuer? _issuer;
    private GatewayApplication? _application;

    private GatewayApplication Application => _application!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _issuer = await BetterAuthIssuer.StartAsync();
        _application = new GatewayApplication([.. _issuer.Settings, ("Gateway:Jwt:Roles:owner:0", "manage"), ("Gateway:Jwt:Roles:admin:0", "read")]);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }

        if (_issuer is not null)
        {
            await _issuer.DisposeAsync();
        }
    }

    [TestCase(200, "admin")]
    [TestCase(403, "owner")]
    [TestCase(200, "owner", "admin")]
    [TestCase(403, "owner", "member")]
    [TestCase(403, "member")]
    public async Task Somebody_may_do_what_any_of_the_roles_allows(int status, params string[] roles)
    {
        using var founder = await _issuer!.SignUpAsync();
        using var other = await _issuer.SignUpAsync();
        var session = await Application.NewSessionAsync(await founder.CreateOrganizationAsync());
        await founder.TakeInAsync(other, roles);

        using var client = Application.ClientWith(await other.TokenAsync());
        var answer = await client.AskAsync(Tenant.PathOf(session));
        Assert.That(answer.Status, Is.EqualTo(status), answer.Text);
    }
}
