using System.Buffers;
using System.Security.Cryptography;

namespace Gateway.Domain.Sessions;

/// <summary>Sortable unique ids (github.com/ulid/spec): 48 bits of Unix milliseconds, 80 random bits, in Crockford's base 32.</summary>
public static class Ulid
{
    internal static readonly SearchValues<char> Alphanumeric =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Characters = 26;
    private const int TimeCharacters = 10;
    private const int BitsPerCharacter = 5;

    public static string New(TimeProvider clock)
    {
        var time = clock.GetUtcNow().ToUnixTimeMilliseconds();
        return string.Create(Characters, time, static (text, time) =>
        {
            for (var i = TimeCharacters - 1; i >= 0; i--, time >>= BitsPerCharacter)
            {
                text[i] = Alphabet[(int)(time & (Alphabet.Length - 1))];
            }

            RandomNumberGenerator.GetItems(Alphabet, text[TimeCharacters..]);
        });
    }
}
