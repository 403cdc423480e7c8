namespace Gateway.IntegrationTests.Oracle;

/// <summary>Few people, few names, few moments: so that everything collides with everything.</summary>
internal sealed class RandomHistory(Random dice)
{
    public static readonly string[] Groups = ["1@g.us", "6281234567890-1600000000@g.us", "120363021234567890@g.us"];

    private static readonly string?[] s_names =
    [
        null, null, null, "", "Anna", "ANNA MÜLLER", "Straße", "STRASSE", "Σίσυφος", "ΣΊΣΥΦΟΣ", "Фёдор", "李小龍", "ﬁona", "Ａlice", "İpek", "ırmak",
        "  trimmed ", "100%", "a_b", "back\\slash", "e\u0301", "é", "12345", "+62 812-345", "+1 (202) 555-0123", "1234", "tab\tbed", "\u0007", "🙂 Zoe", "Zoë", "مريم \u200f", "王",
        "\uFFFD", "a\uFFFEb", "\uFFFF", "\U0001D400", "\uFB03", new string('x', 300), "ﷺ", "ǆ", "Ω", "ſ", "\u1E9E",
        "\u200fمحمد\u200f علي", "K\u200b\u200bate", "M\u00adüller", "می\u200cخواهم", "\u2764\ufe0f", "\u3164", "\u200e \u2800", "\u0301", "1@lid", "6281234567890@s.whatsapp.net",
        "+55 ∙∙∙∙∙∙∙21", "+55•••••••21", "+1XXXXXXX80", "Max", string.Concat(Enumerable.Repeat("👨\u200d👩\u200d👧\u200d👦", 40)),
    ];

    private static readonly string?[] s_statuses = [null, "connected", "disconnected", "unknown"];

    private readonly string[] _phones = [.. Enumerable.Range(0, 5).Select(_ => $"{dice.Next(1, 9)}{dice.NextInt64(10_000, 99_999_999_999)}").Distinct()];
    private readonly string[] _lids = [.. Enumerable.Range(1, 5).Select(number => $"{(dice.Next(2) == 0 ? number : dice.NextInt64(100_000_000_000_000))}@lid").Distinct()];

    /// <summary>What to look for: parts of names and numbers, and nobody's.</summary>
    public IReadOnlyCollection<string?> Terms() =>
    [
        null, "", Piece(s_names[dice.Next(s_names.Length)]), Piece(s_names[dice.Next(s_names.Length)]), Piece(_phones[0]), "+" + Piece(_phones[1]), "00" + Piece(_phones[2]),
        "0" + Piece(_phones[3]), "a", "ss", "σ", "ф", "%", "_", "\\", "é", "i", " ", "1", "+1", "\u00ad", "\u200e\u200b", "ka\u200dTE", "nobody at all",
    ];

    public string Anybody() => dice.Next(2) == 0 ? Phone() : Lid();

    /// <param name="clock">Of the import: stated times lie about it and meet its arrivals.</param>
    public IReadOnlyList<Line> Lines(int count, long clock) => [.. Enumerable.Range(0, count).Select(_ => Any(At(clock)))];

    private Line Any(long? at) => dice.Next(12) switch
    {
        < 4 => new ContactLine(Anyone(), dice.Next(3) > 0, at),
        < 8 => new GroupLine(Groups[dice.Next(Groups.Length)], [.. Enumerable.Range(0, dice.Next(5)).Select(_ => Anyone())], dice.Next(2) == 0, at),
        < 11 => new MappingLine(Lid(), Phone(), at),
        _ => new SessionLine(
            dice.Next(6) == 0 ? Phone() : null, dice.Next(9) == 0 ? Lid() : null, s_statuses[dice.Next(s_statuses.Length)], at),
    };

    private long? At(long clock) => dice.Next(2) == 0 ? null : dice.Next(3) switch
    {
        0 => clock + dice.Next(-3, 6),
        1 => clock - (dice.Next(1, 4) * 60_000_000L),
        _ => clock + (dice.Next(-2, 3) * 60_000_000L),
    };

    private Person Anyone() =>
        dice.Next(3) == 0 ? new Person(Lid(), null, Name(), Name(), Name()) : new Person(Phone(), dice.Next(3) == 0 ? Lid() : null, Name(), Name(), Name());

    private string? Name() => s_names[dice.Next(s_names.Length)];

    private string Phone() => _phones[dice.Next(_phones.Length)];

    private string Lid() => _lids[dice.Next(_lids.Length)];

    private string Piece(string? text)
    {
        var start = dice.Next((text ?? "").Length + 1);
        var piece = (text ?? "")[start..Math.Min((text ?? "").Length, start + dice.Next(1, 6))];
        return piece.Any(character => char.IsControl(character) || char.IsSurrogate(character)) ? "" : piece;
    }
}
