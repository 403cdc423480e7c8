using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Gateway.Domain.Access;

namespace Gateway.UnitTests.Access;

/// <summary>A mistyped key is told from a good one without a look-up.</summary>
internal sealed class ApiKeyFuzzTests
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static readonly string[] s_keys = [.. Enumerable.Range(0, 64).Select(_ => ApiKeyText.New())];
    private static readonly Gen<string> s_key = Gen.Elements(s_keys);

    [Test]
    public void Any_one_character_changed_is_caught() => Fuzz.Survives(
        from key in s_key
        from at in Gen.Choose(0, s_keys[0].Length - 1)
        from character in Gen.Elements(Alphabet.ToCharArray()).Or(Gen.Choose(0, 0xffff).Select(unit => (char)unit))
        select (key, at, character),
        each =>
        {
            var (key, at, character) = each;
            var changed = $"{key[..at]}{character}{key[(at + 1)..]}";
            Law.Same(ApiKeyText.IsWellFormed(changed), changed == key, changed);
        });

    [Test]
    public void Any_four_characters_in_a_row_changed_are_caught() => Fuzz.Survives(
        from key in s_key
        from at in Gen.Choose(ApiKeyText.Prefix.Length, ApiKeyText.Prefix.Length + ApiKeyText.SecretCharacters - 4)
        from characters in Gen.Elements(Alphabet.ToCharArray()).ArrayOf(4)
        select (key, at, characters),
        each =>
        {
            var (key, at, characters) = each;
            var changed = $"{key[..at]}{new string(characters)}{key[(at + 4)..]}";
            Law.Same(ApiKeyText.IsWellFormed(changed), changed == key, changed);
        });

    [Test]
    public void No_other_text_is_a_key() => Fuzz.Survives(
        Gen.OneOf(
            Texts.Any,
            Texts.Ascii.Select(text => ApiKeyText.Prefix + text),
            Gen.Elements(Alphabet.ToCharArray()).ArrayOf(ApiKeyText.SecretCharacters + ApiKeyText.ChecksumCharacters).Select(text => ApiKeyText.Prefix + new string(text)),
            s_key.SelectMany(key => Fuzz.Mutated(Encoding.ASCII.GetBytes(key))).Select(Encoding.Latin1.GetString)),
        text => Law.Same(ApiKeyText.IsWellFormed(text), s_keys.Contains(text), text));
}
