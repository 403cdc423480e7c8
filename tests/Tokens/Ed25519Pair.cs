using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Gateway.Tokens;

/// <summary>Signs with Ed25519, by the OpenSSL that .NET loads: .NET itself cannot.</summary>
internal sealed partial class Ed25519Pair
{
    private const string Library = "libcrypto.so.3";
    private const int KeyType = 1087;
    private readonly nint _key = EVP_PKEY_new_raw_private_key(KeyType, 0, RandomNumberGenerator.GetBytes(32), 32);

    public byte[] PublicKey
    {
        get
        {
            var bytes = new byte[32];
            nuint length = 32;
            Assert.That(EVP_PKEY_get_raw_public_key(_key, bytes, ref length), Is.EqualTo(1));
            return bytes;
        }
    }

    public byte[] Sign(byte[] data)
    {
        var context = EVP_MD_CTX_new();
        var signature = new byte[64];
        nuint length = 64;
        Assert.That(EVP_DigestSignInit(context, 0, 0, 0, _key), Is.EqualTo(1));
        Assert.That(EVP_DigestSign(context, signature, ref length, data, (nuint)data.Length), Is.EqualTo(1));
        EVP_MD_CTX_free(context);
        return signature;
    }

    [LibraryImport(Library)]
    private static partial nint EVP_PKEY_new_raw_private_key(int type, nint engine, byte[] key, nuint length);

    [LibraryImport(Library)]
    private static partial int EVP_PKEY_get_raw_public_key(nint key, byte[] bytes, ref nuint length);

    [LibraryImport(Library)]
    private static partial nint EVP_MD_CTX_new();

    [LibraryImport(Library)]
    private static partial void EVP_MD_CTX_free(nint context);

    [LibraryImport(Library)]
    private static partial int EVP_DigestSignInit(nint context, nint keyContext, nint digest, nint engine, nint key);

    [LibraryImport(Library)]
    private static partial int EVP_DigestSign(nint context, byte[] signature, ref nuint signatureLength, byte[] data, nuint length);
}
