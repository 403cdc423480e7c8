using System.Collections.Immutable;
using Gateway.Application;
using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;

namespace Gateway.IntegrationTests.Ports;

/// <summary>The promises of <see cref="Application.Ingest.IObservationStore"/> to one writer.</summary>
internal abstract class ObservationStoreContract(TestDatabase database) : PortFixture(database)
{
    private static readonly Identifier s_phone = Identifier.FromText("6281234567890");
    private static readonly Identifier s_lid = Identifier.FromText("205227043110953@lid");
    private static readonly Identifier s_other = Identifier.FromText("4915112345678");
    private static readonly GroupJid s_team = GroupJid.FromText("120363021234567890@g.us");
    private static readonly GroupJid s_family = GroupJid.FromText("6281234567890-1600000000@g.us");

    /// <summary>Every fact there is, and none, in turn.</summary>
    private static readonly Dictionary<Identifier, IdentifierFacts> s_facts = new()
    {
        [s_phone] = new(true, new(s_lid, 11), new("Alice 李 🙂", 12), new("ali \u200f", 13), new("Acme ' \" \\ %", 14), 15, 16, Memberships((s_team, 17), (s_family, 18))),
        [s_lid] = new(false, new(s_phone, 21), null, null, null, null, null, ImmutableDictionary<GroupJid, Membership>.Empty),
        [s_other] = new(true, null, null, new("only pushed", -5), null, null, long.MaxValue, Memberships((s_team, 0))),
    };

    private static readonly Dictionary<GroupJid, GroupFacts> s_groups = new()
    {
        [s_team] = new(new("Team", 31), 17),
        [s_family] = new(null, null),
    };

    private static readonly SessionFacts s_session = new(77, 1_795_330_800_123_456, SessionStatus.Disconnected, 42, 1_795_330_800_000_001);

    [Test]
    public async Task Hands_a_new_session_an_empty_state()
    {
        var session = await NewSessionAsync();
        var state = await session.ReadAsync(Everything());
        Assert.Multiple(() =>
        {
            Assert.That(state.Session, Is.EqualTo(SessionFacts.New));
            Assert.That(state.Own, Is.Empty);
            Assert.That(state.Identifiers, Is.Empty);
            Assert.That(state.Groups, Is.Empty);
        });
    }

    [Test]
    public async Task Reads_back_what_was_reduced()
    {
        var session = await NewSessionAsync();
        await session.ApplyAsync(Everything(), Whole);
        AssertWhole(await session.ReadAsync(Everything()));
        await session.ApplyAsync(Everything(), Whole); // over itself
        AssertWhole(await session.ReadAsync(Everything()));
    }

    [Test]
    public async Task Takes_facts_away_that_a_reduction_takes_away()
    {
        var session = await NewSessionAsync();
        await session.ApplyAsync(Everything(), Whole);
        var bare = IdentifierFacts.Unknown with { Memberships = s_facts[s_phone].Memberships };
        await session.ApplyAsync(Everything(), state => Rows.None(state) with
        {
            Identifiers = new Dictionary<Identifier, IdentifierFacts> { [s_phone] = bare },
            Groups = new Dictionary<GroupJid, GroupFacts> { [s_team] = GroupFacts.Unknown },
        });
        var read = await session.ReadAsync(Everything());
        Assert.Multiple(() =>
        {
            Assert.That(Text(read.Identifiers[s_phone]), Is.EqualTo(Text(bare)));
            Assert.That(read.Groups[s_team], Is.EqualTo(GroupFacts.Unknown));
        });
    }

    [Test]
    public async Task Takes_a_membership_anew()
    {
        var session = await NewSessionAsync();
        await session.ApplyAsync(Everything(), Whole);
        var anew = new Membership(99, new Fact("admin", 98));
        await session.ApplyAsync(Everything(), state => Rows.None(state) with
        {
            Memberships = new Dictionary<(Identifier, GroupJid), Membership> { [(s_phone, s_team)] = anew },
        });
        var read = await session.ReadAsync(Everything());
        Assert.That(read.Identifiers[s_phone].Memberships, Is.EquivalentTo(s_facts[s_phone].Memberships.SetItem(s_team, anew)));
    }

    [Test]
    public async Task Gives_back_the_reduction()
    {
        var session = await NewSessionAsync();
        var reduction = Rows.None(SessionState.Empty) with { People = new PeopleCounts(1, 2, 3, 4, 5) };
        Assert.That(await session.ApplyAsync(Rows.Nobody, _ => reduction), Is.SameAs(reduction));
    }

    [Test]
    public async Task Writes_nothing_when_the_reduction_throws()
    {
        var session = await NewSessionAsync();
        await session.ApplyAsync(Everything(), Whole);
        Assert.ThrowsAsync<InvalidTimeZoneException>(() => session.ApplyAsync(Everything(), _ => throw new InvalidTimeZoneException()));
        AssertWhole(await session.ReadAsync(Everything()));
    }

    [Test]
    public async Task Writes_all_or_nothing()
    {
        var session = await NewSessionAsync();
        var broken = s_facts[s_phone] with { Memberships = Memberships((s_team, 1)) };
        Assert.CatchAsync(() => session.ApplyAsync(Everything(), state => Whole(state) with
        {
            Contacts = [Rows.Contact(1), Rows.Contact(2, name: null!)],
            Identifiers = new Dictionary<Identifier, IdentifierFacts> { [s_phone] = broken },
        }));
        var read = await session.ReadAsync(Everything());
        Assert.Multiple(async () =>
        {
            Assert.That(read.Session, Is.EqualTo(SessionFacts.New));
            Assert.That(read.Identifiers, Is.Empty);
            Assert.That(await session.PositionsAsync(), Is.Empty);
        });
    }

    [Test]
    public async Task Writes_nothing_when_cancelled_before_the_commit()
    {
        var session = await NewSessionAsync();
        using var cancel = new CancellationTokenSource();
        Assert.CatchAsync<OperationCanceledException>(() => Observations.ApplyAsync(
            session.Id,
            Everything(),
            state =>
            {
                cancel.Cancel();
                return Whole(state);
            },
            cancel.Token));
        Assert.That((await session.ReadAsync(Everything())).Identifiers, Is.Empty);
    }

    [Test]
    public void Knows_no_session_that_was_never_added()
    {
        var reduced = false;
        Assert.ThrowsAsync<NotFoundException>(() => Observations.ApplyAsync(
            SessionId.New(TimeProvider.System),
            Rows.Nobody,
            state =>
            {
                reduced = true;
                return Rows.None(state);
            },
            CancellationToken.None));
        Assert.That(reduced, Is.False);
    }

    private static Footprint Everything() => new(s_facts.Keys.ToHashSet(), s_groups.Keys.ToHashSet(), new HashSet<GroupJid>());

    private static Reduction Whole(SessionState state) => Rows.None(state) with
    {
        Session = s_session,
        NewOwn = [s_other, s_lid],
        Identifiers = s_facts,
        Memberships = s_facts.SelectMany(entry => entry.Value.Memberships.Select(row => (Key: (entry.Key, row.Key), row.Value))).ToDictionary(row => row.Key, row => row.Value),
        Groups = s_groups,
    };

    private static void AssertWhole(SessionState read) => Assert.Multiple(() =>
    {
        Assert.That(read.Session, Is.EqualTo(s_session));
        Assert.That(read.Own, Is.EquivalentTo(new[] { s_other, s_lid }));
        Assert.That(read.Identifiers.ToDictionary(entry => entry.Key, entry => Text(entry.Value)), Is.EquivalentTo(s_facts.ToDictionary(entry => entry.Key, entry => Text(entry.Value))));
        Assert.That(read.Groups, Is.EquivalentTo(s_groups));
    });

    private static ImmutableDictionary<GroupJid, Membership> Memberships(params (GroupJid Group, long At)[] memberships) =>
        memberships.ToImmutableDictionary(row => row.Group, row => new Membership(row.At, row.At == 17 ? new Fact("superadmin", 19) : null));

    /// <summary>Dictionaries compare by reference; their texts by content.</summary>
    private static string Text(IdentifierFacts facts) =>
        $"{facts with { Memberships = IdentifierFacts.Unknown.Memberships }} {string.Join(' ', facts.Memberships.OrderBy(row => row.Key.Text, StringComparer.Ordinal))}";
}
