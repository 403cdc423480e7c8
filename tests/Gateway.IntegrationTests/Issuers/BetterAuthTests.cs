namespace Gateway.IntegrationTests.Issuers;

/// <summary>Tokens as Better Auth makes them, with its own choice of keys and with each that it can be given.</summary>
[Category(TestCategories.Node)]
[TestFixture(BetterAuthIssuer.DefaultAlgorithm)]
[TestFixture(BetterAuthIssuer.DefaultAlgorithm, "better-auth")]
[TestFixture("RS256")]
[TestFixture("ES256")]
[TestFixture("PS256")]
[TestFixture("ES512")]
public sealed class BetterAuthTests(string algorithm, string? preset = null)
{
    private BetterAuthIssuer? _issuer;
    private GatewayApplication? _application;

    private BetterAuthIssuer Issuer => _issuer!;

    private GatewayApplication Application => _application!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _issuer = await BetterAuthIssuer.StartAsync(algorithm);
        _application = new GatewayApplication(preset is null ? Issuer.Settings : [.. Issuer.Settings, ("Gateway:Jwt:Preset", preset)]);
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
    public async Task The_owner_of_an_organization_reads_its_session_and_finds_no_other()
    {
        using var owner = await Issuer.SignUpAsync();
        var session = await Application.NewSessionAsync(await owner.CreateOrganizationAsync());
        var others = await Application.NewSessionAsync(GatewayApplication.NewOrganization());
        await Application.SeedContactsAsync(session, 3);
        var token = await owner.TokenAsync();
        Assert.That(TokenHeader.Of(token).Algorithm, Is.EqualTo(algorithm));

        using var client = Application.ClientWith(token);
        (await client.AskAsync(Tenant.PathOf(session))).MustBePage(3);
        (await client.AskAsync(Tenant.PathOf(others))).MustBe(404, "not_found");
    }

    [TestCase("member")]
    [TestCase("admin")]
    [TestCase("owner", "admin")]
    public async Task Whoever_was_taken_in_reads_it_too(params string[] roles)
    {
        using var owner = await Issuer.SignUpAsync();
        using var other = await Issuer.SignUpAsync();
        var session = await Application.NewSessionAsync(await owner.CreateOrganizationAsync());
        await owner.TakeInAsync(other, roles);

        using var client = Application.ClientWith(await other.TokenAsync());
        (await client.AskAsync(Tenant.PathOf(session))).MustBePage(0);
    }

    [Test]
    public async Task A_token_is_for_the_organization_that_is_active_and_for_none_when_none_is()
    {
        using var owner = await Issuer.SignUpAsync();
        using var newcomer = Application.ClientWith(await owner.TokenAsync());
        var first = await owner.CreateOrganizationAsync();
        var second = await owner.CreateOrganizationAsync();
        var session = await Application.NewSessionAsync(first);
        using var withSecond = Application.ClientWith(await owner.TokenAsync());
        await owner.ActivateAsync(first);
        using var withFirst = Application.ClientWith(await owner.TokenAsync());
        await owner.ActivateAsync(null);
        using var withNone = Application.ClientWith(await owner.TokenAsync());

        (await newcomer.AskAsync(Tenant.PathOf(session))).MustBe(403, "forbidden");
        (await withSecond.AskAsync(Tenant.PathOf(session))).MustBe(404, "not_found");
        (await withFirst.AskAsync(Tenant.PathOf(session))).MustBePage(0);
        (await withNone.AskAsync(Tenant.PathOf(session))).MustBe(403, "forbidden");
        (await withNone.AskAsync(Tenant.PathOf(await Application.NewSessionAsync(second)))).MustBe(403, "forbidden");
    }
}
