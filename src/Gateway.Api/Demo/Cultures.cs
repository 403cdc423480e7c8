namespace Gateway.Api.Demo;

/// <summary>
/// Where the made-up people come from. Common given and family names, combined at random; whoever really has such a name
/// is not meant.
/// </summary>
internal static class Cultures
{
    public static IReadOnlyList<Culture> All { get; } =
    [
        AmericaAndIberia.American, AmericaAndIberia.Spanish, AmericaAndIberia.Portuguese,
        EastAsia.Thai, EastAsia.Indonesian, EastAsia.Vietnamese, EastAsia.Chinese, EastAsia.Taiwanese, EastAsia.Japanese, EastAsia.Korean,
        EasternEurope.Polish, EasternEurope.Greek, EasternEurope.Russian, EasternEurope.Ukrainian, EasternEurope.Turkish, EasternEurope.Georgian,
        MiddleEastAndAfrica.Arabic, MiddleEastAndAfrica.Hebrew, MiddleEastAndAfrica.Persian,
        MiddleEastAndAfrica.Amharic, MiddleEastAndAfrica.Yoruba, MiddleEastAndAfrica.Swahili,
        SouthAsia.Hindi, SouthAsia.Bengali, SouthAsia.Tamil, SouthAsia.Urdu,
        WesternEurope.British, WesternEurope.Irish, WesternEurope.German, WesternEurope.French, WesternEurope.Italian, WesternEurope.Swedish,
    ];

    private static readonly Culture[] s_common =
    [
        WesternEurope.German, WesternEurope.French,
        AmericaAndIberia.Spanish, AmericaAndIberia.Portuguese, AmericaAndIberia.American,
        EasternEurope.Russian, EasternEurope.Turkish,
        MiddleEastAndAfrica.Arabic,
        SouthAsia.Hindi,
        EastAsia.Indonesian, EastAsia.Chinese, EastAsia.Japanese,
    ];

    /// <summary>Without end; every culture comes once in each round, the common ones twice.</summary>
    public static IEnumerable<Culture> Deal(Dice dice)
    {
        while (true)
        {
            foreach (var culture in dice.Shuffle(All.Concat(s_common)))
            {
                yield return culture;
            }
        }
    }
}
