using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Gateway.IntegrationTests.Tokens;

/// <summary>HARDENING's tokens through the whole service: the same answer to each, and no word why.</summary>
public sealed class HostileTokenTests
{
    private const string InvalidToken = "Bearer realm=\"gateway\", error=\"invalid_token\"";
    private const int LongestHeader = 32_000;
    private TestIssuer _issuer = null!;
    private GatewayApplication _application = null!;
    private Tenant _tenant = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _issuer = await TestIssuer.StartAsync(TokenScene.Shared.KeySet);
        _application = new GatewayApplication(_issuer.Settings);
        _tenant = new Tenant(_application, Jwt.Organization, await _application.NewSessionAsync(Jwt.Organization), _application.Anonymous());
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _application.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    /// <summary>One of each family: the unit tests send every one to the verifier.</summary>
    [Test]
    public async Task One_of_each_family_gets_the_same_answer()
    {
        var now = TimeProvider.System.GetUtcNow();
        var tokens = TokenScene.Shared.Hostile(now).Where(token => token.Text.Length < LongestHeader && token.Text.All(character => character is >= ' ' and < '\x7f')).DistinctBy(token => token.Family).ToList();
        Assert.That(tokens, Has.Count.GreaterThan(30));
        var bodies = new HashSet<string>(StringComparer.Ordinal);
        foreach (var token in tokens)
        {
            var answer = await AskAsync(token.Text);
            Assert.That(answer.Status, Is.EqualTo(401), token.Name);
            Assert.That(answer.MustBe(401, "unauthorized").Header("WWW-Authenticate"), Is.EqualTo(InvalidToken), token.Name);
            bodies.Add(answer.Text);
        }

        Assert.That(bodies, Has.Count.EqualTo(1));
        (await AskAsync(Good("EdDSA"))).MustBePage(0);
    }

    [TestCase("jku")]
    [TestCase("x5u")]
    public async Task Nobody_named_in_a_token_is_asked_for_anything(string member)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var key = TokenScene.Shared.Good["RS256"];
        var header = Jwt.Header(key);
        header[member] = $"http://{listener.LocalEndpoint}/keys";
        header["kid"] = "unheard of";
        (await AskAsync(Jwt.Sign(key, header, Jwt.Claims(TimeProvider.System.GetUtcNow())))).MustBe(401, "unauthorized");
        header["kid"] = key.Id;
        (await AskAsync(Jwt.Sign(key, header, Jwt.Claims(TimeProvider.System.GetUtcNow())))).MustBe(401, "unauthorized");

        using var time = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        Assert.CatchAsync<OperationCanceledException>(async () => await listener.AcceptTcpClientAsync(time.Token));
        Assert.That(_issuer.Asked, Has.All.EqualTo("/keys"));
    }

    [TestCaseSource(typeof(IssuerKey), nameof(IssuerKey.Algorithms))]
    public async Task Every_algorithm_opens_its_own_organization_and_no_other(string algorithm)
    {
        (await AskAsync(Good(algorithm))).MustBePage(0);
        var other = await _application.NewTenantAsync();
        (await (other with { Client = _application.ClientWith(Good(algorithm)) }).ListAsync()).MustBe(404, "not_found");
    }

    [TestCase("org", null)]
    [TestCase("org", "")]
    [TestCase("org", "a\0b")]
    [TestCase("role", null)]
    [TestCase("role", "stranger")]
    [TestCase("role", "Owner")]
    public async Task A_good_token_that_says_too_little_is_forbidden(string claim, string? value)
    {
        var claims = Jwt.Claims(TimeProvider.System.GetUtcNow());
        claims[claim] = value;
        var answer = await AskAsync(Jwt.Sign(TokenScene.Shared.Good["ES256"], claims));
        Assert.That(answer.MustBe(403, "forbidden").Header("WWW-Authenticate"), Is.EqualTo("Bearer realm=\"gateway\", error=\"insufficient_scope\", scope=\"read\""));
    }

    [TestCase("\"viewer\"", 200)]
    [TestCase("\"stranger,member\"", 200)]
    [TestCase("[\"stranger\",\"admin\"]", 200)]
    [TestCase("[\"stranger\"]", 403)]
    public async Task Several_roles_add_up(string role, int status)
    {
        var claims = Jwt.Claims(TimeProvider.System.GetUtcNow());
        claims["role"] = JsonNode.Parse(role);
        Assert.That((await AskAsync(Jwt.Sign(TokenScene.Shared.Good["ES256"], claims))).Status, Is.EqualTo(status));
    }

    [Test]
    public async Task An_organization_with_half_a_character_is_none()
    {
        var key = TokenScene.Shared.Good["ES256"];
        var payload = Jwt.Claims(TimeProvider.System.GetUtcNow()).ToJsonString().Replace(Jwt.Organization, "\\ud800", StringComparison.Ordinal);
        (await AskAsync(Jwt.Sign(key.Sign, Jwt.Header(key).ToJsonString(), payload))).MustBe(401, "unauthorized");
    }

    [Test]
    public async Task Without_a_key_set_no_login_token_is_good()
    {
        using var client = _application.ClientWith(Good("ES256"));
        await using var keysOnly = new GatewayApplication();
        using var there = keysOnly.ClientWith(Good("ES256"));
        Assert.That((await there.AskAsync(_tenant.Path)).MustBe(401, "unauthorized").Header("WWW-Authenticate"), Is.EqualTo(InvalidToken));
    }

    private static string Good(string algorithm) => Jwt.Sign(TokenScene.Shared.Good[algorithm], Jwt.Claims(TimeProvider.System.GetUtcNow()));

    private Task<Answer> AskAsync(string token) =>
        _application.RawAsync($"GET {_tenant.Path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n\r\n");
}
