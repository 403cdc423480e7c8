using System.Text;
using Gateway.Infrastructure.Tokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.UnitTests.Tokens;

public sealed class Ed25519SecurityKeyTests
{
    private static readonly byte[] s_data = Encoding.ASCII.GetBytes("header.payload");
    private readonly Ed25519Pair _pair = new();
    private Ed25519SecurityKey _key = null!;

    [SetUp]
    public void Prepare() => _key = new Ed25519SecurityKey(_pair.PublicKey);

    [TestCase("EdDSA", true)]
    [TestCase("Ed25519", true)]
    [TestCase("ES256", false)]
    [TestCase("HS256", false)]
    [TestCase("none", false)]
    public void It_is_for_its_own_algorithm(string algorithm, bool isIts) => Assert.That(_key.CryptoProviderFactory.IsSupportedAlgorithm(algorithm, _key), Is.EqualTo(isIts));

    [Test]
    public void Its_provider_is_for_its_own_sort_of_key() =>
        Assert.That(_key.CryptoProviderFactory.CustomCryptoProvider.IsSupportedAlgorithm("EdDSA", new SymmetricSecurityKey(new byte[32])), Is.False);

    [Test]
    public void Both_ways_to_verify_agree()
    {
        var verifier = _key.CryptoProviderFactory.CreateForVerifying(_key, "EdDSA");
        var signature = _pair.Sign(s_data);
        byte[] around = [9, .. s_data, 9], signatureAround = [9, 9, .. signature, 9];
        Assert.That(verifier.Verify(s_data, signature));
        Assert.That(verifier.Verify(around, 1, s_data.Length, signatureAround, 2, signature.Length));
        Assert.That(verifier.Verify(around, 0, s_data.Length, signatureAround, 2, signature.Length), Is.False);
        Assert.That(verifier.Verify(s_data, signature[..^1]), Is.False);
    }

    [Test]
    public void It_is_a_public_key_of_256_bits_and_signs_nothing()
    {
        Assert.That((_key.KeySize, _key.PrivateKeyStatus), Is.EqualTo((256, PrivateKeyStatus.DoesNotExist)));
        Assert.Throws<NotSupportedException>(() => _key.CryptoProviderFactory.CreateForVerifying(_key, "EdDSA").Sign(s_data));
    }
}
