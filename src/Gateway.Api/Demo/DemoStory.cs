using Gateway.Domain.Ingest;

namespace Gateway.Api.Demo;

/// <summary>How a session came to know its people, line by line, not yet dated.</summary>
internal sealed class DemoStory(Dice dice, DemoNumbers numbers, DemoPeople maker, IReadOnlyList<DemoPerson> people, IReadOnlyList<DemoGroup> groups)
{
    // Concat, not spreads: whether those throw the dice early is the compiler's choice.
    public IEnumerable<Observation> Tell() =>
        FirstSights().Concat(WholeLists()).Concat(Mappings()).Concat(Departures()).Concat(NewPushNames()).Concat(NewGroupNames()).Concat(RecycledNumber());

    /// <summary>Chats, and the authors of group messages; one in four in groups only is silent until the lists come.</summary>
    private IEnumerable<Observation> FirstSights()
    {
        var groupsOf = groups.SelectMany(group => group.Members.Select(person => (person, group))).ToLookup(pair => pair.person, pair => pair.group);
        foreach (var person in people)
        {
            if (person.Acquaintance != DemoAcquaintance.Group)
            {
                yield return new ContactObservation(person.SeenWithNames(byLid: false), person.HasChat, At: null);
            }
            else if (dice.Chance(75))
            {
                var group = groupsOf[person].First();
                yield return new GroupObservation(group.Jid, group.Name, [person.SeenWithNames(group.IsByLid)], Complete: false, At: null);
            }
        }
    }

    private IEnumerable<Observation> WholeLists() => groups.Select(group => group.WholeList());

    private IEnumerable<Observation> Mappings() =>
        dice.Shuffle(people.Where(person => person.IsMappedLater || person.Acquaintance == DemoAcquaintance.Group))
            .Where(person => person is { Phone: not null, Lid: not null })
            .Select(person => new MappingObservation(person.Lid!.Value, person.Phone!.Value, At: null));

    private IEnumerable<Observation> NewPushNames() =>
        people.Where(person => person is { PushName: not null, BusinessName: null } && dice.Below(60) == 0).Select(person =>
            new ContactObservation(person.Seen(byLid: false) with { PushName = maker.NewPushName(person.Culture) }, DirectChat: false, At: null));

    private IEnumerable<Observation> NewGroupNames() =>
        dice.Shuffle(groups).Take(6).Select(group => new GroupObservation(group.Jid, $"⭐ {group.Name}", [], Complete: false, At: null));

    /// <summary>Later lists of groups that some had left.</summary>
    private IEnumerable<Observation> Departures() =>
        dice.Shuffle(groups.Where(group => group.Members.Count > 20)).Take(8)
            .Select(group => group.WholeListOf(group.Members.Where((_, place) => place == 0 || !dice.Chance(12))));

    /// <summary>A number goes to somebody new; whom it belonged to is still in a group, by LID.</summary>
    private IEnumerable<Observation> RecycledNumber()
    {
        var before = groups.Where(group => group.IsByLid).SelectMany(group => group.Members).First(person =>
            person is { HasChat: true, Phone: not null, Lid: not null, IsMappedLater: false, PushName: not null, SavedName: null, BusinessName: null });
        var (phone, lid) = (before.Phone!.Value, numbers.Lid());
        return
        [
            new MappingObservation(lid, phone, At: null),
            new ContactObservation(new PersonObservation(phone, lid, PushName: maker.NewPushName(before.Culture)), DirectChat: true, At: null),
        ];
    }
}
