namespace Gateway.IntegrationTests.Issuers;

/// <summary>Tokens of another library than ours, by every algorithm.</summary>
[Category(TestCategories.Node)]
public sealed class JoseTests
{
    private JoseIssuer? _issuer;
    private GatewayApplication? _application;

    private JoseIssuer Issuer => _issuer!;

    private GatewayApplication Application => _application!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _issuer = await JoseIssuer.StartAsync();
        _application = new GatewayApplication(Issuer.Settings);
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

    [Test]
    public async Task A_token_gets_in(
        [Values("EdDSA", "Ed25519", "ES256", "ES384", "ES512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512")] string algorithm)
    {
        var organization = GatewayApplication.NewOrganization();
        var (session, others) = (await Application.NewSessionAsync(organization), await Application.NewSessionAsync(GatewayApplication.NewOrganization()));
        var token = await Issuer.TokenAsync(algorithm, organization);
        Assert.That(TokenHeader.Of(token).Algorithm, Is.EqualTo(algorithm));

        using var client = Application.ClientWith(token);
        (await client.AskAsync(Tenant.PathOf(session))).MustBePage(0);
        (await client.AskAsync(Tenant.PathOf(others))).MustBe(404, "not_found");
    }

    [TestCase("a-stranger")]
    [TestCase("Gateway")]
    public async Task A_token_for_another_audience_does_not(string audience)
    {
        var organization = GatewayApplication.NewOrganization();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var token = await Issuer.SignAsync("EdDSA", new { iss = Issuer.Facts.Issuer, aud = audience, iat = now, exp = now + 600, org = organization, role = "owner" });

        using var client = Application.ClientWith(token);
        (await client.AskAsync(Tenant.PathOf(await Application.NewSessionAsync(organization)))).MustBe(401, "unauthorized");
    }

    [TestCase("EdDSA", "Ed25519")]
    [TestCase("RS256", "PS256")]
    [TestCase("ES256", "ES384")]
    public async Task A_token_that_names_the_key_of_another_algorithm_does_not(string algorithm, string other)
    {
        var organization = GatewayApplication.NewOrganization();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var others = TokenHeader.Of(await Issuer.TokenAsync(other, organization)).KeyId;
        var token = await Issuer.SignAsync(
            algorithm,
            new { iss = Issuer.Facts.Issuer, aud = JoseIssuer.Audience, iat = now, exp = now + 600, org = organization, role = "owner" },
            new { kid = others });

        using var client = Application.ClientWith(token);
        (await client.AskAsync(Tenant.PathOf(await Application.NewSessionAsync(organization)))).MustBe(401, "unauthorized");
    }
}
