using Gateway.Application;
using Gateway.Application.Ingest;
using Gateway.Application.Sessions;
using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Ports;

/// <summary>What a clock that ran ahead leaves behind: <see cref="ISessionRepository.RepairTimesAsync"/>, and how reports tell of it.</summary>
internal abstract class LaterTimesContract(TestDatabase database) : PortFixture(database)
{
    private const string Phone = "6281234567890@s.whatsapp.net";
    private const string Lid = "205227043110953@lid";
    private const string Other = "6281234567891@s.whatsapp.net";
    private const string Team = "120363021234567890@g.us";
    private static readonly TimeSpan s_ahead = TimeSpan.FromDays(400);

    [Test]
    public async Task Lines_lose_to_later_times_and_are_counted_until_these_are_repaired()
    {
        var (session, clock) = (await NewSessionAsync(), new TestClock());
        await AheadAsync(
            session,
            clock,
            $$"""{"type":"contact","jid":"{{Phone}}","lid":"{{Lid}}","pushName":"old","directChat":true}""",
            $$"""{"type":"group","jid":"{{Team}}","name":"Old","members":["{{Phone}}","{{Other}}"],"complete":true}""",
            """{"type":"session","status":"disconnected"}""");
        string[] lines =
        [
            $$"""{"type":"contact","jid":"{{Phone}}","pushName":"new","at":"AT"}""",
            $$"""{"type":"group","jid":"{{Team}}","name":"New","members":["{{Phone}}"],"complete":true,"at":"AT"}""",
            """{"type":"session","status":"connected","at":"AT"}""",
            $$"""{"type":"mapping","lid":"1@lid","phone":"{{Phone}}","at":"AT"}""",
            $$"""{"type":"contact","jid":"{{Other}}","savedName":"nothing to lose against","at":"AT"}""",
        ];

        var lost = await ImportAsync(session, clock, lines);
        var shownBefore = await ShownAsync(session);
        var repaired = await Sessions.RepairTimesAsync(session.Scope, clock.GetUtcNow(), CancellationToken.None);
        var asOf = await FreshnessAsync(session);
        clock.Advance(TimeSpan.FromMinutes(1));
        var won = await ImportAsync(session, clock, lines);

        Assert.Multiple(() =>
        {
            Assert.That((lost.Lines.Applied, lost.Lines.Ahead), Is.EqualTo((5L, 4L)));
            Assert.That(shownBefore, Is.EqualTo("old 6281234567890 205227043110953@lid dm; nothing to lose against 6281234567891  group; in the group 1 2"));
            Assert.That(repaired, Is.GreaterThan(0));
            Assert.That(asOf.DataAsOf, Is.LessThan(clock.GetUtcNow()));
            Assert.That((won.Lines.Applied, won.Lines.Ahead), Is.EqualTo((5L, 0L)));
        });
        Assert.That(await ShownAsync(session), Is.EqualTo("new 6281234567890 1@lid dm; nothing to lose against 6281234567891  group; in the group 1"));
        Assert.That((await FreshnessAsync(session)).Status, Is.EqualTo(SessionStatus.Connected));
    }

    [Test]
    public async Task A_repair_changes_nothing_that_is_shown_also_when_it_is_worked_out_again()
    {
        var (session, clock) = (await NewSessionAsync(), new TestClock());
        await AheadAsync(
            session,
            clock,
            $$"""{"type":"contact","jid":"{{Phone}}","lid":"{{Lid}}","pushName":"by phone","directChat":true}""",
            $$"""{"type":"contact","jid":"{{Lid}}","pushName":"by LID, later"}""",
            $$"""{"type":"group","jid":"{{Team}}","members":["{{Phone}}","{{Other}}"],"complete":true}""",
            $$"""{"type":"group","jid":"{{Team}}","members":["{{Phone}}"],"complete":true}""");
        var shown = await ShownAsync(session);
        Assert.That(shown, Is.EqualTo("by LID, later 6281234567890 205227043110953@lid dm;  6281234567891  group; in the group 1"), "who left");

        await Sessions.RepairTimesAsync(session.Scope, clock.GetUtcNow(), CancellationToken.None);
        Assert.That(await ShownAsync(session), Is.EqualTo(shown));
        clock.Advance(TimeSpan.FromMinutes(1));
        await ImportAsync(
            session,
            clock,
            $$"""{"type":"contact","jid":"{{Phone}}","businessName":"Acme"}""",
            $$"""{"type":"contact","jid":"{{Other}}","savedName":"who left"}""");
        Assert.That(await ShownAsync(session), Is.EqualTo("by LID, later 6281234567890 205227043110953@lid dm; who left 6281234567891  group; in the group 1"));
    }

    [Test]
    public async Task A_second_repair_finds_nothing_and_times_before_now_stay()
    {
        var (session, clock) = (await NewSessionAsync(), new TestClock());
        await ImportAsync(session, clock, $$"""{"type":"contact","jid":"{{Other}}","pushName":"early","directChat":true,"at":"2020-01-01T00:00:00Z"}""");
        await AheadAsync(session, clock, $$"""{"type":"contact","jid":"{{Phone}}","pushName":"late","directChat":true}""");

        var first = await Sessions.RepairTimesAsync(session.Scope, clock.GetUtcNow(), CancellationToken.None);
        var second = await Sessions.RepairTimesAsync(session.Scope, clock.GetUtcNow(), CancellationToken.None);
        var state = await session.ReadAsync(new Footprint(new HashSet<Identifier> { Id(Phone), Id(Other) }, new HashSet<GroupJid>(), new HashSet<GroupJid>()));

        Assert.That((first, second), Is.EqualTo(((long?)4, (long?)0)), "its name, its chat, the session's last arrival and its freshness");
        Assert.That(state.Identifiers[Id(Phone)].PushName, Is.EqualTo(new Fact("late", clock.Microseconds)));
        Assert.That(state.Identifiers[Id(Other)].PushName, Is.EqualTo(new Fact("early", Timestamp.From(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)))));
        Assert.That(state.Session.LastArrival, Is.EqualTo(clock.Microseconds));
    }

    [Test]
    public async Task A_remembered_session_is_remembered_no_more()
    {
        var (session, clock) = (await NewSessionAsync(), new TestClock());
        await AheadAsync(session, clock, $$"""{"type":"contact","jid":"{{Phone}}","directChat":true}""");
        var remembered = (await session.RememberAsync()).StateOf(Rows.Nobody);
        await Sessions.RepairTimesAsync(session.Scope, clock.GetUtcNow(), CancellationToken.None);
        Assert.That(await session.WriteAsync(remembered, Rows.None(remembered)), Is.False);
    }

    [Test]
    public async Task Repairs_no_session_that_is_not_there_and_no_other_organizations()
    {
        var (session, clock) = (await NewSessionAsync(), new TestClock());
        await AheadAsync(session, clock, $$"""{"type":"contact","jid":"{{Phone}}","directChat":true}""");
        Assert.That(await Sessions.RepairTimesAsync(new SessionScope(SessionId.New(clock)), clock.GetUtcNow(), CancellationToken.None), Is.Null);
        Assert.That(await Sessions.RepairTimesAsync(new SessionScope(session.Id, "another"), clock.GetUtcNow(), CancellationToken.None), Is.Null);
        Assert.That(await Sessions.RepairTimesAsync(new SessionScope(session.Id), clock.GetUtcNow(), CancellationToken.None), Is.GreaterThan(0), "nothing was repaired before");
    }

    [Test]
    public async Task Lines_that_lose_to_the_last_moments_arrivals_are_not_ahead()
    {
        var (session, clock) = (await NewSessionAsync(), new TestClock());
        var report = await ImportAsync(
            session,
            clock,
            [
                .. Enumerable.Range(0, 100).Select(number => $$"""{"type":"contact","jid":"{{Phone}}","pushName":"{{(char)('a' + (number % 26))}}","directChat":true}"""),
                $$"""{"type":"contact","jid":"{{Phone}}","pushName":"earlier","directChat":true,"at":"AT"}""",
            ]);
        Assert.That((report.Lines.Applied, report.Lines.Ahead), Is.EqualTo((101L, 0L)));
    }

    private static Identifier Id(string jid) => Jid.Parse(jid).Person;

    /// <summary>What comes while the clock is ahead; afterwards it is right.</summary>
    private async Task AheadAsync(TestSession session, TestClock clock, params string[] lines)
    {
        clock.Advance(s_ahead);
        await ImportAsync(session, clock, lines);
        clock.Advance(-s_ahead);
    }

    /// <param name="lines">AT stands for now.</param>
    private async Task<ImportReport> ImportAsync(TestSession session, TestClock clock, params string[] lines)
    {
        await using var services = new ServiceCollection().AddApplication().AddSingleton<TimeProvider>(clock).AddSingleton(Observations).BuildServiceProvider();
        await using var source = new LineStream(lines.Select(line => line.Replace("AT", clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)));
        return await services.GetRequiredService<IMediator>().Send(new ImportObservationsCommand(session.Scope, new NdjsonSource(source, clock)));
    }

    private async Task<SessionFreshness> FreshnessAsync(TestSession session) =>
        (await Sessions.ListAsync(session.Organization, CancellationToken.None)).Single().Freshness;

    private static async Task<string> ShownAsync(TestSession session)
    {
        static string Show(Contact contact) => $"{contact.Name} {contact.PhoneNumber} {contact.Lid} {(contact.HasDirectChat ? "dm" : "group")}";
        var members = string.Join(' ', await session.PositionsAsync(Rows.Filter(group: Team)));
        return $"{string.Join("; ", (await session.ContactsAsync()).Select(Show))}; in the group {members}";
    }
}
