using Gateway.Application;
using Gateway.Application.Ingest;
using Gateway.Application.Sessions;
using Gateway.Domain.Ingest;
using Gateway.Infrastructure.Import;
using Gateway.IntegrationTests.Import.Stores;
using Gateway.IntegrationTests.Ports;
using Gateway.IntegrationTests.Postgres;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Import;

/// <summary>Every kind of store, in every version, gives exactly its number's people.</summary>
internal abstract class StoreImportContract(TestDatabase database) : PortFixture(database)
{
    private static readonly string[] s_groups = ["120363021234567890@g.us", "120363021234567891@g.us", "6281234567890-1600000000@g.us"];

    [TestCaseSource(nameof(Cases))]
    public async Task Gives_exactly_the_expected_people(StoreCase known)
    {
        await using var store = await OtherStore.CreateAsync(known);
        var session = await NewSessionAsync();
        await ImportAsync(store, session);
        Assert.That(await PeopleAsync(session), Is.EqualTo(known.Expected));
    }

    [TestCaseSource(nameof(Cases))]
    public async Task Once_more_it_writes_no_contact_row(StoreCase known)
    {
        await using var store = await OtherStore.CreateAsync(known);
        var session = await NewSessionAsync();
        await ImportAsync(store, session);
        Storage.Clock.Advance(TimeSpan.FromMinutes(1));
        var again = new RecordingStore(Observations);
        var report = await ImportAsync(store, session, again);
        Assert.That(again.Reductions.Sum(batch => batch.Contacts.Count + batch.RetainedTexts.Count + batch.GoneContacts.Count), Is.Zero);
        Assert.That(again.Reductions.Sum(batch => batch.NewGroupContacts.Count + batch.ChangedGroupContacts.Count + batch.GoneGroupContacts.Count + batch.Identifiers.Count), Is.Zero);
        Assert.That((report.People.New, report.People.Merged, report.People.Changed), Is.EqualTo((0L, 0L, 0L)));
        Assert.That(await PeopleAsync(session), Is.EqualTo(known.Expected));
    }

    [Test]
    public async Task A_store_read_to_its_end_makes_the_data_current_also_when_it_tells_nothing_new()
    {
        await using var store = await OtherStore.CreateAsync(WacliStores.All.First());
        var (session, clock) = (await NewSessionAsync(), new TestClock());
        await using var services = new ServiceCollection().AddApplication().AddSingleton<TimeProvider>(clock).AddSingleton(Observations).BuildServiceProvider();
        await using var source = new StoreSource(store.Format, store.Place, own: [], unseenAreDirectChats: false, clock);
        for (var reading = 1; reading <= 2; reading++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await source.HasChangedAsync(CancellationToken.None); // so that it is followed
            var report = await services.GetRequiredService<IMediator>().Send(new ImportObservationsCommand(session.Scope, source));
            Assert.That(report.Lines.Total, reading == 1 ? Is.GreaterThan(0) : Is.Zero);
            Assert.That((await Sessions.ListAsync(session.Organization, CancellationToken.None)).Single().Freshness.DataAsOf, Is.EqualTo(clock.GetUtcNow()));
        }
    }

    [TestCase("'x@lid'", 2, 1)]
    [TestCase("''", 2, 1)]
    [TestCase("'status@broadcast'", 1, 0)]
    public async Task A_list_with_a_member_that_cannot_be_read_is_not_complete(string member, int members, int rejected)
    {
        const string Team = "120363021234567890@g.us";
        await using var store = await OtherStore.CreateAsync(WacliStores.All.First());
        var session = await NewSessionAsync();
        await session.ImportAsync($$"""{"type":"group","jid":"{{Team}}","members":["6281999999999@s.whatsapp.net"],"at":"2020-01-01T00:00:00Z"}""");
        await store.RunAsync($"DELETE FROM group_participants; INSERT INTO group_participants (group_jid, user_jid, role, updated_at) VALUES ('{Team}', '6281234567890@s.whatsapp.net', 'member', 1760000000), ('{Team}', {member}, 'member', 1760000000)");

        var report = await ImportAsync(store, session);
        Assert.That((report.MembersRejected, (await session.PositionsAsync(Rows.Filter(group: Team))).Count), Is.EqualTo(((long)rejected, members)));
    }

    [TestCaseSource(nameof(Cases))]
    public async Task People_whom_it_cannot_place_are_listed_when_asked_for(StoreCase known)
    {
        await using var store = await OtherStore.CreateAsync(known);
        var session = await NewSessionAsync();
        await ImportAsync(store, session);
        var counted = await Sessions.CountPeopleAsync(session.Id, CancellationToken.None);
        var withoutPhone = known.Expected.Count(person => person.Split(',')[1].Length == 0);
        Assert.That(counted, Is.EqualTo(new SessionPeople(known.Expected.Count, withoutPhone, known.Unseen.Count)));

        await ImportAsync(store, session, unseen: true);
        Assert.That(await PeopleAsync(session), Is.EqualTo(known.Expected.Concat(known.Unseen)));
        Assert.That((await Sessions.CountPeopleAsync(session.Id, CancellationToken.None)).Unseen, Is.Zero);
    }

    private static IEnumerable<TestCaseData> Cases() =>
        StoreCases.All.Select(known => known.Server is { } server ? PostgresBinaries.IgnoredWithout(server, known) : new TestCaseData(known));

    private async Task<ImportReport> ImportAsync(OtherStore other, TestSession session, IObservationStore? into = null, bool unseen = false)
    {
        await using var services = new ServiceCollection().AddApplication().AddSingleton<TimeProvider>(Storage.Clock).AddSingleton(into ?? Observations).BuildServiceProvider();
        await using var source = new StoreSource(other.Format, other.Place, own: [], unseen, Storage.Clock);
        return await services.GetRequiredService<IMediator>().Send(new ImportObservationsCommand(session.Scope, source));
    }

    private static async Task<List<string>> PeopleAsync(TestSession session)
    {
        var groups = new Dictionary<string, HashSet<long>>();
        foreach (var group in s_groups)
        {
            groups[group] = [.. await session.PositionsAsync(Rows.Filter(group: group))];
        }

        var people = await session.ContactsAsync();
        return [.. people.Select(person => string.Join(
            ',', person.Name, person.PhoneNumber, person.Lid, person.BusinessName, person.HasDirectChat ? "dm" : "group",
            string.Join(' ', groups.Where(group => group.Value.Contains(person.Position)).Select(group => group.Key))))];
    }
}
