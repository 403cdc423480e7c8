using System.Diagnostics;
using Gateway.Domain.Ingest;
using Gateway.Domain.Whatsapp;

namespace Gateway.Api.Demo;

/// <summary>A made-up group and who is in it.</summary>
/// <param name="Culture">Null where people of all languages meet.</param>
/// <param name="IsByLid">Members are named by LID where one is known, as in groups that hide numbers.</param>
/// <param name="Room">How many it takes.</param>
internal sealed record DemoGroup(GroupJid Jid, string Name, Culture? Culture, bool IsByLid, int Room)
{
    public List<DemoPerson> Members { get; } = [];

    public bool HasRoom => Members.Count < Room;

    public GroupObservation WholeList() => WholeList(Members, person => person.SeenWithNames(IsByLid));

    public GroupObservation WholeListOf(IEnumerable<DemoPerson> stayers) => WholeList(stayers, person => person.Seen(IsByLid));

    private GroupObservation WholeList(IEnumerable<DemoPerson> members, Func<DemoPerson, PersonObservation> seen) =>
        new(Jid, Name, [.. members.Select((person, place) => seen(person) with { Role = Role(place) })], Complete: true, At: null);

    private static string Role(int place) => place == 0 ? "superadmin" : place % 13 == 5 ? "admin" : "member";
}

/// <summary>Makes groups up and puts people into them.</summary>
internal sealed class DemoGroups(Dice dice)
{
    private const int LeastMembers = 5;

    /// <param name="ofCultures">How many groups of one language each.</param>
    /// <param name="first">Where a culture's two names begin that are meant.</param>
    public IReadOnlyList<DemoGroup> Make(int ofCultures, int first, IReadOnlyList<string> international)
    {
        var names = Cultures.All.SelectMany(culture => new[] { (culture, first), (culture, first + 1) });
        var local = dice.Shuffle(names).Take(ofCultures).Select(name => Make(name.culture, name.Item2));
        return [.. local, .. international.Select(name => new DemoGroup(Jid(), name, null, dice.Chance(40), dice.Between(80, 150)))];
    }

    /// <summary>Everybody who is in groups joins one to three, most often of their own language.</summary>
    public void Fill(IReadOnlyList<DemoGroup> groups, IReadOnlyList<DemoPerson> people)
    {
        var joiners = dice.Shuffle(people.Where(person => person.IsInGroups));
        foreach (var person in joiners)
        {
            var throwOfCount = dice.Below(100);
            for (var joins = throwOfCount < 65 ? 1 : throwOfCount < 90 ? 2 : 3; joins > 0; joins--)
            {
                Join(groups, person);
            }
        }

        foreach (var group in groups)
        {
            group.Members.AddRange(joiners.Except(group.Members).Take(LeastMembers - group.Members.Count).ToList());
        }
    }

    private void Join(IReadOnlyList<DemoGroup> groups, DemoPerson person)
    {
        var open = groups.Where(group => group.HasRoom && !group.Members.Contains(person)).ToList();
        var own = open.FindAll(group => group.Culture == person.Culture);
        var mixed = open.FindAll(group => group.Culture is null);
        var choice = own.Count > 0 && dice.Chance(75) ? own : mixed.Count > 0 ? mixed : open;
        dice.Pick(choice).Members.Add(person);
    }

    private DemoGroup Make(Culture culture, int name) =>
        new(Jid(), culture.Groups[name], culture, dice.Chance(40), int.IsEvenInteger(name) ? dice.Between(5, 14) : dice.Between(30, 150));

    /// <summary>One in six in the old style, creator and time.</summary>
    private GroupJid Jid()
    {
        var user = dice.Chance(16) ? dice.Digits("447700900###-15########") : dice.Digits("1203634###########");
        return GroupJid.TryParse(user + GroupJid.Suffix, out var group) ? group : throw new UnreachableException();
    }
}
