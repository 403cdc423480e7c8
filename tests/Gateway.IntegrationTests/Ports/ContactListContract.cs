using Gateway.Domain.Contacts;
using Gateway.Domain.Sessions;

namespace Gateway.IntegrationTests.Ports;

/// <summary>The promises of <see cref="Application.Contacts.IContactRepository"/> but its filters.</summary>
internal abstract class ContactListContract(TestDatabase database) : PortFixture(database)
{
    [Test]
    public async Task Gives_rows_whole_as_they_were_written()
    {
        var session = await NewSessionAsync();
        Contact[] contacts =
        [
            new(1, "6281234567890", "205227043110953@lid", "Alice 李 🙂", "Acme Corp", true, true),
            new(2, "", "7@lid", "", "", false, true),
            new(3, "62811111", "", "مريم \u200f", "100% _\\'\"", true, false),
        ];
        await session.WriteAsync(contacts);
        Assert.That(await session.ContactsAsync(), Is.EqualTo(contacts));
    }

    [Test]
    public async Task Orders_by_position_whatever_the_order_of_writing()
    {
        var session = await NewSessionAsync();
        await session.WriteAsync([Rows.Contact(900), Rows.Contact(5)]);
        await session.WriteAsync([Rows.Contact(3_000_000_000), Rows.Contact(10), Rows.Contact(9)]);
        Assert.That(await session.PositionsAsync(), Is.EqualTo(new long[] { 5, 9, 10, 900, 3_000_000_000 }));
    }

    [TestCase(0, 3, new long[] { 2, 4, 6 })]
    [TestCase(2, 2, new long[] { 4, 6 })]
    [TestCase(3, 2, new long[] { 4, 6 })]
    [TestCase(8, 5, new long[] { 10 })]
    [TestCase(10, 5, new long[] { })]
    [TestCase(0, 1, new long[] { 2 })]
    [TestCase(0, 201, new long[] { 2, 4, 6, 8, 10 })]
    [TestCase(long.MaxValue, 5, new long[] { })]
    public async Task Takes_so_many_behind_a_position(long after, int take, long[] expected)
    {
        var session = await NewSessionAsync();
        await session.WriteAsync([.. expected.Union([2, 4, 6, 8, 10]).Select(position => Rows.Contact(position))]);
        Assert.That(await session.PositionsAsync(after: after, take: take), Is.EqualTo(expected));
    }

    [Test]
    public async Task Is_null_for_a_session_that_is_not_there()
    {
        var rows = await Contacts.ListAsync(TestSession.NewOrganization(), SessionId.New(TimeProvider.System), new(), 0, 5, CancellationToken.None);
        Assert.That(rows, Is.Null);
    }

    [Test]
    public async Task Is_null_for_another_organization()
    {
        var session = await NewSessionAsync();
        await session.WriteAsync([Rows.Contact(1)]);
        foreach (var other in new[] { TestSession.NewOrganization(), session.Organization.ToUpperInvariant(), session.Organization + " ", "", "%" })
        {
            Assert.That(await Contacts.ListAsync(other, session.Id, new(), 0, 5, CancellationToken.None), Is.Null, other);
        }
    }

    [Test]
    public async Task Tells_an_empty_session_from_none()
    {
        var session = await NewSessionAsync();
        Assert.That(await session.ListAsync(), Is.Not.Null.And.Property("Contacts").Empty);
    }

    [Test]
    public async Task Has_no_freshness_before_the_first_observation()
    {
        var session = await NewSessionAsync();
        Assert.That((await session.ListAsync())!.Freshness, Is.EqualTo(new SessionFreshness(null, SessionStatus.Unknown)));
    }

    [TestCase(null, null, null, 0L)]
    [TestCase(null, null, null, 99L)]
    [TestCase("dm", "1@g.us", "nobody", 0L)]
    [TestCase("group", null, "123", 0L)]
    public async Task Gives_the_freshness_with_every_page_also_an_empty_one(string? source, string? group, string? q, long after)
    {
        var session = await NewSessionAsync();
        var at = new DateTimeOffset(2026, 11, 22, 7, 0, 0, TimeSpan.Zero).AddMicroseconds(123_456);
        var fresh = (await session.ReadAsync(Rows.Nobody)).Session with { Status = SessionStatus.Disconnected, DataAsOf = Domain.Ingest.Timestamp.From(at) };
        await session.ApplyAsync(Rows.Nobody, state => Rows.None(state) with { Session = fresh, Contacts = [Rows.Contact(1)] });
        var rows = await session.ListAsync(Rows.Filter(source, group, q), after);
        Assert.That(rows!.Freshness, Is.EqualTo(new SessionFreshness(at, SessionStatus.Disconnected)));
    }

    [Test]
    public async Task Keeps_sessions_of_the_same_organization_apart()
    {
        var one = await NewSessionAsync();
        var two = await NewSessionAsync(one.Organization);
        await one.WriteAsync([Rows.Contact(1, "one"), Rows.Contact(2, "one")]);
        await two.WriteAsync([Rows.Contact(1, "two")]);
        Assert.Multiple(async () =>
        {
            Assert.That(await one.ContactsAsync(), Has.Count.EqualTo(2).And.All.Property("Name").EqualTo("one"));
            Assert.That(await two.ContactsAsync(), Has.Count.EqualTo(1).And.All.Property("Name").EqualTo("two"));
        });
    }
}
