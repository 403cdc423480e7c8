using Gateway.Api.Demo;

namespace Gateway.Bench.Data;

/// <summary>
/// Names of one language as the demo has them, many times as many: given and family names are cut in two and joined anew, so that
/// the pieces of text that occur are as many as among real names.
/// </summary>
/// <param name="weight">Of a thousand people, about.</param>
/// <param name="numbers">The country's mobile numbers, <c>#</c> a digit.</param>
internal sealed class Names(Culture culture, int weight, params string[] numbers)
{
    /// <summary>Calibrated to a mean of 14 code points over all.</summary>
    private const int ChanceOfMore = 28;

    private static readonly string[] s_emoji = ["🌸", "⚽", "🔥", "🎧", "💼", "🐈", "☀️", "👩‍💻", "❤️", "🇮🇩"];

    public static IReadOnlyList<Names> All { get; } =
    [
        new(EastAsia.Indonesian, 180, "62812########", "62813########", "62821########", "62852########", "62857########", "62878########", "62895########"),
        new(AmericaAndIberia.Portuguese, 110, "55119########", "55219########", "55319########", "55859########"),
        new(SouthAsia.Hindi, 90, "9198########", "9199########", "9170########"),
        new(AmericaAndIberia.Spanish, 80, "5215########", "54911########", "573########", "346########"),
        new(MiddleEastAndAfrica.Arabic, 70, "2010########", "2011########", "9665########", "9715#######"),
        new(EasternEurope.Russian, 60, "7916#######", "7925#######", "7903#######"),
        new(EastAsia.Chinese, 60, "86138########", "86151########", "86186########"),
        new(WesternEurope.German, 40, "49151########", "49176########", "43664#######"),
        new(AmericaAndIberia.American, 40, "1212#######", "1310#######", "1415#######", "1713#######"),
        new(EasternEurope.Turkish, 35, "90532#######", "90544#######"),
        new(EastAsia.Japanese, 30, "8190########", "8180########"),
        new(EastAsia.Korean, 25, "8210########"),
        new(EastAsia.Thai, 25, "668########", "669########"),
        new(MiddleEastAndAfrica.Hebrew, 25, "97250#######", "97254#######"),
        new(EasternEurope.Greek, 20, "3069########"),
        new(WesternEurope.French, 30, "336########", "337########"),
        new(EastAsia.Vietnamese, 25, "849########"),
        new(MiddleEastAndAfrica.Yoruba, 20, "234803#######"),
        new(SouthAsia.Bengali, 15, "88017########"),
        new(SouthAsia.Tamil, 10, "9194########"),
        new(EastAsia.Taiwanese, 10, "8869########"),
    ];

    private static readonly int s_weights = All.Sum(names => names.Weight);

    private int Weight => weight;

    public static Names Pick(Dice dice)
    {
        var at = dice.Below(s_weights);
        return All.First(names => (at -= names.Weight) < 0);
    }

    /// <summary>A number that no other <paramref name="index"/> below 10,000,000 has of this pattern.</summary>
    public string Number(Dice dice, ulong index)
    {
        var pattern = dice.Pick(numbers);
        var digits = pattern.Count(mark => mark == '#');
        var scattered = ((index * 2_654_435_769UL) + 1_618_033UL) % (ulong)Math.Pow(10, digits);
        return pattern[..^digits] + scattered.ToString().PadLeft(digits, '0');
    }

    public string Business(Dice dice) => dice.Chance(50) ? dice.Pick(culture.Businesses) : $"{dice.Pick(culture.Businesses)} {dice.Pick(culture.Places)}";

    public string Name(Dice dice)
    {
        var (one, other) = (culture.Name(dice), culture.Name(dice));
        var (given, family) = (Join(one.Given, other.Given), Join(one.Family, other.Family));
        var whole = one.Full.Replace(one.Family, family, StringComparison.Ordinal).Replace(one.Given, given, StringComparison.Ordinal);
        var name = dice.Below(10) switch
        {
            0 => given,
            1 => $"{given} {dice.Pick(culture.Notes)}",
            2 when dice.Chance(60) => $"{given} {dice.Pick(s_emoji)}",
            3 when dice.Chance(25) => $"{given}{dice.Between(1, 2099)}",
            4 => whole.ToLowerInvariant(),
            _ => whole,
        };
        return dice.Chance(ChanceOfMore) ? $"{name} {dice.Pick(dice.Chance(50) ? culture.Places : culture.Notes)}" : name;
    }

    /// <summary>The beginning of one and the end of the other.</summary>
    private static string Join(string one, string other)
    {
        var (head, tail) = (one.EnumerateRunes().ToList(), other.EnumerateRunes().ToList());
        return one == other || head.Count + tail.Count < 4
            ? one
            : string.Concat(head.Take((head.Count + 1) / 2).Concat(tail.Skip(tail.Count / 2)));
    }
}
