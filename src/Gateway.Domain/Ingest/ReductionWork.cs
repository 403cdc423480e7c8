using System.Runtime.InteropServices;
using Gateway.Domain.Contacts;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;

namespace Gateway.Domain.Ingest;

/// <summary>The working copy of a reduction: single facts go in, and at the end it tells what changed.</summary>
internal sealed class ReductionWork
{
    private static readonly List<Contact> s_nobody = [];
    private readonly SessionState _before;
    private readonly long _now;
    private readonly Dictionary<Identifier, IdentifierFacts> _identifiers;
    private readonly Dictionary<GroupJid, GroupFacts> _groups;
    private readonly HashSet<Identifier> _own;
    private readonly GroupMembers _members;
    private readonly HashSet<Identifier> _changed = [];
    private readonly HashSet<Identifier> _forgotten = [];
    private readonly LineChanges _line = new();
    private readonly PeopleView _people;
    private readonly LostLines _lost;
    private PeopleCounts _counts;

    /// <param name="now">Our clock.</param>
    public ReductionWork(SessionState state, long now)
    {
        (_before, _now) = (state, now);
        _identifiers = new(state.Identifiers);
        _groups = new(state.Groups);
        _own = [.. state.Own];
        _people = new PeopleView(_identifiers, _groups, _own);
        _members = new GroupMembers(state.Identifiers);
        _lost = new LostLines(now);
        Session = state.Session;
    }

    public SessionFacts Session { get; private set; }

    /// <summary>Our clock, but later than every earlier arrival, so that lines keep their order.</summary>
    public Moment NextArrival()
    {
        Session = Session with { LastArrival = Math.Max(_now, Session.LastArrival + 1) };
        return new Moment(Session.LastArrival, IsStated: false);
    }

    public void EndLine() => _lost.EndLine();

    /// <summary>Applies what a line or member says about people, and counts what became of them.</summary>
    public void Counting(IReadOnlyList<Identifier> named, Action apply)
    {
        _line.Clear();
        apply();
        var (before, after) = _line.IsEmpty ? (s_nobody, s_nobody) : PeopleBeforeAndAfter(named);
        _counts += PeopleDifference.Count(before, after, AreUnseen(named));
    }

    public void Observe(PersonObservation person, Moment moment)
    {
        var facts = _people.FactsOf(person.Id);
        var saved = Fact.Observe(facts.SavedName, person.SavedName, moment);
        var push = Fact.Observe(facts.PushName, person.PushName, moment);
        var business = Fact.Observe(facts.BusinessName, person.BusinessName, moment);
        _lost.Compare(person.SavedName is null ? null : facts.SavedName?.At, moment);
        _lost.Compare(person.PushName is null ? null : facts.PushName?.At, moment);
        _lost.Compare(person.BusinessName is null ? null : facts.BusinessName?.At, moment);
        if (!facts.IsKnown || saved != facts.SavedName || push != facts.PushName || business != facts.BusinessName)
        {
            Change(person.Id, facts, facts with { IsKnown = true, SavedName = saved, PushName = push, BusinessName = business });
        }
    }

    /// <summary>Halves of mappings: who remembers whom.</summary>
    public void ObservePartners(IEnumerable<KeyValuePair<Identifier, Identifier>> partners, Moment moment)
    {
        foreach (var (id, other) in partners)
        {
            var facts = _people.FactsOf(id);
            var partner = Partner.Observe(facts.Partner, other, moment);
            _lost.Compare(facts.Partner?.At, moment);
            if (partner != facts.Partner)
            {
                Change(id, facts, facts with { Partner = partner });
            }
        }
    }

    /// <summary>Whether nothing lists the person, who is not the session's own.</summary>
    public bool IsUnseen(Identifier id) => _people.IsUnseen(id);

    public void ObserveDirectChat(Identifier id, Moment moment)
    {
        var facts = _people.FactsOf(id);
        _lost.Compare(facts.DirectChatAt, moment);
        var at = facts.DirectChatAt is { } known ? moment.IsStated ? Math.Max(known, moment.Time) : known : moment.Time;
        if (at != facts.DirectChatAt || facts.Position is null)
        {
            Change(id, facts, facts with { DirectChatAt = at, Position = facts.Position ?? NextPosition() });
        }
    }

    /// <param name="completeAt">The time of a complete list that the line gives; null when it gives none.</param>
    public void ObserveGroup(GroupJid group, string? name, long? completeAt, Moment moment)
    {
        var facts = _people.FactsOf(group);
        _lost.Compare(name is null ? null : facts.Name?.At, moment);
        _lost.Compare(completeAt is null ? null : facts.CompleteAt, moment);
        _groups[group] = new GroupFacts(
            Fact.Observe(facts.Name, name, moment),
            completeAt is { } at ? Math.Max(at, facts.CompleteAt ?? at) : facts.CompleteAt);
    }

    public void ObserveMembership(PersonObservation member, GroupJid group, Moment moment, bool inCompleteList)
    {
        var facts = _people.FactsOf(member.Id);
        var known = facts.Memberships.Find(group);
        var repeats = known is not null && !moment.IsStated && !inCompleteList && _people.FactsOf(group).Has(known);
        var at = known is null ? moment.Time : repeats ? known.At : Math.Max(known.At, moment.Time);
        _lost.Compare(known?.At, moment);
        _lost.Compare(member.Role is null ? null : known?.Role?.At, moment);
        _lost.Compare(_people.FactsOf(group).CompleteAt, moment);
        var membership = new Membership(at, Fact.Observe(known?.Role, member.Role, moment));
        if (known is null)
        {
            _members.Add(group, member.Id);
        }

        if (membership != known || facts.Position is null)
        {
            Change(member.Id, facts, facts with { Position = facts.Position ?? NextPosition(), Memberships = facts.Memberships.With(group, membership) });
        }
    }

    /// <summary>Whether a complete list has been seen and the current members are exactly these.</summary>
    public bool RepeatsCompleteList(GroupObservation line)
    {
        var group = _people.FactsOf(line.Group);
        return group.CompleteAt is not null && CurrentMembersOf(line.Group).ToHashSet().SetEquals(line.Members.Select(member => member.Id));
    }

    public void ObserveStatus(SessionStatus? status, Moment moment)
    {
        if (status is not { } seen || (!moment.IsStated && seen == Session.Status && Session.StatusAt is not null))
        {
            return;
        }

        var known = Session.StatusAt;
        _lost.Compare(known, moment);
        var isLarger = string.CompareOrdinal(seen.ToString(), Session.Status.ToString()) > 0; // as texts, like every other fact
        if (known is null || moment.Time > known || (moment.Time == known && isLarger))
        {
            Session = Session with { Status = seen, StatusAt = moment.Time };
        }
    }

    public void ObserveOwn(IEnumerable<Identifier> own)
    {
        foreach (var id in own)
        {
            if (_own.Add(id))
            {
                _line.NewOwn.Add(id);
            }
        }
    }

    public void Forget(Identifier id)
    {
        _forgotten.Add(id);
        if (_people.JoinedWith(id) is { } joined)
        {
            _forgotten.Add(joined);
        }

        foreach (var gone in _forgotten)
        {
            _identifiers.Remove(gone);
        }
    }

    public Reduction Finish(SessionFacts session) =>
        new ReductionDifference(_before, _identifiers, _changed, _groups, _own, _forgotten, _members).Of(session with { Writes = session.Writes + 1 }, _counts) with { Ahead = _lost.Count };

    private void Change(Identifier id, IdentifierFacts before, IdentifierFacts after)
    {
        _line.Former.TryAdd(id, before);
        _changed.Add(id);
        _identifiers[id] = after;
    }

    /// <summary>The people of a line that changed something.</summary>
    private (List<Contact> Before, List<Contact> After) PeopleBeforeAndAfter(IReadOnlyList<Identifier> named)
    {
        ExchangeFormer();
        _own.ExceptWith(_line.NewOwn);
        var touched = WithThoseJoined(named);
        var before = PeopleDifference.ContactsOf(_people, touched);
        ExchangeFormer();
        _own.UnionWith(_line.NewOwn);
        return (before, PeopleDifference.ContactsOf(_people, touched));
    }

    /// <summary>Goes back to before the line, or forth again.</summary>
    private void ExchangeFormer()
    {
        foreach (var id in _line.Former.Keys)
        {
            ref var former = ref CollectionsMarshal.GetValueRefOrNullRef(_line.Former, id);
            (_identifiers[id], former) = (former, _identifiers[id]);
        }
    }

    /// <summary>Whether somebody of them is known, but nobody is listed.</summary>
    private bool AreUnseen(IReadOnlyList<Identifier> named)
    {
        var areKnown = false;
        for (var i = 0; i < named.Count; i++)
        {
            areKnown |= _people.FactsOf(named[i]).IsKnown;
            if (_people.IsListed(named[i]))
            {
                return false;
            }
        }

        return areKnown;
    }

    /// <summary>A remapping splits whoever was joined before.</summary>
    private List<Identifier> WithThoseJoined(IReadOnlyList<Identifier> named)
    {
        var touched = new List<Identifier>(2 * named.Count);
        touched.AddRange(named);
        foreach (var id in named)
        {
            if (_people.JoinedWith(id) is { } joined && !touched.Contains(joined))
            {
                touched.Add(joined);
            }
        }

        return touched;
    }

    private IEnumerable<Identifier> CurrentMembersOf(GroupJid group) =>
        _members.Of(group).Where(id => _people.FactsOf(group).Has(_people.FactsOf(id).Memberships.Find(group)!));

    private long NextPosition()
    {
        Session = Session with { LastPosition = Session.LastPosition + 1 };
        return Session.LastPosition;
    }
}
