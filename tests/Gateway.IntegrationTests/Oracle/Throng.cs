namespace Gateway.IntegrationTests.Oracle;

/// <summary>
/// People whom several sources speak of at once, in lines whose outcome does not depend on their order: who is mapped stays
/// mapped to the same, and what can contradict itself states its time. In their midst are stable people, of whom lines only
/// ever say again what was said at first.
/// </summary>
/// <param name="prefix">Two digits that all identifiers begin with.</param>
internal sealed class Throng(string prefix, int people, long clock)
{
    public const int Stable = 300;

    /// <summary>Who is in it stays in it.</summary>
    public const string StableGroup = "99@g.us";
    private const int OpenGroups = 5;
    private const int ClosedGroups = 20;

    public static IEnumerable<string> Groups =>
        Enumerable.Range(0, OpenGroups).Select(Open).Concat(Enumerable.Range(0, ClosedGroups).Select(Closed)).Append(StableGroup);

    /// <summary>Every stable person, amid as many others.</summary>
    public IEnumerable<Line> First() => Enumerable.Range(0, Stable).SelectMany(number => new Line[]
    {
        new ContactLine(new Person(number % 2 == 0 ? Phone(number) : Lid(number)), DirectChat: true),
        StableContact(number),
        StableMember(number),
    });

    /// <summary>What one source tells.</summary>
    public IEnumerable<Line> Of(int source, int lines)
    {
        var dice = new Random(source);
        return Enumerable.Range(0, lines).Select<int, Line>(_ => dice.Next(20) switch
        {
            < 6 => new ContactLine(Anyone(dice), DirectChat: dice.Next(2) == 0),
            < 10 => new ContactLine(Anyone(dice) with { Push = Name(dice) }, DirectChat: dice.Next(4) == 0, At(dice)),
            < 12 => Both(dice, Mapped(dice)),
            < 14 => Mapping(Mapped(dice)),
            < 16 => new GroupLine(Open(dice.Next(OpenGroups)), Anybody(dice, 6), Complete: false),
            < 18 => new GroupLine(Closed(dice.Next(ClosedGroups)), Anybody(dice, 12), Complete: dice.Next(3) == 0, At(dice)),
            18 => StableContact(dice.Next(Stable)),
            _ => StableMember(dice.Next(Stable)),
        });
    }

    /// <summary>Half of the stable people have both identifiers.</summary>
    public ContactLine StableContact(int number) => new(
        new Person(Phone(people + number), number % 2 == 0 ? Lid(people + number) : null, Saved: $"Stable {number}"), DirectChat: true, clock - 1);

    private GroupLine StableMember(int number) => new(StableGroup, [new Person(Phone(people + number))], Complete: false, clock - 1);

    private ContactLine Both(Random dice, int number) => new(new Person(Phone(number), Lid(number), Saved: Name(dice)), DirectChat: false, At(dice));

    private MappingLine Mapping(int number) => new(Lid(number), Phone(number));

    /// <summary>Every third is never mapped.</summary>
    private int Mapped(Random dice) => (dice.Next(people) / 3 * 3) + dice.Next(2);

    private Person Anyone(Random dice) => new(dice.Next(2) == 0 ? Phone(dice.Next(people)) : Lid(dice.Next(people)));

    private Person[] Anybody(Random dice, int most) => [.. Enumerable.Range(0, dice.Next(1, most)).Select(_ => Anyone(dice))];

    private string Phone(int number) => $"{prefix}{1_000_000 + number}";

    private string Lid(int number) => $"{prefix}{2_000_000 + number}@lid";

    private long At(Random dice) => clock - dice.Next(1, 1_000_000_000);

    private static string Name(Random dice) => $"Nomen {dice.Next(1_000)}";

    private static string Open(int number) => $"1{number:00}@g.us";

    private static string Closed(int number) => $"2{number:00}@g.us";
}
