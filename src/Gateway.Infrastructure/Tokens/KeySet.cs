using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Infrastructure.Tokens;

/// <summary>The issuer's public keys at one time (RFC 7517), those left out that no signature should be checked with.</summary>
internal sealed class KeySet
{
    private const int MaxKeys = 100;
    private readonly List<SigningKey> _keys;

    private KeySet(List<SigningKey> keys, byte[] fingerprint) => (_keys, Fingerprint) = (keys, fingerprint);

    /// <summary>The same for the same text.</summary>
    public byte[] Fingerprint { get; }

    /// <summary>Null when it is no key set, or none of its keys is any good.</summary>
    public static KeySet? TryParse(byte[] json)
    {
        if (StrictJson.TryReadObject(json) is not { } document
            || !document.TryGetProperty("keys", out var keys) || keys.ValueKind != JsonValueKind.Array || keys.GetArrayLength() > MaxKeys)
        {
            return null;
        }

        var good = keys.EnumerateArray().Select(SigningKey.TryRead).OfType<SigningKey>().ToList();
        return good.Count == 0 ? null : new KeySet(good, SHA256.HashData(json));
    }

    public bool Has(string keyId) => _keys.Exists(key => key.Id == keyId);

    /// <summary>The one key of this id that signs so; null when there is none, or when two could be meant.</summary>
    public SecurityKey? Find(string keyId, string algorithm) =>
        _keys.Where(key => key.Id == keyId && key.Signs(algorithm)).ToList() is [var only] ? only.Key : null;
}
