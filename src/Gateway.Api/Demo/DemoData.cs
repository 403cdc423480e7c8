using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;

namespace Gateway.Api.Demo;

/// <summary>
/// What the two sessions of the demo know: always the same made-up people in the same order, every line dated in 2026,
/// each later than the one before.
/// </summary>
internal static class DemoData
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);
    private static readonly long s_longestPause = (long)TimeSpan.FromHours(3).TotalMicroseconds;

    /// <summary>A connected number, about 3,000 people.</summary>
    public static IEnumerable<Observation> Shop() => Tell(
        new SessionObservation([Identifier.FromText("447700900000"), Identifier.FromText("11820400000001@lid")], SessionStatus.Connected, At: null),
        seed: 372,
        people: 3200,
        groups => groups.Make(ofCultures: 44, first: 0,
        [
            "Class of 2012 🎓", "Summer campaign ☀️", "Project Atlas", "Sunday football ⚽", "Night shift", "Trade fair Lisbon",
            "Suppliers & logistics 🚚", "VIP customers ✨", "Warehouse moves", "Language exchange 🌍", "Returns & repairs", "Runners' club 🏃",
        ]));

    /// <summary>A number that has been offline since it was last heard of, about 1,500 people.</summary>
    public static IEnumerable<Observation> Community() => Tell(
        new SessionObservation([Identifier.FromText("33639980000"), Identifier.FromText("21820400000002@lid")], SessionStatus.Disconnected, At: null),
        seed: 2273,
        people: 1600,
        groups => groups.Make(ofCultures: 34, first: 2,
        [
            "Neighbours of Harbour Square 🏘️", "Community garden 🌱", "Choir without borders 🎶", "Lost & found", "Esperanto ĉiulunde",
            "Parents of year 4", "Volunteers 2026 🤝", "Chess on Tuesdays ♟️",
        ]));

    private static IEnumerable<Observation> Tell(
        SessionObservation own, ulong seed, int people, Func<DemoGroups, IReadOnlyList<DemoGroup>> makeGroups)
    {
        var dice = new Dice(seed);
        var numbers = new DemoNumbers(dice, own.Own);
        var maker = new DemoPeople(dice, numbers);
        var crowd = maker.Make(people).ToList();
        var gatherer = new DemoGroups(dice);
        var groups = makeGroups(gatherer);
        gatherer.Fill(groups, crowd);
        var at = Timestamp.From(s_start);
        foreach (var line in new DemoStory(dice, numbers, maker, crowd, groups).Tell().Prepend(own))
        {
            at += 1 + dice.Below(s_longestPause);
            yield return line with { At = at };
        }
    }
}
