namespace Gateway.Tokens;

/// <summary>Signed well, with a key that must not count.</summary>
internal static class HostileKeys
{
    public static IEnumerable<HostileToken> Of(TokenScene scene, DateTimeOffset now)
    {
        foreach (var (number, key) in scene.Useless.Index())
        {
            yield return new($"key: {number}, {(key.Id.Length == 0 ? "empty id" : key.Id)}", Jwt.Sign(key, Jwt.Claims(now)));
        }

        var stranger = IssuerKey.New("ES256", "stranger");
        yield return new("key: nobody's", Jwt.Sign(stranger, Jwt.Claims(now)));
        foreach (var (algorithm, key) in scene.Strangers)
        {
            yield return new($"key: another one under the id of {algorithm}", Jwt.Sign(key, Jwt.Claims(now)));
        }
    }
}
