using System.Text;
using Gateway.IntegrationTests.Leaks;

namespace Gateway.IntegrationTests.Oracle;

/// <summary>Twenty thousand people, always the same: chats, groups small and large, LIDs known, unknown and mapped, many scripts.</summary>
internal static class TwentyThousand
{
    public const int People = 20_000;
    public const string Large = "120363000000000001@g.us";
    public const string Small = "6281234567890-1600000000@g.us";
    public const string DirectOnly = "120363000000000002@g.us";
    private const int Seed = 20_000;

    private static readonly string[] s_given =
    [
        "Anna", "BUDI", "Çağlar", "Дмитрий", "Ελένη", "李伟", "さくら", "김민준", "محمد", "नेहा", "Straße", "Zoë", "İbrahim", "Σίσυφος", "José", "🙂", "O'Brien", "100%", "a_b", "Ａｙａ",
    ];

    private static readonly string[] s_family = ["Smith", "Müller", "Иванов", "Παπαδόπουλος", "王", "佐藤", "حسن", "Nguyễn", "da Silva", "Øster"];

    /// <summary>Every fact comes once, so that the file can be told again without a change.</summary>
    public static IReadOnlyList<Line> Lines(long clock)
    {
        var dice = new Random(Seed);
        var people = Enumerable.Range(0, People).Select(number => Person(number, dice)).ToArray();
        var lines = new List<Line>(people.Length + 1_000);
        lines.AddRange(people.Where((_, number) => number % 5 != 0).Select(person => (Line)new ContactLine(person, dice.Next(3) > 0, At(dice, clock))));
        lines.Add(new GroupLine(Large, [.. people.Where((_, number) => number % 7 == 0).Select(Bare)], Complete: true));
        lines.Add(new GroupLine(Small, [.. people.Where((_, number) => number % 1_999 == 0).Select(Bare)], Complete: false));
        lines.Add(new GroupLine(DirectOnly, [.. people.Where((_, number) => number % 401 == 1).Select(Bare)], Complete: true, clock - 1));
        lines.AddRange(Enumerable.Range(0, 400).Select(group => (Line)new GroupLine(
            $"{500_000 + group}@g.us", [.. Enumerable.Range(0, dice.Next(1, 60)).Select(_ => Bare(people[dice.Next(People)]))], Complete: group % 2 == 0)));
        lines.AddRange(people.Where((person, number) => number % 11 == 0 && person.Lid is null && !IsLid(person.Id))
            .Select(person => (Line)new MappingLine($"{person.Id}9@lid", person.Id, At(dice, clock))));
        return lines;
    }

    public static MemoryStream Ndjson(IEnumerable<Line> lines)
    {
        var text = new LineText(new Random(Seed));
        var ndjson = Encoding.UTF8.GetBytes(string.Join('\n', lines.Select(text.Of)));
        Gathered.Told(ndjson);
        return new MemoryStream(ndjson);
    }

    private static Person Person(int number, Random dice)
    {
        var (phone, lid) = ($"{60 + (number % 37)}{1_000_000_000L + (number * 7_919L)}", $"{200_000_000_000_000L + (number * 104_729L)}@lid");
        string? Name(int every) => dice.Next(every) == 0 ? $"{s_given[dice.Next(s_given.Length)]} {s_family[dice.Next(s_family.Length)]} {dice.Next(1_000)}" : null;
        return dice.Next(4) switch
        {
            0 => new Person(lid, null, Name(2), Name(2), Name(9)),
            1 => new Person(phone, lid, Name(2), Name(2), Name(9)),
            _ => new Person(phone, null, Name(2), Name(2), Name(9)),
        };
    }

    private static Person Bare(Person person) => new(person.Id);

    private static long? At(Random dice, long clock) => dice.Next(2) == 0 ? null : clock - dice.Next(1_000_000_000);

    private static bool IsLid(string id) => id.EndsWith("@lid", StringComparison.Ordinal);
}
