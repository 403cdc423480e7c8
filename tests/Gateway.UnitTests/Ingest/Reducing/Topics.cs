using Gateway.Domain.Ingest;
using Gateway.Domain.Whatsapp;
using Turns = System.Collections.Generic.IReadOnlyList<Gateway.UnitTests.Ingest.Reducing.Turn>;

namespace Gateway.UnitTests.Ingest.Reducing;

/// <summary>What happens to people in a history.</summary>
internal static class Topics
{
    /// <summary>A mapping comes first, and joins people who both become known.</summary>
    public static bool Mapped(Turns turns, Func<bool, bool, bool> wereKnown) => turns.Any(turn =>
        turn.Line is MappingObservation map && wereKnown(turn.WasKnown(map.Phone), turn.WasKnown(map.Lid))
        && turns.SkipWhile(other => other != turn).Any(later => later.After.Identifiers.GetValueOrDefault(map.Phone) is { IsKnown: true }
            && later.After.Identifiers.GetValueOrDefault(map.Lid) is { IsKnown: true } && Turn.Joined(later.After).GetValueOrDefault(map.Phone) == map.Lid));

    /// <summary>Whom each identifier was one with, one after the other.</summary>
    public static Dictionary<Identifier, List<Identifier>> Joins(Turns turns)
    {
        var joins = new Dictionary<Identifier, List<Identifier>>();
        foreach (var (id, other) in turns.SelectMany(turn => Turn.Joined(turn.After)))
        {
            var others = joins.TryGetValue(id, out var known) ? known : joins[id] = [];
            if (others.Count == 0 || others[^1] != other)
            {
                others.Add(other);
            }
        }

        return joins;
    }

    public static IEnumerable<Identifier> Rejoined(Turns turns) => Joins(turns).Where(entry => entry.Value.Count > 1).Select(entry => entry.Key);

    public static bool Recycled(Turns turns) => Rejoined(turns).Any(id => !id.IsLid
        && turns.SelectMany(turn => turn.ListedAfter.Contacts.Values).Where(contact => contact.PhoneNumber == id.Text && contact is { Name: not "", Lid: not "" })
            .GroupBy(contact => contact.Lid, contact => contact.Name).SelectMany(names => names.Distinct()).Distinct().Count() > 1);

    /// <summary>Whether one remembers one who remembers another, so many steps on.</summary>
    public static bool Follow(Turn turn, IdentifierFacts facts, int steps)
    {
        var passed = new HashSet<Identifier>();
        for (; facts.Partner is { } partner && passed.Add(partner.Other); facts = turn.After.Identifiers.GetValueOrDefault(partner.Other, IdentifierFacts.Unknown))
        {
            // On to the next.
        }

        return passed.Count >= steps;
    }

    public static bool LearntOwn(Turns turns, bool isLid) =>
        turns.Any(turn => turn.Line is SessionObservation session && session.Own.Any(id => id.IsLid == isLid && turn.WasListed(id)));

    public static bool HasLeaver(Turn turn) => turn.Line is GroupObservation && Turn.Current(turn.Before).Except(Turn.Current(turn.After)).Any();

    public static bool Returned(Turns turns)
    {
        var left = new HashSet<(Identifier, GroupJid)>();
        foreach (var turn in turns)
        {
            if (left.Overlaps(Turn.Current(turn.After)))
            {
                return true;
            }

            left.UnionWith(HasLeaver(turn) ? Turn.Current(turn.Before).Except(Turn.Current(turn.After)) : []);
        }

        return false;
    }

    public static bool Forgotten(Turns turns, Func<Turn, Identifier, bool> how) => turns.Any(turn => turn.Line is Forget forget && how(turn, forget.Id));
}
