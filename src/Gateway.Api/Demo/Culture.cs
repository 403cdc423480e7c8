namespace Gateway.Api.Demo;

/// <summary>
/// What people, businesses and groups of one language are called, and how they are numbered. Lists are separated by
/// a comma and a space.
/// </summary>
/// <param name="numbers">Patterns with <c>#</c> for a digit: reserved for fiction where a country has such, else unassigned.</param>
/// <param name="families">Where women's family names differ: man's form, slash, woman's form.</param>
/// <param name="notes">What savers of a number add to a given name.</param>
/// <param name="groups">Four: a small and a large one for the shop, a small and a large one for the community.</param>
/// <param name="familyGap">What stands between a family name that comes first and the given name; null where it comes last.</param>
internal sealed class Culture(
    string numbers,
    string women,
    string men,
    string families,
    string notes,
    string businesses,
    string places,
    string groups,
    string? familyGap = null)
{
    public string[] Numbers { get; } = Split(numbers);

    public string[] Notes { get; } = Split(notes);

    public string[] Businesses { get; } = Split(businesses);

    public string[] Places { get; } = Split(places);

    public string[] Groups { get; } = Split(groups);

    private readonly string[] _women = Split(women);
    private readonly string[] _men = Split(men);
    private readonly string[] _families = Split(families);

    public DemoName Name(Dice dice)
    {
        var isWoman = dice.Chance(50);
        var given = dice.Pick(isWoman ? _women : _men);
        var forms = dice.Pick(_families).Split('/');
        var family = isWoman ? forms[^1] : forms[0];
        return new DemoName(given, family, familyGap is null ? $"{given} {family}" : string.Concat(family, familyGap, given));
    }

    private static string[] Split(string list) => list.Split(", ");
}

/// <summary>A made-up person's name; <c>Full</c> in the order of its language.</summary>
internal readonly record struct DemoName(string Given, string Family, string Full)
{
    public bool IsGivenFirst => Full.StartsWith(Given, StringComparison.Ordinal);
}
