using Gateway.Infrastructure.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Infrastructure.Tokens;

/// <summary>An Ed25519 public key (RFC 8037) as Microsoft.IdentityModel takes keys that it does not know.</summary>
internal sealed class Ed25519SecurityKey : AsymmetricSecurityKey
{
    private readonly byte[] _publicKey;

    /// <param name="publicKey">32 bytes.</param>
    public Ed25519SecurityKey(byte[] publicKey)
    {
        _publicKey = publicKey;
        CryptoProviderFactory = new CryptoProviderFactory { CustomCryptoProvider = new Provider(), CacheSignatureProviders = false };
    }

    public override int KeySize => Ed25519.KeyBytes * 8;

    public override PrivateKeyStatus PrivateKeyStatus => PrivateKeyStatus.DoesNotExist;

    [Obsolete("By the base class: PrivateKeyStatus tells.")]
    public override bool HasPrivateKey => false;

    private sealed class Provider : ICryptoProvider
    {
        public bool IsSupportedAlgorithm(string algorithm, params object[] args) =>
            Ed25519.IsAvailable && algorithm is LoginTokenAlgorithms.EdDsa or LoginTokenAlgorithms.Ed25519 && args.FirstOrDefault() is Ed25519SecurityKey;

        public object Create(string algorithm, params object[] args) => new Verifier((Ed25519SecurityKey)args[0], algorithm);

        public void Release(object cryptoInstance)
        {
        }
    }

    private sealed class Verifier(Ed25519SecurityKey key, string algorithm) : SignatureProvider(key, algorithm)
    {
        public override bool Verify(byte[] input, byte[] signature) => Ed25519.Verify(key._publicKey, input, signature);

        public override bool Verify(byte[] input, int inputOffset, int inputLength, byte[] signature, int signatureOffset, int signatureLength) =>
            Ed25519.Verify(key._publicKey, input.AsSpan(inputOffset, inputLength), signature.AsSpan(signatureOffset, signatureLength));

        public override byte[] Sign(byte[] input) => throw new NotSupportedException("The issuer signs.");

        protected override void Dispose(bool disposing)
        {
        }
    }
}
