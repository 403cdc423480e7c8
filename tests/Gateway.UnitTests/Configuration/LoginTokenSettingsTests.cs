using Gateway.Domain.Access;
using Gateway.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;

namespace Gateway.UnitTests.Configuration;

public sealed class LoginTokenSettingsTests
{
    private static readonly (string Key, string? Value)[] s_needed =
        [("Jwt:JwksUrl", "https://issuer.example/keys"), ("Jwt:Issuer", "https://issuer.example"), ("Jwt:Audience", "gateway")];

    [Test]
    public void Without_a_key_set_only_API_keys_are_accepted() =>
        Assert.That(Read().LoginTokens, Is.Null);

    [Test]
    public void What_is_not_said_is_as_the_contract_has_it()
    {
        var settings = Read(s_needed).LoginTokens!;
        Assert.That((settings.KeySet, settings.Issuer, settings.Audience), Is.EqualTo((new Uri("https://issuer.example/keys"), "https://issuer.example", "gateway")));
        Assert.That(settings.AuthorizedParties, Is.Empty);
        Assert.That((settings.OrganizationClaim.Names, settings.RoleClaim.Names), Is.EqualTo((new[] { "org" }, new[] { "role" })));
        Assert.That(settings.Algorithms, Is.EquivalentTo(new[] { "EdDSA", "Ed25519", "ES256", "ES384", "ES512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512" }));
        Assert.That(settings.Roles, Is.SameAs(RolePermissions.Default));
    }

    [TestCase("http://127.0.0.1:9000/keys")]
    [TestCase("http://[::1]/keys")]
    [TestCase("http://localhost/keys")]
    [TestCase("https://issuer.example:8443/a?b=c")]
    public void Keys_come_by_TLS_or_from_this_machine(string url) => Assert.That(Read([.. s_needed, ("Jwt:JwksUrl", url)]).LoginTokens!.KeySet, Is.EqualTo(new Uri(url)));

    [TestCase("http://issuer.example/keys")]
    [TestCase("http://127.0.0.1.issuer.example/keys")]
    [TestCase("http://10.0.0.1/keys")]
    [TestCase("ftp://issuer.example/keys")]
    [TestCase("file:///etc/keys")]
    [TestCase("/keys")]
    [TestCase("issuer.example")]
    [TestCase("https://user:word@issuer.example/keys")]
    [TestCase("https://issuer.example/keys#1")]
    public void Keys_from_anywhere_else_are_a_fault(string url) => MustFail("Gateway__Jwt__JwksUrl", [.. s_needed, ("Jwt:JwksUrl", url)]);

    [TestCase("Jwt:Issuer", "Gateway__Jwt__Issuer")]
    [TestCase("Jwt:Audience", "Gateway__Jwt__Audience")]
    public void Issuer_and_audience_or_party_are_required(string missing, string fault) => MustFail(fault, [.. s_needed, (missing, null)]);

    [Test]
    public void A_party_will_do_for_an_audience() =>
        Assert.That(Read([.. s_needed, ("Jwt:Audience", ""), ("Jwt:AuthorizedParties:0", "app")]).LoginTokens!.AuthorizedParties, Is.EqualTo(new[] { "app" }));

    [TestCase("Jwt:AuthorizedParties:0", "", "Gateway__Jwt__AuthorizedParties__0")]
    [TestCase("Jwt:Algorithms:0", "none", "Gateway__Jwt__Algorithms__0")]
    [TestCase("Jwt:Algorithms:0", "HS256", "Gateway__Jwt__Algorithms__0")]
    [TestCase("Jwt:Algorithms:0", "es256", "Gateway__Jwt__Algorithms__0")]
    [TestCase("Jwt:Algorithms:0", "", "Gateway__Jwt__Algorithms__0")]
    [TestCase("Jwt:OrganizationClaim", "o..id", "Gateway__Jwt__OrganizationClaim")]
    [TestCase("Jwt:RoleClaim", ".role", "Gateway__Jwt__RoleClaim")]
    [TestCase("Jwt:RoleClaim", " ", "Gateway__Jwt__RoleClaim")]
    [TestCase("Jwt:Preset", "okta", "Gateway__Jwt__Preset")]
    [TestCase("Jwt:Preset", "Clerk", "Gateway__Jwt__Preset")]
    [TestCase("Jwt:Roles:owner:0", "everything", "Gateway__Jwt__Roles__owner__0")]
    [TestCase("Jwt:Roles:owner:0", "Read", "Gateway__Jwt__Roles__owner__0")]
    [TestCase("Jwt:Roles:owner:0", "15", "Gateway__Jwt__Roles__owner__0")]
    [TestCase("Jwt:Roles:owner", "read", "Gateway__Jwt__Roles__owner")]
    [TestCase("Jwt:Audiance", "gateway", "Gateway__Jwt__Audiance")]
    [TestCase("Jwt:Issuer:0", "x", "Gateway__Jwt__Issuer__0")]
    public void Whatever_else_is_wrong_is_a_fault(string key, string value, params string[] faults) => MustFail(faults, [.. s_needed, (key, value)]);

    [Test]
    public void Faults_are_told_also_where_no_key_set_turns_login_tokens_on() => MustFail("Gateway__Jwt__Algorithms__0", ("Jwt:Algorithms:0", "none"));

    [Test]
    public void Roles_may_have_colons()
    {
        var roles = Read([.. s_needed, ("Jwt:Roles:org:admin:0", "read"), ("Jwt:Roles:org:admin:1", "manage"), ("Jwt:Roles:org:member:0", "read")]).LoginTokens!.Roles;
        Assert.That(roles.Of(["org:admin"]), Is.EqualTo(Permissions.Read | Permissions.Manage));
        Assert.That(roles.Of(["org:member"]), Is.EqualTo(Permissions.Read));
        Assert.That(roles.Of(["org", "admin", "owner"]), Is.EqualTo(Permissions.None));
    }

    [TestCase("better-auth", "org", "role", "gateway")]
    [TestCase("clerk", "o.id", "o.rol", "gateway")]
    [TestCase("auth0", "org_id", "permissions", "gateway")]
    [TestCase("workos", "org_id", "role", "gateway")]
    [TestCase("supabase", "app_metadata.org_id", "app_metadata.role", "gateway")]
    public void A_preset_says_where_claims_are_and_leaves_the_rest(string preset, string organization, string role, string audience)
    {
        var settings = Read([.. s_needed, ("Jwt:Preset", preset)]).LoginTokens!;
        Assert.That(string.Join('.', settings.OrganizationClaim.Names), Is.EqualTo(organization));
        Assert.That(string.Join('.', settings.RoleClaim.Names), Is.EqualTo(role));
        Assert.That(settings.Audience, Is.EqualTo(audience));
        Assert.That(settings.Algorithms, Is.SubsetOf(LoginTokenAlgorithms.All).And.Not.Empty);
    }

    [Test]
    public void A_preset_knows_the_audience_that_its_issuer_always_names() =>
        Assert.That(Read([.. s_needed, ("Jwt:Audience", null), ("Jwt:Preset", "supabase")]).LoginTokens!.Audience, Is.EqualTo("authenticated"));

    [Test]
    public void With_auth0_permissions_are_roles_of_the_same_name()
    {
        var roles = Read([.. s_needed, ("Jwt:Preset", "auth0")]).LoginTokens!.Roles;
        Assert.That(roles.Of(["read", "ingest"]), Is.EqualTo(Permissions.Read | Permissions.Ingest));
        Assert.That(roles.Of(["owner"]), Is.EqualTo(Permissions.None));
    }

    [Test]
    public void What_is_said_goes_before_a_preset()
    {
        var settings = Read([.. s_needed, ("Jwt:Preset", "clerk"), ("Jwt:OrganizationClaim", "org_id"), ("Jwt:RoleClaim", "org_role"), ("Jwt:Algorithms:0", "ES256"), ("Jwt:Roles:org:admin:0", "read")]).LoginTokens!;
        Assert.That((settings.OrganizationClaim.Names.Single(), settings.RoleClaim.Names.Single(), settings.Algorithms.Single()), Is.EqualTo(("org_id", "org_role", "ES256")));
        Assert.That(settings.Roles.Of(["org:admin"]), Is.EqualTo(Permissions.Read));
    }

    [TestCase("https://app.example/org", "https://app.example/org")]
    [TestCase("a.b.c", "a", "b", "c")]
    [TestCase("urn:org", "urn:org")]
    [TestCase("urn:org.id", "urn:org", "id")]
    [TestCase("no url://a.b", "no url://a", "b")]
    public void A_claims_path_is_names_joined_by_dots_or_a_URL(string text, params string[] names) => Assert.That(ClaimPath.TryParse(text)!.Names, Is.EqualTo(names));

    private static void MustFail(string fault, params IEnumerable<(string Key, string? Value)> settings) => MustFail([fault], settings);

    private static void MustFail(string[] faults, params IEnumerable<(string Key, string? Value)> settings)
    {
        var told = Assert.Throws<ConfigurationException>(() => Read(settings))!.Faults;
        Assert.That(told.Select(fault => fault.Split(' ')[0]), Is.EqualTo(faults));
        Assert.That(told, Has.All.EndsWith("."));
    }

    /// <summary>Of two values of one key, the later.</summary>
    private static GatewaySettings Read(params IEnumerable<(string Key, string? Value)> settings)
    {
        var values = settings.GroupBy(setting => setting.Key, StringComparer.Ordinal)
            .Select(same => KeyValuePair.Create("Gateway:" + same.Key, same.Last().Value)).Where(setting => setting.Value is not null);
        return SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
    }
}
