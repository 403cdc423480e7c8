using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace Gateway.IntegrationTests.Document;

/// <summary>Texts that match a pattern: of anchors, characters, classes, groups and quantifiers. Anything else in it is an exception.</summary>
internal sealed class PatternText
{
    private const int Some = 12;
    private const int Many = 400;

    /// <summary>What classes choose from: all of ASCII, and what breaks programs that think of no more.</summary>
    private static readonly string[] s_pool =
    [
        .. Enumerable.Range(0, 128).Select(code => ((char)code).ToString()),
        "\u0085", "\u00a0", "\u00e9", "\u00df", "\u0130", "\u03c2", "\u0424", "\u0661", "\u0301", "\u200d", "\u202e", "\u2028", "\u4e00", "\ufeff", "\ufffd", "\uff21", "\U0001f600", "\U0001d4d0", "\U0010ffff",
    ];

    private readonly string _pattern;
    private int _at;

    private PatternText(string pattern) => _pattern = pattern;

    public static Gen<string> Of(string pattern)
    {
        var reading = new PatternText(pattern is ['^', .. var inner, '$'] ? inner : throw new NotSupportedException($"{pattern} is not anchored."));
        var text = reading.Sequence();
        return reading._at == reading._pattern.Length ? text : throw new NotSupportedException($"{pattern} is not read to its end.");
    }

    private Gen<string> Sequence()
    {
        var text = Gen.Constant("");
        while (_at < _pattern.Length && _pattern[_at] != ')')
        {
            var (before, piece) = (text, Repeated(Atom()));
            text = before.SelectMany(_ => piece, (left, right) => left + right);
        }

        return text;
    }

    private Gen<string> Atom()
    {
        switch (_pattern[_at++])
        {
            case '(':
                var inner = Sequence();
                _at++;
                return inner;
            case '[':
                var end = _pattern.IndexOf(']', _at);
                var one = new Regex($"^({_pattern[(_at - 1)..(end + 1)]})+\\z", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
                _at = end + 1;
                return Gen.Elements(s_pool.Where(text => one.IsMatch(text)));
            case '\\' when char.IsPunctuation(_pattern[_at]):
                return Gen.Constant(_pattern[_at++].ToString());
            case '\\' or '.' or '|' or '^' or '$' or '+' or '*' or '?' or '{':
                throw new NotSupportedException($"{_pattern} has at {_at} what is not generated.");
            default:
                return Gen.Constant(_pattern[_at - 1].ToString());
        }
    }

    private Gen<string> Repeated(Gen<string> atom)
    {
        var (least, most) = Quantifier();
        var count = most is { } bound
            ? Gen.Choose(least, bound).Or(Gen.Elements(least, bound))
            : Gen.Frequency((9, Gen.Choose(least, Some)), (1, Gen.Choose(Some, Many)));
        return count.SelectMany(times => atom.ArrayOf(times)).Select(string.Concat);
    }

    private (int Least, int? Most) Quantifier()
    {
        switch (_at < _pattern.Length ? _pattern[_at] : ' ')
        {
            case '?':
                _at++;
                return (0, 1);
            case '*':
                _at++;
                return (0, null);
            case '+':
                _at++;
                return (1, null);
            case '{':
                var end = _pattern.IndexOf('}', _at);
                var bounds = _pattern[(_at + 1)..end].Split(',').Select(bound => int.Parse(bound, CultureInfo.InvariantCulture)).ToArray();
                _at = end + 1;
                return (bounds[0], bounds[^1]);
            default:
                return (1, 1);
        }
    }
}
