using FsCheck;
using FsCheck.Fluent;

namespace Gateway.UnitTests;

/// <summary>Texts that hurt: every sort of character that some rule treats apart, lone surrogates included.</summary>
internal static class Texts
{
    private static readonly string[] s_pieces =
    [
        "a", "B", "z", " ", "\t", "\n", "\0", "\u001b", "\u0085", "0", "7", "12345", "+", "-", ".", "(", ")", "\u2219", "\u00a0",
        "\u200e", "\u200d", "\u00ad", "\u3164", "\u2800", "\u2022", "@lid", "X", "\ud83d\udc68\u200d\ud83d\udc66", "\u0301", "\u00e9", "e\u0301", "\u00df", "\u1e9e", "\u03a3", "\u03c2", "\u0130", "\u0131", "\uff21", "\ufb03", "\u0424",
        "\ud835\udcd0", "\ud83d\ude00", "\ud800", "\udc00", "\ufffd", "\ufeff", "\u3000", "\u0345", "\u1fb7", "\u0660", "\ufdfa", "\u10a0", "\uab70",
    ];

    public static Gen<string> Any { get; } =
        Gen.Elements(s_pieces).Or(Gen.Choose(0, 0xFFFD).Select(unit => ((char)unit).ToString())).ArrayOf().Select(string.Concat);

    /// <summary>No lone surrogates: what strict UTF-8 decoding lets through.</summary>
    public static Gen<string> WellFormed { get; } = Any.Select(text => string.Concat(text.EnumerateRunes()));

    public static Gen<string> Ascii { get; } = Gen.Choose(0, 127).Select(unit => (char)unit).ArrayOf().Select(units => new string(units));

    public static Gen<string> Digits { get; } = Gen.Elements("0123456789".ToCharArray()).ArrayOf().Select(units => new string(units));
}
