namespace Gateway.IntegrationTests.Issuers;

/// <summary>The issuer is away: before the program first asked it, or after.</summary>
[Category(TestCategories.Node)]
[Parallelizable(ParallelScope.All)]
public sealed class IssuerOutageTests
{
    [Test]
    public async Task Until_the_issuer_is_there_login_tokens_cannot_be_checked_but_keys_can()
    {
        using var port = new ReservedPort();
        await using var gone = await JoseIssuer.StartAsync(port.Number);
        await using var application = new GatewayApplication(gone.Settings);
        var organization = GatewayApplication.NewOrganization();
        var early = await gone.TokenAsync("EdDSA", organization);
        await gone.DisposeAsync();
        var tenant = await application.NewTenantAsync();
        var session = await application.NewSessionAsync(organization);

        var refused = (await application.TryAsync(session, early)).MustBe(503, "unavailable");
        Assert.That(refused.Header("Retry-After"), Does.Match("^[1-9][0-9]*$"));
        (await tenant.ListAsync()).MustBePage(0);
        using var anybody = application.Anonymous();
        Assert.That((await anybody.AskAsync("/readyz")).Status, Is.EqualTo(200));

        await using var issuer = await JoseIssuer.StartAsync(port.Number);
        await application.TryUntilGoodAsync(session, await issuer.TokenAsync("EdDSA", organization), meanwhile: 503);
        (await application.TryAsync(session, early)).MustBe(401, "unauthorized"); // of a key that is no more
    }

    [Test]
    public async Task An_issuer_that_goes_is_not_missed()
    {
        await using var issuer = await JoseIssuer.StartAsync();
        await using var application = new GatewayApplication(issuer.Settings);
        var organization = GatewayApplication.NewOrganization();
        var session = await application.NewSessionAsync(organization);
        var (first, second, third) = (await issuer.TokenAsync("EdDSA", organization), await issuer.TokenAsync("RS256", organization), await issuer.TokenAsync("ES256", organization));

        (await application.TryAsync(session, first)).MustBePage(0);
        issuer.Freeze();
        (await application.TryAsync(session, second)).MustBePage(0);
        await issuer.DisposeAsync();
        (await application.TryAsync(session, third)).MustBePage(0);
    }
}
