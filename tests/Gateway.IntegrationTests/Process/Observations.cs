using System.Globalization;
using System.Text;
using Gateway.IntegrationTests.Leaks;

namespace Gateway.IntegrationTests.Process;

/// <summary>Lines of the neutral form.</summary>
internal static class Observations
{
    private const int Phones = 6000;
    private const int Groups = 60;

    public static string Chat(string phone, string pushName) =>
        $$"""{"type":"contact","jid":"{{phone}}@s.whatsapp.net","pushName":"{{pushName}}","directChat":true}""";

    public static string ChatByLid(string lid, string pushName) =>
        $$"""{"type":"contact","jid":"{{lid}}@lid","pushName":"{{pushName}}","directChat":true}""";

    public static string Mapping(string lid, string phone) =>
        $$"""{"type":"mapping","lid":"{{lid}}@lid","phone":"{{phone}}@s.whatsapp.net"}""";

    /// <summary>
    /// What a busy number sees: people, renamed, mapped to LIDs, remapped, in groups that they join and leave. All lines are
    /// good. Each kind of name comes by one of the two identifiers: where both carry it, the later wins, and that a repeated
    /// value keeps its time lets a second run end otherwise than the first.
    /// </summary>
    public static List<string> History(int lines, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, lines).Select(_ => Line(random))];
    }

    /// <summary>As a file holds them.</summary>
    public static byte[] Bytes(IEnumerable<string> lines)
    {
        var text = string.Concat(lines.Select(line => line + "\n"));
        Gathered.Told(text);
        return Encoding.UTF8.GetBytes(text);
    }

    private static string Line(Random random) => random.Next(100) switch
    {
        < 35 => Chat(Phone(random), Name(random)),
        < 50 => $$"""{"type":"contact","jid":"{{Phone(random)}}@s.whatsapp.net","lid":"{{Lid(random)}}@lid","pushName":"{{Name(random)}}"}""",
        < 60 => $$"""{"type":"contact","jid":"{{Lid(random)}}@lid","savedName":"{{Name(random)}}","directChat":true}""",
        < 70 => Mapping(Lid(random), Phone(random)),
        < 98 => Group(random),
        _ => "",
    };

    private static string Group(Random random)
    {
        var members = Enumerable.Range(0, random.Next(1, 8))
            .Select(_ => random.Next(2) == 0 ? $"\"{Phone(random)}@s.whatsapp.net\"" : $"\"{Lid(random)}@lid\"");
        var isComplete = random.Next(4) == 0 ? "true" : "false";
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"type":"group","jid":"{{120363021234500000 + random.Next(Groups)}}@g.us","members":[{{string.Join(',', members)}}],"complete":{{isComplete}}}""");
    }

    private static string Phone(Random random) => string.Create(CultureInfo.InvariantCulture, $"{628_120_000_000 + random.Next(Phones)}");

    private static string Lid(Random random) => string.Create(CultureInfo.InvariantCulture, $"{205_227_000_000_000 + random.Next(Phones)}");

    private static string Name(Random random) => string.Create(CultureInfo.InvariantCulture, $"Nomen {random.Next(2000)}");
}
