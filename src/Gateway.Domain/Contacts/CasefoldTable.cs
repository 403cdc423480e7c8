using System.Globalization;
using System.Text;

namespace Gateway.Domain.Contacts;

/// <summary>Unicode's property NFKC_Casefold: the text that each code point folds to, read from NfkcCasefold.txt.</summary>
internal static class CasefoldTable
{
    /// <summary>The version of Unicode that the table is of.</summary>
    public const string UnicodeVersion = "15.0";

    private const int PageSize = 256;
    private const int CodePoints = 0x110000;

    // Pages of code points, an array each where one of them has a mapping: a name is looked up letter by letter.
    private static readonly string?[]?[] s_pages = ReadPages();

    /// <summary>Returns the mapping: empty where the code point is dropped, null where it stays as it is.</summary>
    public static string? MappingOf(Rune rune) => s_pages[rune.Value / PageSize]?[rune.Value % PageSize];

    private static string?[]?[] ReadPages()
    {
        var pages = new string?[]?[CodePoints / PageSize];
        using var stream = typeof(CasefoldTable).Assembly.GetManifestResourceStream("NfkcCasefold.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            // <code point>[..<last code point>]; <mapping>
            if (!line.StartsWith('#') && line.Split(';') is [var range, var mapping])
            {
                var text = string.Concat(mapping.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(point => char.ConvertFromUtf32(CodePoint(point))));
                var ends = range.Split("..");
                for (var point = CodePoint(ends[0]); point <= CodePoint(ends[^1]); point++)
                {
                    (pages[point / PageSize] ??= new string?[PageSize])[point % PageSize] = text;
                }
            }
        }

        return pages;
    }

    private static int CodePoint(string hex) => int.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
