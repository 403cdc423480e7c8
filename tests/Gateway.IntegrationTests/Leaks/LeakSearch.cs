using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Gateway.IntegrationTests.Leaks;

/// <summary>Looks for secrets in lines of logs: every one by itself, and what has the form of one.</summary>
internal sealed partial class LeakSearch(IReadOnlySet<Secret> secrets)
{
    /// <summary>
    /// Help texts show two people, two sentences have a word that tests look for; traces of exceptions show where whoever built
    /// the program keeps it.
    /// </summary>
    private static readonly string[] s_harmless =
        ["6281234567890@s.whatsapp.net", "205227043110953@lid", "Nothing is stored of such a person.", "A person's JID is such as", Repository(), Path.GetTempPath()];

    private static readonly SecretKind[] s_words = [SecretKind.Name, SecretKind.Term];
    private readonly SearchValues<string> _words = SearchValues.Create(
        [.. secrets.Where(secret => s_words.Contains(secret.Kind)).Select(secret => secret.Text)], StringComparison.OrdinalIgnoreCase);

    /// <summary>What the line tells; empty when it tells nothing.</summary>
    public IReadOnlyList<(string What, string Text)> In(string line) => [.. Readings(line).SelectMany(Told).Distinct()];

    /// <summary>As it stands, and as what it may have been before a JSON writer or a URL took it.</summary>
    private static IEnumerable<string> Readings(string line)
    {
        var text = s_harmless.Aggregate(Frame().Replace(line, ""), (rest, harmless) => rest.Replace(harmless, "", StringComparison.Ordinal));
        yield return text;
        if (text.Contains('\\', StringComparison.Ordinal))
        {
            yield return text = Escape().Replace(text, escape => Character(escape.ValueSpan[1..]));
        }

        if (text.Contains('%', StringComparison.Ordinal))
        {
            yield return Uri.UnescapeDataString(text);
        }
    }

    private IEnumerable<(string What, string Text)> Told(string text)
    {
        foreach (Match form in Form().Matches(text))
        {
            yield return ("the form of a secret", form.Value);
        }

        foreach (Match number in Secret.Number().Matches(text))
        {
            if (secrets.Contains(new(SecretKind.Number, number.Value)))
            {
                yield return ("a number", number.Value);
            }
        }

        foreach (Match piece in Secret.Piece().Matches(text))
        {
            foreach (var kind in new[] { SecretKind.Cursor, SecretKind.Token }.Where(kind => secrets.Contains(new(kind, piece.Value))))
            {
                yield return (kind == SecretKind.Cursor ? "a cursor" : "a token", piece.Value);
            }
        }

        var shape = Secret.ShapeOf(text);
        if (shape.AsSpan().IndexOfAny(_words) is >= 0 and var index)
        {
            yield return ("a name or term", shape[index..Math.Min(index + 40, shape.Length)]);
        }
    }

    private static string Repository([CallerFilePath] string path = "") => path[..^"tests/Gateway.IntegrationTests/Leaks/LeakSearch.cs".Length];

    private static string Character(ReadOnlySpan<char> escape) => escape switch
    {
        ['u', .. var digits] => ((char)ushort.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString(),
        "n" or "r" or "t" or "b" or "f" => " ",
        _ => escape.ToString(),
    };

    /// <summary>A method in the trace of an exception, with the types and names of its parameters: the program's own words.</summary>
    [GeneratedRegex(@"(?<=\s{3})at [\w.<>`+|]+(\[[\w,.`+ ]*\])?\([\w.<>`+|&*,\[\] ]*\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Frame();

    /// <summary>A URL's query, a whole API key, a login token, a JID, a password.</summary>
    [GeneratedRegex(@"[?&](q|group|cursor|access_token)=|\bwa_[0-9A-Za-z]{38}|\beyJ[0-9A-Za-z_-]{10,}\.[0-9A-Za-z_-]+|\b[0-9]{5,}([.:][0-9:]+)?@(s\.whatsapp\.net|c\.us|g\.us|hosted|lid)|(?i:password=)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Form();

    [GeneratedRegex(@"\\(u[0-9A-Fa-f]{4}|.)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Escape();
}
