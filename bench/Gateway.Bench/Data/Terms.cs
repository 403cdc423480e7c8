using System.Text;
using Gateway.Api.Demo;
using Gateway.Domain.Contacts;

namespace Gateway.Bench.Data;

/// <summary>A search term as a caller writes it.</summary>
/// <param name="Class">Where it was taken from.</param>
internal sealed record Term(string Text, string Class)
{
    private readonly SearchTerm _search = SearchTerm.TryParse(Text, out var search) ? search! : throw new FormatException("No term.");

    public SearchTerm Search => _search;

    /// <summary>In code points, folded.</summary>
    public int Length => Search.Text.EnumerateRunes().Count();

    public string Script => Scripts.Of(Search.Text);
}

/// <summary>Terms cut from the data and from noise by a seeded generator: every length from 1 to 12, every script, digits of every length.</summary>
internal sealed class Terms
{
    private const int Longest = 12;
    private const int NamesOfScript = 3;
    private const int Tries = 20_000;
    private readonly Dice _dice = new(0x7E12);
    private readonly Crowd _crowd;
    private readonly List<Term> _terms = [];

    private Terms(Crowd crowd) => _crowd = crowd;

    public static IReadOnlyList<Term> Of(Crowd crowd)
    {
        var terms = new Terms(crowd);
        for (var length = 1; length <= Longest; length++)
        {
            terms.AddOfLength(length);
        }

        foreach (var script in Scripts.All.Where(script => script != "digits"))
        {
            terms.AddOfScript(script);
        }

        terms.AddFormattedNumbers();
        return terms._terms;
    }

    private void AddOfLength(int length)
    {
        Add("name", () => Cut(Name(), length));
        Add("name", () => Cut(Name(), length));
        Add("beginning", () => string.Concat(Name().EnumerateRunes().Take(length)), length);
        Add("number", () => Cut(_crowd.Person(_dice.Between(0, _crowd.Size - 1)).Phone, length), length);
        Add("noise", () => Noise(length), length);
        Add("digits", () => _dice.Digits(new string('#', length)), length);
    }

    private void AddOfScript(string script)
    {
        for (var i = 0; i < NamesOfScript; i++)
        {
            Add("script", () => Cut(Name(), _dice.Between(1, 1 + (2 * i))), accepts: term => term.Script == script);
        }
    }

    /// <summary>As people write them: "+62 812", "(812) 3456", "0812-3456".</summary>
    private void AddFormattedNumbers()
    {
        foreach (var form in new[] { "+{0} {1}", "+{0}", "+{0} {1}-{2}", "({1}) {2}", "0{1}-{2}", "00{0} {1}" })
        {
            Add("formatted number", () =>
            {
                var phone = _crowd.Person(_dice.Between(0, _crowd.Size - 1)).Phone;
                return string.Format(form, phone[..2], phone[2..5], phone[5..9]);
            });
        }
    }

    /// <summary>The first that is new, of that length when folded, and accepted; none where there is none.</summary>
    private void Add(string origin, Func<string> make, int? length = null, Func<Term, bool>? accepts = null)
    {
        for (var i = 0; i < Tries; i++)
        {
            var text = make();
            if (text.Trim() != text || text.Length == 0)
            {
                continue;
            }

            var term = new Term(text, origin);
            if ((length is null || term.Length == length) && (accepts is null || accepts(term)) && _terms.TrueForAll(known => known.Search.Text != term.Search.Text))
            {
                _terms.Add(term);
                return;
            }
        }
    }

    private string Name()
    {
        var person = _crowd.Person(_dice.Between(0, _crowd.Size - 1));
        return TextFolding.Fold(person.Business.Length > 0 && _dice.Chance(50) ? person.Business : person.Name);
    }

    private string Cut(string text, int length)
    {
        var runes = text.EnumerateRunes().ToList();
        return runes.Count < length ? "" : string.Concat(runes.Skip(_dice.Between(0, runes.Count - length)).Take(length));
    }

    /// <summary>Letters of one name, thrown together: likely of some, rarely of any.</summary>
    private string Noise(int length)
    {
        var letters = Name().EnumerateRunes().Where(Rune.IsLetter).ToList();
        return letters.Count == 0 ? "" : string.Concat(Enumerable.Range(0, length).Select(_ => _dice.Pick(letters)));
    }
}
