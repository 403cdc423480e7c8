using Gateway.Domain.Access;

namespace Gateway.IntegrationTests.Http;

/// <summary>What is not the caller's session looks the same, byte for byte, whatever it is.</summary>
[OverEveryDatabase]
public sealed class SessionTests(TestedDatabase database)
{
    private Tenant _tenant = null!;
    private Answer _notFound = null!;

    private GatewayApplication Application => SharedApplication.Of(database);

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        _tenant = await Application.NewTenantAsync();
        await _tenant.SeedContactsAsync(1);
        _notFound = await AskAsync("sess_unknown");
        _notFound.MustBe(404, "not_found");
    }

    [TestCase("%20")]
    [TestCase("%2F")]
    [TestCase("..%2f")]
    [TestCase("..%2f..%2fcontacts")]
    [TestCase("%ff")]
    [TestCase("%c0%80")]
    [TestCase("%E0%A4%A")]
    [TestCase("%zz")]
    [TestCase("%")]
    [TestCase("%0a")]
    [TestCase("'%20OR%201=1")]
    [TestCase("%27%20OR%201%3D1--")]
    [TestCase("s1;a=b")]
    [TestCase("1")]
    [TestCase("sess_")]
    [TestCase("SESS_unknown")]
    [TestCase("sess_a-b")]
    [TestCase("sess_%C3%A9")]
    [TestCase("sess_%F0%9F%98%80")]
    [TestCase("sess_{0}")]
    [TestCase("*")]
    [TestCase("null")]
    public async Task A_malformed_id_is_not_found(string id) => MustBeTheSame(await AskAsync(id));

    [Test]
    public async Task An_id_of_four_kilobytes_is_not_found() => MustBeTheSame(await AskAsync("sess_" + new string('a', 4091)));

    [Test]
    public async Task A_longer_or_shorter_or_otherwise_written_id_is_not_found()
    {
        MustBeTheSame(await AskAsync(_tenant.Session + "0"));
        MustBeTheSame(await AskAsync(_tenant.Session[..^1]));
        MustBeTheSame(await AskAsync(_tenant.Session.ToUpperInvariant()));
        MustBeTheSame(await AskAsync("sess_" + _tenant.Session["sess_".Length..].ToLowerInvariant()));
        MustBeTheSame(await AskAsync(_tenant.Session + "%20"));
        MustBeTheSame(await AskAsync(_tenant.Session + ";a=b"));
        MustBeTheSame(await AskAsync(_tenant.Session + "%09"));
    }

    [Test]
    public async Task An_id_may_be_written_with_escapes()
    {
        var written = string.Concat(_tenant.Session.Select(character => $"%{(int)character:X2}"));
        (await AskAsync(written)).MustBePage(1);
    }

    [Test]
    public async Task Another_organizations_session_is_not_found()
    {
        var other = await Application.NewTenantAsync();
        await other.SeedContactsAsync(1);
        MustBeTheSame(await AskAsync(other.Session));
        (await other.ListAsync()).MustBePage(1);
    }

    [Test]
    public async Task A_removed_session_is_not_found_and_stays_so()
    {
        var session = await Application.NewSessionAsync(_tenant.Organization);
        await Application.SeedContactsAsync(session, 1);
        (await AskAsync(session)).MustBePage(1);
        Assert.That(await Application.RemoveSessionAsync(session));
        MustBeTheSame(await AskAsync(session));
    }

    [Test]
    public async Task One_organizations_sessions_and_several_keys_belong_together()
    {
        using var second = await Application.ClientFor(_tenant.Organization, Permissions.Read | Permissions.Ingest);
        (await (_tenant with { Client = second }).ListAsync()).MustBePage(1);
    }

    private Task<Answer> AskAsync(string session) => _tenant.Client.AskAsync(Tenant.PathOf(session));

    private void MustBeTheSame(Answer answer)
    {
        answer.MustBe(404, "not_found");
        Assert.That(answer.Body, Is.EqualTo(_notFound.Body));
        Assert.That(answer.Signature, Is.EqualTo(_notFound.Signature));
    }
}
