using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gateway.IntegrationTests.Leaks;

internal enum SecretKind
{
    /// <summary>A phone's, a LID's or a group's digits.</summary>
    Number,
    Name,

    /// <summary>What somebody looked for.</summary>
    Term,
    Cursor,

    /// <summary>A piece of what opens a door: an API key, a login token, a password, a key that signs cursors.</summary>
    Token,
}

/// <summary>Something that a test has told a program or been told by it, and that no log may hold.</summary>
/// <param name="Text">In the form that <see cref="LeakSearch"/> looks for.</param>
internal readonly partial record struct Secret(SecretKind Kind, string Text)
{
    private const int ShortestName = 6;
    private const int FewestLetters = 4;

    /// <summary>Names of parameters, which the request log tells; random requests look for them, too.</summary>
    private static readonly string[] s_public = ["source", "cursor", "session"];

    /// <summary>All that lines of observations, requests, answers and settings hold.</summary>
    public static IEnumerable<Secret> In(string text)
    {
        foreach (Match number in Number().Matches(text))
        {
            yield return new(SecretKind.Number, number.Value);
        }

        foreach (Match name in Name().Matches(text))
        {
            foreach (var secret in Words(SecretKind.Name, Unescaped(name.Groups["text"].Value)))
            {
                yield return secret;
            }
        }

        foreach (Match term in Term().Matches(text))
        {
            var decoded = Uri.UnescapeDataString(term.Groups["text"].Value.Replace('+', ' '));
            foreach (var secret in Words(SecretKind.Term, decoded).Concat(Number().Matches(decoded).Select(number => new Secret(SecretKind.Number, number.Value))))
            {
                yield return secret;
            }
        }

        foreach (var secret in Pieces(SecretKind.Cursor, Cursor().Matches(text)).Concat(Pieces(SecretKind.Token, Token().Matches(text))))
        {
            yield return secret;
        }
    }

    /// <summary>Digits are as good as any other: who tells <c>Person 7</c> may have told of Person 8.</summary>
    public static string ShapeOf(string text) => Digits().Replace(text, "#");

    /// <summary>Too short a name is part of ordinary words.</summary>
    private static IEnumerable<Secret> Words(SecretKind kind, string text)
    {
        var shape = ShapeOf(text.ReplaceLineEndings(" ").Replace('\t', ' ').Trim());
        return shape.Length >= ShortestName && shape.Count(char.IsLetter) >= FewestLetters && !s_public.Contains(shape, StringComparer.OrdinalIgnoreCase) ? [new(kind, shape)] : [];
    }

    private static IEnumerable<Secret> Pieces(SecretKind kind, IEnumerable<Match> matches) =>
        matches.SelectMany(match => Piece().Matches(match.Groups["text"].Value)).Select(piece => new Secret(kind, piece.Value));

    private static string Unescaped(string json)
    {
        try
        {
            return json.Contains('\\', StringComparison.Ordinal) ? JsonElement.Parse($"\"{json}\"").GetString()! : json;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return json;
        }
    }

    /// <summary>
    /// Eight digits or more that stand alone: those of a time, a port, a duration are fewer, those of an id touch letters.
    /// </summary>
    [GeneratedRegex("(?<![0-9A-Za-z])[0-9]{8,}(?![0-9A-Za-z])", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    public static partial Regex Number();

    /// <summary>Of a token's or cursor's alphabet, and so long that no two are alike by chance.</summary>
    [GeneratedRegex("[0-9A-Za-z_-]{16,}", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    public static partial Regex Piece();

    [GeneratedRegex("""("(savedName|pushName|businessName)"|@g\.us","name")\s*:\s*"(?<text>([^"\\]|\\.)*)\x22""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Name();

    [GeneratedRegex(@"[?&]q=(?<text>[^&\s]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Term();

    [GeneratedRegex("""([?&]cursor=|"nextCursor":")(?<text>[^&\s"]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Cursor();

    [GeneratedRegex(@"(?<text>wa_[0-9A-Za-z]{38})|(Bearer |Password=|Keys:[0-9]=)(?<text>[^\s;]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Token();

    [GeneratedRegex("[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Digits();
}
