using Gateway.Domain.Ingest;
using static Gateway.UnitTests.Ingest.Reducing.Topics;
using Turns = System.Collections.Generic.IReadOnlyList<Gateway.UnitTests.Ingest.Reducing.Turn>;

namespace Gateway.UnitTests.Ingest.Reducing;

/// <summary>Random histories speak of everything that the laws are about, each of them often enough to count on.</summary>
internal sealed class HistoryTests
{
    private const int Sample = 2_000;
    private const double Share = 0.01;

    private static readonly Lazy<IReadOnlyList<Turns>> s_histories = new(() =>
    {
        var histories = new List<Turns>();
        Law.Holds(History.Mixed, _ => [], history => histories.Add(Turn.Of(history)), Sample);
        return histories;
    });

    private static readonly Dictionary<string, Func<Turns, bool>> s_topics = new()
    {
        ["lines with and without a time"] = turns => turns.Any(turn => turn.Line is { At: null } and not Forget) && turns.Any(turn => turn.Line.At is not null),
        ["a tie that the larger name wins"] = turns => turns.Any(turn => turn.Names().Any(name => name.Before is { } known && known.At == name.After.At && known.Value != name.After.Value)),
        ["a tie that the stored name wins"] = turns => turns.Any(turn => turn.Names().Any(name => name.Given != name.After.Value && name.After.At == turn.Line.At)),
        ["a name too late"] = turns => turns.Any(turn => turn.Names().Any(name => name.Given != name.After.Value && name.After.At > turn.Line.At)),
        ["a name again, without a time"] = turns => turns.Any(turn => turn.Line.At is null && turn.Names().Any(name => name.Before?.Value == name.Given)),
        ["a mapping before either side"] = turns => Mapped(turns, (phone, lid) => !phone && !lid),
        ["a mapping before one side"] = turns => Mapped(turns, (phone, lid) => phone != lid),
        ["a mapping that never joined anybody seen"] = turns => turns[^1].After.Identifiers.Values.Any(facts => !facts.IsKnown),
        ["a mapping too late"] = turns => turns.Any(turn => turn.Line is MappingObservation map && map.At < turn.Before.Identifiers.GetValueOrDefault(map.Lid)?.Partner?.At),
        ["a LID with another phone"] = turns => Rejoined(turns).Any(id => id.IsLid),
        ["a phone with another LID, under another name: a recycled number"] = Recycled,
        ["a remapping there and back"] = turns => Joins(turns).Values.Any(others => others.Distinct().Count() < others.Count),
        ["a chain of mappings"] = turns => turns.Any(turn => turn.After.Identifiers.Values.Any(facts => Follow(turn, facts, 3))),
        ["a merge"] = turns => turns.Any(turn => turn.Counts.Merged > 0),
        ["a split"] = turns => turns.Any(turn => turn.Line is MappingObservation && turn.ListedAfter.Contacts.Count > turn.ListedBefore.Contacts.Count),
        ["the own phone, learnt late"] = turns => LearntOwn(turns, isLid: false),
        ["the own LID, learnt late"] = turns => LearntOwn(turns, isLid: true),
        ["an own number that only a mapping tells"] = turns => turns.Any(turn => turn.Line is MappingObservation && turn.ListedAfter.Contacts.Count < turn.ListedBefore.Contacts.Count && turn.Counts.Merged == 0),
        ["a complete list that somebody is missing from"] = turns => turns.Any(HasLeaver),
        ["a complete list too late"] = turns => turns.Any(turn => turn.Line is GroupObservation { Complete: true } group && group.At < turn.Before.Groups.GetValueOrDefault(group.Group)?.CompleteAt),
        ["an empty complete list"] = turns => turns.Any(turn => HasLeaver(turn) && turn.Line is GroupObservation { Members.Count: 0 }),
        ["somebody who came back after a complete list"] = Returned,
        ["seen in a group, but left, and still listed"] = turns => turns.Any(turn => turn.ListedAfter.Contacts.Values.Any(contact => contact is { SeenInGroup: true, HasDirectChat: false } && turn.ListedAfter.GroupContacts.Keys.All(row => row.Position != contact.Position))),
        ["unseen"] = turns => turns.Any(turn => turn.Counts.Unseen > 0),
        ["unseen, and seen later"] = turns => turns.Any(turn => turn.Before.Identifiers.Any(entry => entry.Value is { IsKnown: true, Position: null } && turn.After.Identifiers.GetValueOrDefault(entry.Key)?.Position is not null)),
        ["another status"] = turns => turns.Any(turn => turn.Before.Session.StatusAt is not null && turn.Before.Session.Status != turn.After.Session.Status),
        ["a status too late"] = turns => turns.Any(turn => turn.Line is SessionObservation { Status: { } seen } && seen != turn.After.Session.Status),
        ["fresher data"] = turns => turns.Any(turn => turn.Before.Session.DataAsOf is { } before && turn.After.Session.DataAsOf > before),
        ["somebody listed is forgotten"] = turns => Forgotten(turns, (turn, id) => turn.WasListed(id)),
        ["two that are one are forgotten"] = turns => Forgotten(turns, (turn, id) => Turn.Joined(turn.Before).ContainsKey(id)),
        ["forgotten by who remembered them in vain"] = turns => Forgotten(turns, (turn, id) => turn.Before.Identifiers.Any(entry => entry.Value.Partner?.Other == id && !Turn.Joined(turn.Before).ContainsKey(entry.Key))),
        ["a member is forgotten"] = turns => Forgotten(turns, (turn, id) => Turn.Current(turn.Before).Any(row => row.Id == id)),
        ["somebody forgotten is seen again"] = turns => Forgotten(turns, (turn, id) => turn.WasListed(id) && turns.SkipWhile(other => other != turn).Any(later => later.IsListed(id))),
    };

    private static IEnumerable<string> Names => s_topics.Keys;

    [TestCaseSource(nameof(Names))]
    public void Speak_of(string topic)
    {
        var count = s_histories.Value.Count(s_topics[topic]);
        TestContext.Out.WriteLine($"{count} of {s_histories.Value.Count}: {topic}");
        Assert.That(count, Is.GreaterThanOrEqualTo(Share * s_histories.Value.Count));
    }
}
