using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Bench.Load;

/// <summary>A login token issuer on this machine: one ES256 key, published as a key set.</summary>
internal sealed class Issuer : IDisposable
{
    public const string Name = "https://issuer.bench";
    public const string Audience = "gateway";
    private const string KeyId = "bench";
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly HttpListener _listener = new();

    public Issuer(int port)
    {
        KeySet = $"http://127.0.0.1:{port}/keys";
        _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        _listener.Start();
        _ = ServeAsync();
    }

    public string KeySet { get; }

    public string TokenOf(string organization)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var head = Encode($$"""{"alg":"ES256","typ":"JWT","kid":"{{KeyId}}"}""");
        var payload = Encode($$"""{"iss":"{{Name}}","aud":"{{Audience}}","sub":"bench","org":"{{organization}}","role":"member","iat":{{now}},"exp":{{now + 86_400}}}""");
        var signature = _key.SignData(Encoding.ASCII.GetBytes($"{head}.{payload}"), HashAlgorithmName.SHA256);
        return $"{head}.{payload}.{Base64Url.EncodeToString(signature)}";
    }

    public void Dispose()
    {
        _listener.Close();
        _key.Dispose();
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private async Task ServeAsync()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        var keys = Encoding.UTF8.GetBytes($$"""{"keys":[{"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"{{KeyId}}","x":"{{Base64Url.EncodeToString(point.X!)}}","y":"{{Base64Url.EncodeToString(point.Y!)}}"}]}""");
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                context.Response.ContentType = "application/json";
                context.Response.OutputStream.Write(keys);
                context.Response.Close();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
