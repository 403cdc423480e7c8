using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Gateway.Domain.Ingest;

namespace Gateway.UnitTests.Ingest;

internal sealed class LoneSurrogatesTests
{
    [TestCase("""\ud800""", "\uFFFD")]
    [TestCase("""\uDFFF""", "\uFFFD")]
    [TestCase("""a\ud83db""", "a\uFFFDb")]
    [TestCase("""\ud83d\ude00""", "😀")]
    [TestCase("""\uD83D\uDE00""", "😀")]
    [TestCase("""\ude00\ud83d""", "\uFFFD\uFFFD")]
    [TestCase("""\ud83d\ud83d\ude00""", "\uFFFD😀")]
    [TestCase("""\ud83d\ude00\ude00""", "😀\uFFFD")]
    [TestCase("""\ud83d\u0041""", "\uFFFDA")]
    [TestCase("""\ud83d\n""", "\uFFFD")]
    [TestCase("""\\ud800""", "\\ud800")]
    [TestCase("""\\\ud800""", "\\\uFFFD")]
    [TestCase("""\\\\ud800""", "\\\\ud800")]
    [TestCase("""\ud83d\\ude00""", "\uFFFD\\ude00")]
    [TestCase("""\"\ud800""", "\"\uFFFD")]
    [TestCase("""\ud7ff""", "\ud7ff")]
    [TestCase("""\ue000""", "\ue000")]
    public void Become_replacement_characters(string escaped, string name)
    {
        var line = ObservationLines.Parse($$"""{"type":"contact","jid":"12345@c.us","savedName":"{{escaped}}"}""");
        Assert.That((line.Observation as ContactObservation)?.Person.SavedName, Is.EqualTo(name));
    }

    [Test]
    public void Are_mended_in_member_names_and_unknown_members_too() =>
        Assert.That(
            ObservationLines.Parse("""{"type":"contact","jid":"12345@c.us","\ud800":"\udc00","x":["\ud800"]}""").Observation,
            Is.Not.Null);

    [Test]
    public void Are_all_that_is_mended() => Law.Holds(Escapes, escaped =>
    {
        var json = Encoding.ASCII.GetBytes($"\"{escaped}\"");
        LoneSurrogates.Mend(json);
        var mended = JsonDocument.Parse(json).RootElement.GetString()!;
        Law.Same(mended, string.Concat(Unescape(escaped).EnumerateRunes()), escaped);
    });

    private static Gen<string> Escapes { get; } =
        Gen.Elements("\\ud800", "\\uDBFF", "\\udc00", "\\uDFFF", "\\\\", "\\\"", "\\u0041", "u", "d800", "a").ArrayOf().Select(string.Concat);

    /// <summary>Strictly from left to right, as JSON says.</summary>
    private static string Unescape(string text)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                plain.Append(text[i]);
            }
            else if (text[++i] == 'u')
            {
                plain.Append((char)Convert.ToInt32(text.Substring(i + 1, 4), 16));
                i += 4;
            }
            else
            {
                plain.Append(text[i]);
            }
        }

        return plain.ToString();
    }
}
