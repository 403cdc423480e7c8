using System.Runtime.InteropServices;

namespace Gateway.Infrastructure.Tokens;

/// <summary>
/// Verifies Ed25519 signatures (RFC 8032) with the OpenSSL 3 that .NET itself loads on Linux; .NET 10 has no API for it.
/// </summary>
internal static partial class Ed25519
{
    public const int KeyBytes = 32;
    public const int SignatureBytes = 64;
    private const string Library = "libcrypto.so.3";
    private const int KeyType = 1087; // NID_ED25519
    private const int Good = 1;

    /// <summary>Whether the library is there and right about RFC 8032's own example (section 7.1, test 2).</summary>
    public static bool IsAvailable { get; } = PassesSelfTest();

    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (publicKey.Length != KeyBytes || signature.Length != SignatureBytes)
        {
            return false;
        }

        var key = EVP_PKEY_new_raw_public_key(KeyType, 0, publicKey, KeyBytes);
        var context = EVP_MD_CTX_new();
        try
        {
            return key != 0 && context != 0
                && EVP_DigestVerifyInit(context, 0, 0, 0, key) == Good
                && EVP_DigestVerify(context, signature, SignatureBytes, message, (nuint)message.Length) == Good;
        }
        finally
        {
            EVP_MD_CTX_free(context);
            EVP_PKEY_free(key);
            ERR_clear_error(); // .NET's own calls must not find our error
        }
    }

    private static bool PassesSelfTest()
    {
        try
        {
            var key = Convert.FromHexString("3D4017C3E843895A92B70AA74D1B7EBC9C982CCF2EC4968CC0CD55F12AF4660C");
            var signature = Convert.FromHexString("92A009A9F0D4CAB8720E820B5F642540A2B27B5416503F8FB3762223EBDB69DA085AC1E43E15996E458F3613D0F11D8C387B2EAEB4302AEEB00D291612BB0C00");
            return Verify(key, [0x72], signature) && !Verify(key, [0x73], signature);
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return false;
        }
    }

    [LibraryImport(Library)]
    private static partial nint EVP_PKEY_new_raw_public_key(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library)]
    private static partial void EVP_PKEY_free(nint key);

    [LibraryImport(Library)]
    private static partial nint EVP_MD_CTX_new();

    [LibraryImport(Library)]
    private static partial void EVP_MD_CTX_free(nint context);

    [LibraryImport(Library)]
    private static partial int EVP_DigestVerifyInit(nint context, nint keyContext, nint digest, nint engine, nint key);

    [LibraryImport(Library)]
    private static partial int EVP_DigestVerify(nint context, ReadOnlySpan<byte> signature, nuint signatureLength, ReadOnlySpan<byte> message, nuint messageLength);

    [LibraryImport(Library)]
    private static partial void ERR_clear_error();
}
