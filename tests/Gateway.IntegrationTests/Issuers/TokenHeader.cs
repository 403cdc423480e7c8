using System.Buffers.Text;
using System.Text.Json;

namespace Gateway.IntegrationTests.Issuers;

/// <summary>What a token says of its key, read without checking anything.</summary>
internal sealed record TokenHeader(string Algorithm, string KeyId)
{
    public static TokenHeader Of(string token)
    {
        var header = JsonElement.Parse(Base64Url.DecodeFromChars(token.AsSpan(0, token.IndexOf('.', StringComparison.Ordinal))));
        return new TokenHeader(header.GetProperty("alg").GetString()!, header.GetProperty("kid").GetString()!);
    }
}
