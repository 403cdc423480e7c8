using System.Diagnostics;
using Gateway.Domain.Access;
using Gateway.IntegrationTests.Tokens;

namespace Gateway.IntegrationTests.Http.Feeding;

/// <summary>Uploads whose credential is revoked, or expires, while they run.</summary>
[OverEveryDatabase]
[Category(TestCategories.Waiting)]
[Parallelizable(ParallelScope.All)]
internal sealed class EndedCredentialTests(TestedDatabase database)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    /// <summary>How long credentials live that expire during a test.</summary>
    private static readonly TimeSpan s_life = TimeSpan.FromSeconds(20);

    [Test]
    public async Task Upload_ends_with_401_when_another_instance_revokes_its_key()
    {
        await using var application = new GatewayApplication(database);
        await using var other = application.Beside();
        var tenant = await application.NewTenantAsync();
        var (key, id) = await application.NewKeyAsync(tenant.Organization, Permissions.Ingest);
        using var feed = await RawFeed.BeginAsync(application.Address, tenant.Session, key, Lines.Person(1));
        await UntilListedAsync(tenant, 1);

        Assert.That(await other.RevokeAsync(id));

        await MustEndAsync(feed);
        await UntilListedAsync(tenant, 1);
    }

    [Test]
    public async Task Upload_ends_with_401_when_its_key_expires()
    {
        await using var application = new GatewayApplication(database);
        var tenant = await application.NewTenantAsync();
        var (key, _) = await application.NewKeyAsync(tenant.Organization, Permissions.Ingest, TimeProvider.System.GetUtcNow().Add(s_life));
        using var feed = await RawFeed.BeginAsync(application.Address, tenant.Session, key, Lines.Person(1));
        await UntilListedAsync(tenant, 1);

        await MustEndAsync(feed);
    }

    [Test]
    public async Task Upload_ends_with_401_when_its_login_token_expires()
    {
        await using var issuer = await TestIssuer.StartAsync(TokenScene.Shared.KeySet);
        await using var application = new GatewayApplication(database, [.. issuer.Settings, ("Gateway:Jwt:Roles:feeder:0", "ingest")]);
        var tenant = await application.NewTenantAsync();
        var now = TimeProvider.System.GetUtcNow();
        var claims = Jwt.Claims(now);
        (claims["org"], claims["role"]) = (tenant.Organization, "feeder");
        claims["exp"] = now.Add(s_life).ToUnixTimeSeconds();
        var token = Jwt.Sign(TokenScene.Shared.Good["ES256"], claims);
        using var feed = await RawFeed.BeginAsync(application.Address, tenant.Session, token, Lines.Person(1));
        await UntilListedAsync(tenant, 1);

        await MustEndAsync(feed);
    }

    [Test]
    public async Task Upload_goes_on_while_its_key_is_accepted()
    {
        await using var application = new GatewayApplication(database);
        var feeder = await Feeder.NewAsync(application);
        using var feed = await RawFeed.BeginAsync(feeder, Lines.Person(1));
        var checks = Stopwatch.StartNew();
        while (checks.Elapsed < TimeSpan.FromSeconds(6))
        {
            await Task.Delay(500);
            await feed.WriteAsync("\n");
        }

        await feed.WriteAsync(Lines.Person(2) + "\n");
        await feed.EndAsync();

        Assert.That(await feed.ReadToEndAsync().WaitAsync(s_patience), Does.StartWith("HTTP/1.1 200").And.Contain("\"applied\":2"));
    }

    private static async Task UntilListedAsync(Tenant tenant, int people)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while ((await tenant.ListAsync()).MustBePage().Names.Count < people)
        {
            await Task.Delay(50, patience.Token);
        }
    }

    /// <summary>The client goes on sending, as one that is not told would.</summary>
    private static async Task MustEndAsync(RawFeed feed)
    {
        var answer = feed.ReadToEndAsync();
        for (var number = 100; !answer.IsCompleted && number < 1_000; number++)
        {
            try
            {
                await feed.WriteAsync("\n");
            }
            catch (System.Net.Sockets.SocketException)
            {
                break; // the connection is closed
            }

            await Task.WhenAny(answer, Task.Delay(100));
        }

        var text = await answer.WaitAsync(s_patience);
        Assert.That(text, Does.StartWith("HTTP/1.1 401").And.Contain("WWW-Authenticate: Bearer realm=\"gateway\", error=\"invalid_token\"").And.Contain("\"unauthorized\""));
    }
}
