using Gateway.Application;
using Gateway.Domain.Access;
using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;
using Gateway.Domain.Whatsapp;

namespace Gateway.IntegrationTests.Ports;

/// <summary>Every statement that is run for a caller, run with another organization's ids: no row.</summary>
internal abstract class IsolationContract(TestDatabase database) : PortFixture(database)
{
    private const string Team = "1@g.us";
    private const string TheirTeam = "2@g.us";
    private static readonly Contact[] s_people = [Rows.Contact(1, "Alice", dm: true, group: true), Rows.Contact(2, "Alice", dm: true, group: true)];
    private TestSession _session = null!;
    private TestSession _theirs = null!;

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        _session = await NewSessionAsync();
        _theirs = await NewSessionAsync();
        await _session.WriteAsync(s_people, Members(Team));
        await _theirs.WriteAsync(s_people, Members(TheirTeam));
    }

    [Test]
    public async Task No_filter_gives_a_row_of_another_organizations_session(
        [Values(null, "dm", "group")] string? source,
        [Values(null, TheirTeam)] string? group,
        [Values(null, "alice", "+62")] string? q,
        [Values(0, 1)] long after)
    {
        var filter = Rows.Filter(source, group, q);
        Assert.That(await _theirs.PositionsAsync(filter, after), Is.EqualTo(s_people.Select(person => person.Position).Where(position => position > after)), "there are rows");
        Assert.That(await Contacts.ListAsync(_session.Organization, _theirs.Id, filter, after, int.MaxValue, CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task No_filter_gives_a_row_of_another_organizations_group(
        [Values(null, "dm", "group")] string? source, [Values(null, "alice", "+62")] string? q, [Values(0, 1)] long after)
    {
        Assert.That(await _session.ContactsAsync(Rows.Filter(source, Team, q), after), Is.Not.Empty, "there are rows");
        Assert.That(await _session.ContactsAsync(Rows.Filter(source, TheirTeam, q), after), Is.Empty);
    }

    [Test]
    public async Task No_other_spelling_of_an_organization_gives_a_row()
    {
        var organization = _theirs.Organization;
        string[] others = ["", "%", "_", organization[..^1], organization + "0", organization + " ", " " + organization, organization.ToUpperInvariant(), organization.ToLowerInvariant(), "' OR ''='"];
        Assert.That(await Contacts.ListAsync(organization, _theirs.Id, new(), 0, 1, CancellationToken.None), Is.Not.Null);
        foreach (var other in others)
        {
            Assert.That(await Contacts.ListAsync(other, _theirs.Id, new(), 0, 1, CancellationToken.None), Is.Null, other);
        }
    }

    [Test]
    public async Task No_use_is_recorded_of_another_organizations_key()
    {
        var (ours, theirs) = (await NewKeyAsync(_session.Organization), await NewKeyAsync(_theirs.Organization));
        var later = TimeProvider.System.GetUtcNow().AddDays(1);
        await Keys.RecordUseAsync([new ApiKeyUse(theirs, _session.Organization, later)], CancellationToken.None);
        await Keys.RecordUseAsync([new ApiKeyUse(ours, _session.Organization, later), new ApiKeyUse(theirs, _session.Organization, later)], CancellationToken.None);
        Assert.That(await LastUseAsync(_theirs.Organization), Is.Null);
        Assert.That(await LastUseAsync(_session.Organization), Is.Not.Null, "ours is");
    }

    [Test]
    public async Task No_observation_reaches_another_organizations_session()
    {
        var (scope, before) = (_theirs.Scope with { Organization = _session.Organization }, await _theirs.RememberAsync());
        Assert.That(await Observations.HasAsync(_theirs.Scope, CancellationToken.None), Is.True, "there is one");
        Assert.That(await Observations.HasAsync(scope, CancellationToken.None), Is.False);
        Assert.That(await Observations.RememberAsync(scope, long.MaxValue, CancellationToken.None), Is.Null);
        Assert.ThrowsAsync<NotFoundException>(() => Observations.ApplyAsync(scope, Rows.Nobody, Rows.None, CancellationToken.None));
        var state = before.StateOf(Rows.Nobody);
        Assert.ThrowsAsync<NotFoundException>(() => Observations.PrepareWrite(scope, state, Rows.None(state))(CancellationToken.None));
        Assert.That((await _theirs.RememberAsync()).StateOf(Rows.Nobody).Session, Is.EqualTo(state.Session));
    }

    private static GroupContact[] Members(string group) =>
        [.. s_people.Select(person => new GroupContact(GroupJid.FromText(group), person.Position, person.HasDirectChat))];

    private async Task<string> NewKeyAsync(string organization)
    {
        var (id, text) = (ApiKey.NewId(TimeProvider.System), ApiKeyText.New());
        var key = new ApiKey(id, organization, "a key", ApiKeyText.ShownPrefix(text), Permissions.Read, DateTimeOffset.UnixEpoch, null, null);
        await Keys.AddAsync(key, ApiKeyText.Hash(text), CancellationToken.None);
        return id;
    }

    private async Task<DateTimeOffset?> LastUseAsync(string organization) =>
        (await Keys.ListAsync(organization, CancellationToken.None)).Single().LastUsedAt;
}
