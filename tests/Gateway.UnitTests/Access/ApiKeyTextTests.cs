using System.Security.Cryptography;
using System.Text;
using Gateway.Domain.Access;

namespace Gateway.UnitTests.Access;

internal sealed class ApiKeyTextTests
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    [Test]
    public void Is_a_prefix_32_characters_and_a_checksum_of_6()
    {
        var key = ApiKeyText.New();
        Assert.That(key, Does.Match("^wa_[0-9A-Za-z]{38}$"));
        Assert.That(ApiKeyText.IsWellFormed(key), Is.True);
        Assert.That(key, Has.Length.EqualTo(ApiKeyText.Prefix.Length + ApiKeyText.SecretCharacters + ApiKeyText.ChecksumCharacters));
    }

    [Test]
    public void Is_never_the_same() => Assert.That(Enumerable.Range(0, 1000).Select(_ => ApiKeyText.New()), Is.Unique);

    [Test]
    public void Is_refused_with_any_one_character_changed()
    {
        for (var n = 0; n < 20; n++)
        {
            var key = ApiKeyText.New();
            var changed = Enumerable.Range(0, key.Length)
                .SelectMany(i => (Alphabet + "_- é\0").Select(character => key[..i] + character + key[(i + 1)..]));
            Assert.That(changed.Where(text => text != key && ApiKeyText.IsWellFormed(text)), Is.Empty);
        }
    }

    [Test]
    public void Is_refused_with_two_neighbours_swapped()
    {
        var key = ApiKeyText.New();
        var swapped = Enumerable.Range(0, key.Length - 1).Select(i => $"{key[..i]}{key[i + 1]}{key[i]}{key[(i + 2)..]}");
        Assert.That(swapped.Where(text => text != key && ApiKeyText.IsWellFormed(text)), Is.Empty);
    }

    [TestCase("")]
    [TestCase("wa_")]
    [TestCase("wa_00000000000000000000000000000000000000")]
    [TestCase("WA_00000000000000000000000000000000000000")]
    [TestCase("eyJhbGciOiJFZERTQSJ9.e30.c2ln")]
    public void Is_refused_in_any_other_shape(string text) => Assert.That(ApiKeyText.IsWellFormed(text), Is.False);

    [Test]
    public void Is_refused_when_cut_or_longer()
    {
        var key = ApiKeyText.New();
        var others = Enumerable.Range(0, key.Length).Select(length => key[..length]).Append(key + "0").Append(" " + key).Append(key + "\n");
        Assert.That(others.Where(text => ApiKeyText.IsWellFormed(text)), Is.Empty);
    }

    [TestCase("wa_mistyped", true)]
    [TestCase("wa_", true)]
    [TestCase("Wa_x", false)]
    [TestCase("wax", false)]
    [TestCase("", false)]
    public void Is_meant_where_the_prefix_is(string text, bool isMeant) => Assert.That(ApiKeyText.HasPrefix(text), Is.EqualTo(isMeant));

    [Test]
    public void Is_stored_as_a_hash_and_shown_again_by_its_beginning()
    {
        var key = ApiKeyText.New();
        Assert.That(ApiKeyText.Hash(key), Is.EqualTo(SHA256.HashData(Encoding.ASCII.GetBytes(key))));
        var written = new byte[ApiKeyText.HashBytes];
        ApiKeyText.WriteHash(key, written);
        Assert.That(written, Is.EqualTo(ApiKeyText.Hash(key)));
        Assert.That(ApiKeyText.ShownPrefix(key), Is.EqualTo(key[..8]));
    }

    /// <summary>CRC-32C bit by bit, as docs/api-keys.md has it for others to check keys with.</summary>
    [Test]
    public void Has_the_checksum_that_anybody_can_compute()
    {
        Assert.That(Crc32C(Encoding.ASCII.GetBytes("123456789")), Is.EqualTo(0xE3069283), "the catalogue's check value");
        for (var i = 0; i < 100; i++)
        {
            var key = ApiKeyText.New();
            Assert.That(key[35..], Is.EqualTo(ChecksumOf(key[3..35])));
        }
    }

    [TestCase('-')]
    [TestCase('_')]
    [TestCase(' ')]
    [TestCase('é')]
    public void Is_refused_with_another_character_though_its_checksum_is_right(char other)
    {
        foreach (var at in new[] { 0, 15, 31 })
        {
            var secret = ApiKeyText.New()[3..35];
            secret = secret[..at] + other + secret[(at + 1)..];
            Assert.That(ApiKeyText.IsWellFormed("wa_" + secret + ChecksumOf(secret)), Is.False);
        }
    }

    private static uint Crc32C(byte[] bytes)
    {
        var crc = 0xFFFFFFFF;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0x82F63B78 : crc >> 1;
            }
        }

        return ~crc;
    }

    private static string ChecksumOf(string secret)
    {
        const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        var (rest, text) = (Crc32C([.. secret.Select(character => (byte)character)]), "");
        for (var i = 0; i < 6; i++, rest /= 62)
        {
            text = Digits[(int)(rest % 62)] + text;
        }

        return text;
    }
}
