using Gateway.Domain.Access;

namespace Gateway.IntegrationTests.Http;

/// <summary>How often callers may ask, where that is limited.</summary>
public sealed class RateLimitTests
{
    private const string Policy = "RateLimit-Policy";
    private const string Left = "RateLimit";

    /// <summary>What somebody gets who asks too often.</summary>
    internal static async Task<Answer> RefusalAsync()
    {
        await using var application = Limited(perCaller: 1, perOrganization: 400);
        var tenant = await application.NewTenantAsync();
        return await UntilRefusedAsync(tenant);
    }

    [Test]
    public async Task Who_asks_too_often_is_told_when_to_come_again()
    {
        var answer = (await RefusalAsync()).MustBe(429, "rate_limited");
        Assert.That(answer.Header("Retry-After"), Is.EqualTo("1"));
        Assert.That(answer.Header(Policy), Is.EqualTo("\"caller\";q=2;w=2, \"organization\";q=800;w=2"));
        Assert.That(answer.Header(Left), Does.Match("^\"caller\";r=[01];t=1, \"organization\";r=[78][0-9]{2};t=1$"));
    }

    [Test]
    public async Task Every_caller_has_a_burst_of_its_own_and_is_told_what_is_left()
    {
        await using var application = Limited(perCaller: 50, perOrganization: 100);
        var tenant = await application.NewTenantAsync();
        using var colleague = await application.ClientFor(tenant.Organization, Permissions.Read);
        var first = await tenant.ListAsync();
        var second = await colleague.AskAsync(tenant.Path);
        foreach (var answer in new[] { first.MustBePage(), second.MustBePage(), await tenant.ListAsync("limit=abc"), await tenant.Client.AskAsync(Tenant.PathOf("sess_unknown")) })
        {
            Assert.That(answer.Header(Policy), Is.EqualTo("\"caller\";q=100;w=2, \"organization\";q=200;w=2"));
            Assert.That(answer.Header(Left), Does.Match("^\"caller\";r=(9[0-9]|100);t=1, \"organization\";r=(19[0-9]|200);t=1$"));
        }
    }

    [Test]
    public async Task An_organization_has_one_burst_for_all_its_callers_and_takes_nothing_from_another()
    {
        await using var application = Limited(perCaller: 1000, perOrganization: 1);
        var (tenant, other) = (await application.NewTenantAsync(), await application.NewTenantAsync());
        using var colleague = await application.ClientFor(tenant.Organization, Permissions.Read);
        await UntilRefusedAsync(tenant);
        Assert.That((await UntilRefusedAsync(tenant with { Client = colleague })).Header(Left), Does.Match("^\"caller\";r=(199[0-9]|2000);t=1, \"organization\";r=[01];t=1$"));
        (await other.ListAsync()).MustBePage(0);
    }

    [Test]
    public async Task Who_waits_is_served_again()
    {
        await using var application = Limited(perCaller: 1, perOrganization: 400);
        var tenant = await application.NewTenantAsync();
        await UntilRefusedAsync(tenant);
        Assert.That(() => tenant.ListAsync().GetAwaiter().GetResult().Status, Is.EqualTo(200).After(30_000, 300));
    }

    [Test]
    public async Task What_needs_no_token_or_gets_no_further_is_not_counted()
    {
        await using var application = Limited(perCaller: 1, perOrganization: 1);
        var tenant = await application.NewTenantAsync();
        using var sender = await application.ClientFor(tenant.Organization, Permissions.Send);
        using var anybody = application.Anonymous();
        for (var i = 0; i < 10; i++)
        {
            Assert.That((await anybody.AskAsync("/readyz")).Status, Is.EqualTo(200));
            Assert.That((await anybody.AskAsync("/openapi.json")).Status, Is.EqualTo(200));
            Assert.That((await anybody.AskAsync(tenant.Path)).Status, Is.EqualTo(401));
            Assert.That((await sender.AskAsync(tenant.Path)).Status, Is.EqualTo(403));
        }

        (await tenant.ListAsync()).MustBePage(0);
    }

    [Test]
    public async Task Nobody_is_counted_unless_the_configuration_says_so()
    {
        var answer = (await (await SharedApplication.Application.NewTenantAsync()).ListAsync()).MustBePage(0);
        Assert.That(answer.Header(Left) ?? answer.Header(Policy), Is.Null);
    }

    private static GatewayApplication Limited(int perCaller, int perOrganization) => new(
        ("Gateway:RateLimits:Enabled", "true"),
        ("Gateway:RateLimits:PerCaller", perCaller.ToString(null as IFormatProvider)),
        ("Gateway:RateLimits:PerOrganization", perOrganization.ToString(null as IFormatProvider)));

    private static async Task<Answer> UntilRefusedAsync(Tenant tenant)
    {
        for (var asked = 0; asked < 1000; asked++)
        {
            if (await tenant.ListAsync() is { Status: not 200 } refusal)
            {
                return refusal;
            }
        }

        throw new AssertionException("was never refused");
    }
}
