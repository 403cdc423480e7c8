namespace Gateway.IntegrationTests.Oracle;

/// <summary>What happens to a crowd between two pages: lines, or somebody is forgotten.</summary>
internal sealed record CrowdChange(IReadOnlyList<Line> Lines, string? Forgotten = null);

/// <summary>Thirty people and what befalls them: they come, are renamed, merge, part, leave groups, are forgotten.</summary>
/// <param name="mayPart">Whether people part and are forgotten, so that an identifier may come again as another person.</param>
internal sealed class Crowd(int seed, bool mayPart)
{
    private const string Team = "1@g.us";
    private const int Size = 30;
    private static readonly string[] s_names = ["Anna", "anton", "BOB", "Straße", "Ω", "李"];
    private readonly Random _dice = new(seed);
    private int _size = Size;

    public OracleFilter Filter() => new(
        _dice.Next(3) switch { 0 => "dm", 1 => "group", _ => null },
        _dice.Next(3) == 0 ? Team : null,
        _dice.Next(3) switch { 0 => "AN", 1 => "9", _ => null });

    /// <summary>Everybody for the first time, phones and LIDs apart.</summary>
    public CrowdChange Arrive() => new([.. Enumerable.Range(0, Size).Select(Seen), Everybody()]);

    public CrowdChange Change() => _dice.Next(mayPart ? 9 : 7) switch
    {
        0 => new([Seen(_size++)]),
        1 or 2 => new([new ContactLine(new Person(Id(Anyone()), Saved: Name()), DirectChat: _dice.Next(2) == 0)]),
        3 or 4 or 5 => new([Merge()]),
        6 => new([Everybody()]),
        7 => new([new MappingLine(Lid(Anyone()), Phone(Anyone()))]),
        _ => new([], Id(Anyone())),
    };

    /// <summary>Even numbers are seen by phone, odd ones by LID.</summary>
    private Line Seen(int number) => _dice.Next(2) == 0
        ? new ContactLine(new Person(Id(number), Push: Name()), DirectChat: true)
        : new GroupLine(Team, [new Person(Id(number), Push: Name())], Complete: false);

    private GroupLine Everybody() =>
        new(Team, [.. Enumerable.Range(0, _size).Where(_ => _dice.Next(3) > 0).Select(number => new Person(Id(number)))], Complete: true);

    /// <summary>Of a fixed pairing, so that who merged stays merged while nobody may part.</summary>
    private MappingLine Merge()
    {
        var pair = _dice.Next(Size / 2);
        return new MappingLine(Lid((2 * (mayPart ? _dice.Next(Size / 2) : (Size / 2) - 1 - pair)) + 1), Phone(2 * pair));
    }

    private int Anyone() => _dice.Next(_size);

    private string? Name() => s_names[_dice.Next(s_names.Length)] + _dice.Next(10);

    private static string Id(int number) => number % 2 == 0 ? Phone(number) : Lid(number);

    private static string Phone(int number) => $"{6_281_000_000 + (number / 2 * 37)}";

    private static string Lid(int number) => $"{1_000_000 + (number / 2)}@lid";
}
