using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Tokens;

/// <summary>An issuer that is down, slow or hostile holds up nobody but those whose tokens it signs.</summary>
[Category(TestCategories.Waiting)]
public sealed class KeySetFaultTests
{
    private static readonly IssuerKey s_key = TokenScene.Shared.Good["ES256"];
    private static readonly string s_keySet = Jwt.KeySetOf(s_key);
    private static readonly string s_html = "<!DOCTYPE html><title>Sign in</title>" + s_keySet;

    private static IEnumerable<TestCaseData> BadAnswers()
    {
        yield return Case("an error", TestIssuer.Body("{}"u8.ToArray(), "application/json", 500));
        yield return Case("HTML", TestIssuer.Body(System.Text.Encoding.UTF8.GetBytes(s_html), "text/html"));
        yield return Case("HTML that says it is JSON", TestIssuer.Json(s_html));
        yield return Case("an empty set", TestIssuer.Json("{\"keys\":[]}"));
        yield return Case("nothing", TestIssuer.Json(""));
        yield return Case("10 MB", TestIssuer.Json(s_keySet + new string(' ', 10_000_000)));
        yield return Case("10 MB of keys", TestIssuer.Json(Jwt.KeySetOf(Enumerable.Range(0, 60_000).Select(i => s_key.As($"key {i}")).Append(s_key))));
        yield return Case("a redirect", context =>
        {
            context.Response.Redirect("/elsewhere");
            return TestIssuer.Body(System.Text.Encoding.UTF8.GetBytes(s_keySet), "application/json", 302)(context);
        });
        yield return Case("gzip", context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return TestIssuer.Json(s_keySet)(context);
        });
        yield return Case("a connection that is cut", context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        yield return Case("40,000 brackets", TestIssuer.Json(new string('[', 40_000)));

        static TestCaseData Case(string name, Func<HttpContext, Task> answer) => new TestCaseData(answer).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(BadAnswers))]
    public async Task Until_good_keys_come_login_tokens_are_unavailable_and_API_keys_work(Func<HttpContext, Task> answer)
    {
        await using var issuer = await TestIssuer.StartAsync(s_keySet);
        issuer.Answer = answer;
        await using var application = new GatewayApplication(issuer.Settings);
        var tenant = await application.NewTenantAsync();

        Assert.That((await ListAsync(tenant)).MustBe(503, "unavailable").Header("Retry-After"), Does.Match("^[1-9][0-9]*$"));
        (await tenant.ListAsync()).MustBePage(0);
        using (var anybody = application.Anonymous())
        {
            Assert.That((await anybody.AskAsync("/readyz")).Status, Is.EqualTo(200));
        }

        issuer.Answer = TestIssuer.Json(s_keySet);
        Assert.That(async () => (await ListAsync(tenant)).Status, Is.EqualTo(200).After(60_000, 200), "heals by itself");
    }

    [Test]
    public async Task An_issuer_that_is_down_at_the_start_holds_up_nothing()
    {
        var issuer = await TestIssuer.StartAsync(s_keySet);
        var settings = issuer.Settings;
        await issuer.DisposeAsync();
        await using var application = new GatewayApplication(settings);
        var tenant = await application.NewTenantAsync();
        (await ListAsync(tenant)).MustBe(503, "unavailable");
        (await tenant.ListAsync()).MustBePage(0);
    }

    [TestCaseSource(nameof(BadAnswers))]
    public async Task Once_good_keys_came_the_last_ones_stay(Func<HttpContext, Task> answer)
    {
        await using var issuer = await TestIssuer.StartAsync(s_keySet);
        var clock = new HurriedClock();
        await using var application = new GatewayApplication(issuer.Settings) { Replace = services => services.AddSingleton<TimeProvider>(clock) };
        var tenant = await application.NewTenantAsync();
        Assert.That(async () => (await ListAsync(tenant)).Status, Is.EqualTo(200).After(60_000, 50));
        var asked = issuer.Asked.Count;

        issuer.Answer = answer;
        clock.Hurry(TimeSpan.FromSeconds(30));
        using var stranger = application.ClientWith(Jwt.Sign(IssuerKey.New("EdDSA"), Jwt.Claims(TimeProvider.System.GetUtcNow())));
        (await stranger.AskAsync(tenant.Path)).MustBe(401, "unauthorized");
        Assert.That(issuer.Asked, Has.Count.EqualTo(asked + 1), "asked again");

        (await ListAsync(tenant)).MustBePage(0);
        Assert.That(issuer.Asked, Has.All.EqualTo("/keys"), "no redirect is followed");
    }

    [Test]
    public async Task A_slow_issuer_holds_up_a_token_for_two_seconds_and_others_not_at_all()
    {
        var released = new TaskCompletionSource();
        await using var issuer = await TestIssuer.StartAsync(s_keySet);
        issuer.Answer = async context =>
        {
            await released.Task.WaitAsync(context.RequestAborted);
            await TestIssuer.Json(s_keySet)(context);
        };
        await using var application = new GatewayApplication(issuer.Settings);
        var tenant = await application.NewTenantAsync();

        var waiting = ListAsync(tenant);
        (await tenant.ListAsync()).MustBePage(0);
        (await waiting).MustBe(503, "unavailable");
        released.SetResult();
        Assert.That(async () => (await ListAsync(tenant)).Status, Is.EqualTo(200).After(60_000, 200));
    }

    private static async Task<Answer> ListAsync(Tenant tenant)
    {
        var claims = Jwt.Claims(TimeProvider.System.GetUtcNow());
        claims["org"] = tenant.Organization;
        using var client = tenant.Application.ClientWith(Jwt.Sign(s_key, claims));
        return await client.AskAsync(tenant.Path);
    }
}
