using System.Text.Json;
using Gateway.Domain.Access;
using Gateway.Infrastructure.Configuration;
using Gateway.Infrastructure.Tokens;

namespace Gateway.UnitTests.Tokens;

public sealed class LoginCallerTests
{
    private const Permissions Everything = Permissions.Read | Permissions.Send | Permissions.Manage | Permissions.Ingest;

    [TestCase("org", """{"org":"a"}""")]
    [TestCase("o.id", """{"o":{"id":"a","rol":"b"}}""")]
    [TestCase("app_metadata.org_id", """{"app_metadata":{"org_id":"a"},"user_metadata":{"org_id":"b"},"org_id":"c"}""")]
    [TestCase("https://app.example/org", """{"https://app.example/org":"a"}""")]
    public void The_organization_is_where_the_configuration_says(string path, string payload) =>
        Assert.That(CallerOf(payload, organization: path).OrganizationId, Is.EqualTo("a"));

    [TestCase("""{}""")]
    [TestCase("""{"org":""}""")]
    [TestCase("""{"org":" "}""")]
    [TestCase("""{"org":null}""")]
    [TestCase("""{"org":1}""")]
    [TestCase("""{"org":["a"]}""")]
    [TestCase("""{"org":{"id":"a"}}""")]
    [TestCase("""{"org":"a\u0000b"}""")]
    [TestCase("""{"Org":"a"}""")]
    public void Without_an_organization_nothing_is_allowed_whatever_the_role(string payload)
    {
        var caller = CallerOf(("{\"role\":\"owner\"," + payload[1..]).Replace(",}", "}", StringComparison.Ordinal));
        Assert.That((caller.OrganizationId, caller.Permissions), Is.EqualTo(("", Permissions.None)));
    }

    [TestCase("o.id", """{"o":"a"}""")]
    [TestCase("o.id", """{"o":["id"]}""")]
    [TestCase("o.id", """{"o.id":"a"}""")]
    [TestCase("o.id.x", """{"o":{"id":"a"}}""")]
    public void A_path_that_leads_nowhere_is_no_organization(string path, string payload) =>
        Assert.That(CallerOf(payload, organization: path).OrganizationId, Is.Empty);

    [TestCase("\"owner\"", Everything)]
    [TestCase("\"member\"", Permissions.Read | Permissions.Send)]
    [TestCase("\"viewer\"", Permissions.Read)]
    [TestCase("\"viewer,admin\"", Everything)]
    [TestCase("[\"viewer\",\"member\"]", Permissions.Read | Permissions.Send)]
    [TestCase("[\"viewer\",1,null,[\"owner\"]]", Permissions.Read)]
    [TestCase("[]", Permissions.None)]
    [TestCase("\"stranger\"", Permissions.None)]
    [TestCase("\"\"", Permissions.None)]
    [TestCase("null", Permissions.None)]
    [TestCase("1", Permissions.None)]
    [TestCase("{\"role\":\"owner\"}", Permissions.None)]
    public void Roles_are_a_text_a_comma_list_or_an_array(string role, Permissions permissions)
    {
        var caller = CallerOf($$"""{"org":"a","role":{{role}}}""");
        Assert.That((caller.OrganizationId, caller.Permissions), Is.EqualTo(("a", permissions)));
    }

    [Test]
    public void Without_a_role_nothing_is_allowed() => Assert.That(CallerOf("""{"org":"a"}""").Permissions, Is.EqualTo(Permissions.None));

    [Test]
    public void The_subject_tells_callers_apart_without_naming_them()
    {
        var subject = CallerOf("""{"iss":"i","sub":"user@mail.example"}""").Subject;
        Assert.That(subject, Does.Match("^sub_[0-9a-f]{16}$"));
        Assert.That(CallerOf("""{"iss":"i","sub":"user@mail.example","org":"b"}""").Subject, Is.EqualTo(subject));
        Assert.That(CallerOf("""{"iss":"i","sub":"other"}""").Subject, Is.Not.EqualTo(subject));
        Assert.That(CallerOf("""{"iss":"j","sub":"user@mail.example"}""").Subject, Is.Not.EqualTo(subject));
    }

    private static Caller CallerOf(string payload, string organization = "org") =>
        LoginCaller.Of(JsonElement.Parse(payload), TokenBench.Settings with { OrganizationClaim = ClaimPath.Parse(organization) });
}
