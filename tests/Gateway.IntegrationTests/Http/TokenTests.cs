using Gateway.Domain.Access;

namespace Gateway.IntegrationTests.Http;

/// <summary>Who gets in, and what the others are told.</summary>
[OverEveryDatabase]
public sealed class TokenTests(TestedDatabase database)
{
    private const string Challenge = "Bearer realm=\"gateway\"";
    private const string InvalidToken = "Bearer realm=\"gateway\", error=\"invalid_token\"";
    private Tenant _tenant = null!;

    private GatewayApplication Application => SharedApplication.Of(database);

    [OneTimeSetUp]
    public async Task SeedAsync() => _tenant = await Application.NewTenantAsync();

    [TestCase("Bearer {0}")]
    [TestCase("bearer {0}")]
    [TestCase("BEARER {0}")]
    [TestCase("Bearer  {0}")]
    [TestCase("Bearer {0} ")]
    public async Task A_good_token_gets_in(string authorization) =>
        (await AskAsync(string.Format(null, authorization, _tenant.Token))).MustBePage(0);

    [TestCase(null)]
    [TestCase("")]
    [TestCase("Bearer")]
    [TestCase("Bearer ")]
    [TestCase("Bearer   ")]
    [TestCase("Basic dXNlcjpwYXNz")]
    [TestCase("Digest username=\"x\"")]
    [TestCase("{0}")]
    [TestCase("Bearer{0}")]
    [TestCase("Token {0}")]
    public async Task Without_a_bearer_token_one_is_asked_for(string? authorization)
    {
        var answer = (await AskAsync(authorization is null ? null : string.Format(null, authorization, _tenant.Token))).MustBe(401, "unauthorized");
        Assert.That(answer.Header("WWW-Authenticate"), Is.EqualTo(Challenge));
    }

    [TestCase("{0}x")]
    [TestCase("x{0}")]
    [TestCase("{0} {0}")]
    [TestCase("{0},{0}")]
    [TestCase("wa_")]
    [TestCase("wa_00000000000000000000000000000000000000")]
    [TestCase("eyJhbGciOiJub25lIn0.eyJvcmciOiJ4In0.")]
    [TestCase("a.b.c")]
    [TestCase("%00")]
    [TestCase("\"{0}\"")]
    [TestCase("{0}=")]
    public async Task A_token_that_is_none_is_invalid(string token) => MustBeInvalid(await AskAsync("Bearer " + string.Format(null, token, _tenant.Token)));

    [Test]
    public async Task A_key_that_is_mistyped_or_unknown_or_revoked_or_expired_is_invalid_and_no_hint_tells_which()
    {
        var revoked = await Application.NewKeyAsync(_tenant.Organization, Permissions.Read);
        Assert.That(await Application.RevokeAsync(revoked.Id));
        var expired = await Application.NewKeyAsync(_tenant.Organization, Permissions.Read, TimeProvider.System.GetUtcNow().AddSeconds(-1));
        var mistyped = _tenant.Token[..^1] + (_tenant.Token[^1] == 'a' ? 'b' : 'a');
        var answers = new List<Answer>();
        foreach (var token in new[] { mistyped, _tenant.Token.ToUpperInvariant(), ApiKeyText.New(), revoked.Key, expired.Key, new string('x', 8000) })
        {
            answers.Add(MustBeInvalid(await AskAsync("Bearer " + token)));
        }

        Assert.That(answers.Select(answer => answer.Text).Distinct().Count(), Is.EqualTo(1));
        Assert.That(answers.Select(answer => answer.Signature).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_key_that_has_yet_to_expire_gets_in()
    {
        var key = await Application.NewKeyAsync(_tenant.Organization, Permissions.Read, TimeProvider.System.GetUtcNow().AddHours(1));
        (await AskAsync("Bearer " + key.Key)).MustBePage(0);
    }

    [TestCase("access_token={0}")]
    [TestCase("token={0}&api_key={0}&key={0}")]
    [TestCase("Authorization=Bearer%20{0}")]
    public async Task A_token_in_the_query_is_ignored(string query)
    {
        using var anybody = Application.Anonymous();
        var answer = await anybody.AskAsync($"{_tenant.Path}?{string.Format(null, query, _tenant.Token)}");
        Assert.That(answer.MustBe(401, "unauthorized").Header("WWW-Authenticate"), Is.EqualTo(Challenge));
    }

    [TestCase(Permissions.None)]
    [TestCase(Permissions.Send)]
    [TestCase(Permissions.Send | Permissions.Manage | Permissions.Ingest)]
    public async Task A_good_token_without_the_permission_is_forbidden(Permissions permissions)
    {
        using var client = await Application.ClientFor(_tenant.Organization, permissions);
        var answer = (await client.AskAsync(_tenant.Path)).MustBe(403, "forbidden");
        Assert.That(answer.Json.GetProperty("error").GetProperty("message").GetString(), Does.EndWith(" read"));
        Assert.That(answer.Header("WWW-Authenticate"), Is.EqualTo("Bearer realm=\"gateway\", error=\"insufficient_scope\", scope=\"read\""));
    }

    [Test]
    public async Task A_revoked_key_works_from_the_cache_at_first_and_stops_within_five_seconds()
    {
        var (key, id) = await Application.NewKeyAsync(_tenant.Organization, Permissions.Read);
        (await AskAsync("Bearer " + key)).MustBePage(0);
        Assert.That(await Application.RevokeAsync(id));
        (await AskAsync("Bearer " + key)).MustBePage(0);
        Assert.That(() => AskAsync("Bearer " + key).GetAwaiter().GetResult().Status, Is.EqualTo(401).After(6_000, 200));
        MustBeInvalid(await AskAsync("Bearer " + key));
    }

    private static Answer MustBeInvalid(Answer answer)
    {
        answer.MustBe(401, "unauthorized");
        Assert.That(answer.Header("WWW-Authenticate"), Is.EqualTo(InvalidToken));
        return answer;
    }

    private Task<Answer> AskAsync(string? authorization) => Application.RawAsync(
        $"GET {_tenant.Path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{(authorization is null ? "" : $"Authorization: {authorization}\r\n")}\r\n");
}
