namespace Gateway.IntegrationTests.Oracle;

/// <summary>
/// Thousands of people and what befalls them: enough that their texts are sealed, of few letters in several scripts, so that
/// parts of every name are everywhere. They come, are renamed, merge, part, join and leave groups, get other numbers, are forgotten.
/// </summary>
internal sealed class Multitude(Random dice)
{
    public const string Team = "1@g.us";
    private const string Choir = "120363021234567890@g.us";
    private static readonly string[] s_parts = ["an", "na", "Ann", "ANNA", "ß", "Str", " ", "-", "李", "明", "王明", "Фё", "дор", "Σί", "σος", "ﬁ", "é", "e\u0301", "🙂", "1", "62", "812"];
    private static readonly string[] s_prefixes = ["", "", "+", "00", "0", "+62 8", "62 81"];
    private int _size;

    public int Size => _size;

    /// <summary>So many for the first time: some by phone, some by LID, some by both, some in a group.</summary>
    public CrowdChange Arrive(int count) => new([.. Enumerable.Range(0, count).Select(_ => Seen(_size++)), Joining(Math.Min(count, 200))]);

    public CrowdChange Change() => dice.Next(16) switch
    {
        0 => Arrive(dice.Next(10) == 0 ? 1_000 : dice.Next(1, 40)),
        1 => Renamed(300), // many enough to be folded in
        < 5 => Renamed(dice.Next(1, 6)),
        < 8 => new([new MappingLine(Lid(Anyone()), Phone(Anyone()))]),
        8 => Merged(),
        9 => new([new ContactLine(new Person(Phone(Anyone()), Lid(_size + dice.Next(1_000)), Push: Name()), DirectChat: false)]), // somebody else's number now
        10 => new([Joining(dice.Next(1, 50))]),
        11 => new([new GroupLine(Group(), [.. Members(dice.Next(300))], Complete: true)]),
        12 => new([new ContactLine(new Person(Id(Anyone())), DirectChat: true)]),
        13 => dice.Next(4) == 0 ? new([new SessionLine(Phone(Anyone()), null, "connected")]) : new([]),
        _ => new([], Forgotten: Id(Anyone())),
    };

    public OracleFilter Filter() => new(
        dice.Next(4) switch { 0 => "dm", 1 => "group", _ => null },
        dice.Next(4) switch { 0 => Team, 1 when dice.Next(2) == 0 => Choir, _ => null },
        Term());

    private string Term() => dice.Next(8) switch
    {
        0 => s_parts[dice.Next(s_parts.Length)],
        < 3 => s_prefixes[dice.Next(s_prefixes.Length)] + Piece(Phone(Anyone()), 1, 8),
        3 => Phone(Anyone()),
        4 => Name(),
        5 => "nobody at all"[..dice.Next(1, 14)],
        _ => Piece(Name() + Name(), 1, 12),
    };

    private Line Seen(int number) => dice.Next(20) switch
    {
        0 => new GroupLine(Group(), [new Person(Id(number), Push: Name())], Complete: false),
        < 6 => new ContactLine(new Person(Phone(number), Lid(number), Saved: Name(), Business: dice.Next(5) == 0 ? Name() : null), DirectChat: true),
        _ => new ContactLine(new Person(Id(number), Saved: dice.Next(8) == 0 ? null : Name()), DirectChat: true),
    };

    private CrowdChange Renamed(int count) =>
        new([.. Enumerable.Range(0, count).Select(_ => new ContactLine(new Person(Id(Anyone()), Saved: Name()), DirectChat: dice.Next(20) == 0))]);

    private CrowdChange Merged() => new([.. Enumerable.Range(0, dice.Next(1, 20)).Select(_ => Anyone()).Select(one => new MappingLine(Lid(one), Phone(one)))]);

    private GroupLine Joining(int count) => new(Group(), [.. Members(count)], Complete: false);

    private IEnumerable<Person> Members(int count) => Enumerable.Range(0, count).Select(_ => new Person(Id(Anyone()))).Distinct();

    private int Anyone() => dice.Next(_size);

    private string Name() => string.Concat(Enumerable.Range(0, dice.Next(1, 7)).Select(_ => s_parts[dice.Next(s_parts.Length)]));

    private string Group() => dice.Next(3) == 0 ? Choir : Team;

    private static string Id(int number) => number % 3 == 0 ? Lid(number) : Phone(number);

    private static string Phone(int number) => $"{6_281_200_000_000 + (number * 7919L)}";

    private static string Lid(int number) => $"{1_000_000 + number}@lid";

    private string Piece(string text, int least, int most)
    {
        var runes = text.EnumerateRunes().ToArray();
        var start = dice.Next(runes.Length);
        return string.Concat(runes[start..Math.Min(runes.Length, start + dice.Next(least, most + 1))]);
    }
}
