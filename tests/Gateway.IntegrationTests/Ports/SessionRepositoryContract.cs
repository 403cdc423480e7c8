using Gateway.Application.Sessions;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;

namespace Gateway.IntegrationTests.Ports;

/// <summary>The promises of <see cref="Application.Sessions.ISessionRepository"/>.</summary>
internal abstract class SessionRepositoryContract(TestDatabase database) : PortFixture(database)
{
    private static readonly Identifier s_phone = Identifier.FromText("6281200000001");
    private static readonly Identifier s_lid = Identifier.FromText("111111111111111@lid");

    /// <summary>Something in every table.</summary>
    internal static readonly string[] Lines =
    [
        """{"type":"contact","jid":"6281234567890@s.whatsapp.net","lid":"205227043110953@lid","savedName":"Alice","pushName":"ali","businessName":"Acme","directChat":true}""",
        """{"type":"contact","jid":"6281299900000@s.whatsapp.net","savedName":"Unseen"}""",
        """{"type":"group","jid":"120363021234567890@g.us","name":"Team","members":["6281234567890@s.whatsapp.net",{"jid":"7@lid","role":"admin"}],"complete":true}""",
        """{"type":"mapping","lid":"9@lid","phone":"6281377777777@s.whatsapp.net"}""",
        """{"type":"session","jid":"6281200000001:12@s.whatsapp.net","lid":"111111111111111@lid","status":"connected"}""",
    ];

    [Test]
    public async Task A_new_session_is_listed_and_empty()
    {
        var session = await NewSessionAsync(null, s_phone, s_lid);
        var listed = (await Sessions.ListAsync(session.Organization, CancellationToken.None)).Single();
        Assert.Multiple(() =>
        {
            Assert.That(listed.Id, Is.EqualTo(session.Id));
            Assert.That(listed.OrganizationId, Is.EqualTo(session.Organization));
            Assert.That(listed.OwnIdentifiers, Is.EquivalentTo(new[] { s_phone, s_lid }));
            Assert.That(listed.Freshness, Is.EqualTo(new SessionFreshness(null, SessionStatus.Unknown)));
            Assert.That(listed.ContactCount, Is.Zero);
        });
    }

    [Test]
    public async Task Own_identifiers_given_at_once_are_own()
    {
        var session = await NewSessionAsync(null, s_phone);
        await session.ImportAsync("""{"type":"contact","jid":"6281200000001@s.whatsapp.net","directChat":true}""");
        Assert.That(await session.PositionsAsync(), Is.Empty);
    }

    [Test]
    public async Task Tells_which_sessions_of_an_organization_share_a_number_or_LID()
    {
        var ours = await NewSessionAsync(null, s_phone, s_lid);
        var byPhone = await NewSessionAsync(ours.Organization, s_phone);
        var byLid = await NewSessionAsync(ours.Organization, Identifier.FromText("6281200000002"));
        await NewSessionAsync(ours.Organization, Identifier.FromText("6281200000003"));
        await NewSessionAsync(null, s_phone, s_lid);
        await byLid.ImportAsync("""{"type":"session","lid":"111111111111111@lid"}""");

        Assert.That(await Sessions.SharingOwnAsync(ours.Id, CancellationToken.None), Is.EqualTo(new[] { byPhone.Id, byLid.Id }.OrderBy(id => id.Text, StringComparer.Ordinal)));
        Assert.That(await Sessions.SharingOwnAsync(byPhone.Id, CancellationToken.None), Is.EqualTo(new[] { ours.Id }));
        await Sessions.RemoveAsync(ours.Id, CancellationToken.None);
        Assert.That(await Sessions.SharingOwnAsync(byPhone.Id, CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task Tells_what_imports_made_of_a_session()
    {
        var session = await NewSessionAsync();
        await session.ImportAsync(Lines);
        var listed = (await Sessions.ListAsync(session.Organization, CancellationToken.None)).Single();
        Assert.Multiple(() =>
        {
            Assert.That(listed.OwnIdentifiers, Is.EquivalentTo(new[] { s_phone, s_lid }));
            Assert.That(listed.Freshness, Is.EqualTo(new SessionFreshness(Storage.Clock.GetUtcNow(), SessionStatus.Connected)));
            Assert.That(listed.ContactCount, Is.EqualTo(2));
        });
    }

    [Test]
    public async Task A_taken_id_stays_with_its_organization()
    {
        var session = await NewSessionAsync();
        Assert.Multiple(async () =>
        {
            Assert.That(await Sessions.AddAsync(session.Id, session.Organization, [s_phone], CancellationToken.None), Is.False);
            Assert.That(await Sessions.AddAsync(session.Id, TestSession.NewOrganization(), [s_lid], CancellationToken.None), Is.False);
        });
        var listed = (await Sessions.ListAsync(session.Organization, CancellationToken.None)).Single();
        Assert.That(listed.OwnIdentifiers, Is.Empty);
    }

    [Test]
    public async Task Ids_are_compared_exactly()
    {
        var organization = TestSession.NewOrganization();
        var id = (await NewSessionAsync(organization)).Id;
        Assert.That(SessionId.TryParse(SessionId.Prefix + id.Text[SessionId.Prefix.Length..].ToLowerInvariant(), out var lower), Is.True);
        Assert.Multiple(async () =>
        {
            Assert.That(await Sessions.RemoveAsync(lower, CancellationToken.None), Is.False);
            Assert.That(await Sessions.AddAsync(lower, organization, [], CancellationToken.None), Is.True);
            Assert.That(await Sessions.ListAsync(organization, CancellationToken.None), Has.Count.EqualTo(2));
        });
    }

    [Test]
    public async Task Lists_by_id_those_of_one_organization_or_all()
    {
        var (one, other) = (TestSession.NewOrganization(), TestSession.NewOrganization());
        string[] names = ["b", "a", "B", "A", "10", "9"];
        var suffix = one[^8..];
        var ids = names.Select(name => SessionId.TryParse($"sess_{name}{suffix}", out var id) ? id : default).ToList();
        foreach (var id in ids)
        {
            await Sessions.AddAsync(id, id.Text[5] == 'a' ? other : one, [], CancellationToken.None);
        }

        var ordered = ids.Select(id => id.Text).Order(StringComparer.Ordinal).ToList();
        var ofOne = await Sessions.ListAsync(one, CancellationToken.None);
        var all = await Sessions.ListAsync(null, CancellationToken.None);
        Assert.Multiple(() =>
        {
            Assert.That(ofOne.Select(session => session.Id.Text), Is.EqualTo(ordered.Where(id => id[5] != 'a')));
            Assert.That(all.Select(session => session.Id.Text).Intersect(ordered), Is.EqualTo(ordered));
        });
    }

    [Test]
    public async Task People_are_counted_once_whatever_they_are_known_by()
    {
        var session = await NewSessionAsync(own: Identifier.FromText("6281200000001"));
        await session.ImportAsync(
            """{"type":"contact","jid":"6281200000001@s.whatsapp.net","savedName":"Me"}""",
            """{"type":"contact","jid":"6281200000002@s.whatsapp.net","savedName":"Known by both"}""",
            """{"type":"contact","jid":"2@lid","pushName":"both"}""",
            """{"type":"mapping","lid":"2@lid","phone":"6281200000002@s.whatsapp.net"}""",
            """{"type":"contact","jid":"6281200000003@s.whatsapp.net","savedName":"Seen by the LID"}""",
            """{"type":"mapping","lid":"3@lid","phone":"6281200000003@s.whatsapp.net"}""",
            """{"type":"group","jid":"1@g.us","members":["3@lid","4@lid"]}""",
            """{"type":"contact","jid":"6281200000005@s.whatsapp.net","lid":"5@lid","savedName":"Nobody knows the LID"}""");
        await (await NewSessionAsync()).ImportAsync("""{"type":"contact","jid":"6281200000006@s.whatsapp.net","savedName":"Another session's"}""");

        Assert.That(await Sessions.CountPeopleAsync(session.Id, CancellationToken.None), Is.EqualTo(new SessionPeople(Listed: 2, WithoutPhone: 1, Unseen: 2)));
        Assert.That(await Sessions.CountPeopleAsync(SessionId.New(TimeProvider.System), CancellationToken.None), Is.EqualTo(new SessionPeople(0, 0, 0)));
        Assert.That(await Sessions.OwnAsync(session.Id, CancellationToken.None), Is.EqualTo(new[] { Identifier.FromText("6281200000001") }));
        Assert.That(await Sessions.OwnAsync(SessionId.New(TimeProvider.System), CancellationToken.None), Is.Empty);
    }
}
