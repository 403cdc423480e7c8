using System.Text.Json.Nodes;

namespace Gateway.Tokens;

/// <summary>Well signed, but not for us, not for now, or not to be read in one way.</summary>
internal static class HostileClaims
{
    public static IEnumerable<HostileToken> Of(TokenScene scene, DateTimeOffset now)
    {
        var key = scene.Good["ES256"];
        foreach (var (name, value) in Values(now))
        {
            var claims = Jwt.Claims(now);
            claims[name] = value;
            yield return new($"claim: {name} {value?.ToJsonString() ?? "null"}", Jwt.Sign(key, claims));
        }

        foreach (var name in new[] { "iss", "aud", "exp" })
        {
            var claims = Jwt.Claims(now);
            claims.Remove(name);
            yield return new($"claim: without {name}", Jwt.Sign(key, claims));
        }

        foreach (var number in new[] { "1e300", "1e999", "-1", "-1e300", "253402300799", "253402300800", "99999999999999999999", "NaN", "Infinity", "0x7fffffff", "01", "1_000" })
        {
            var payload = Jwt.Claims(now).ToJsonString().Replace($"\"exp\":{now.AddMinutes(15).ToUnixTimeSeconds()}", $"\"exp\":{number}", StringComparison.Ordinal);
            yield return new($"claim: exp written {number}", Jwt.Sign(key.Sign, Jwt.Header(key).ToJsonString(), payload));
        }

        var long_lived = Jwt.Claims(now);
        long_lived["iat"] = now.AddHours(-1).ToUnixTimeSeconds();
        long_lived["exp"] = now.AddHours(23).AddMinutes(1).ToUnixTimeSeconds();
        yield return new("claim: a life of 24 hours and a minute", Jwt.Sign(key, long_lived));
        var inner = Jwt.Sign(key, Jwt.Claims(now));
        yield return new("claim: a token in a token", Jwt.Sign(key.Sign, Jwt.Header(key).ToJsonString(), $"\"{inner}\""));
    }

    private static IEnumerable<(string Name, JsonNode? Value)> Values(DateTimeOffset now)
    {
        foreach (var issuer in new JsonNode?[] { "https://evil.example", Jwt.Issuer + "/", Jwt.Issuer.ToUpperInvariant(), Jwt.Issuer + " ", Jwt.Issuer + "\0", "", null, 1, true, new JsonArray(Jwt.Issuer), new JsonObject { ["iss"] = Jwt.Issuer } })
        {
            yield return ("iss", issuer);
        }

        foreach (var audience in new JsonNode?[]
        {
            "other", Jwt.Audience.ToUpperInvariant(), Jwt.Audience + "/", Jwt.Audience + " ", Jwt.Audience + ",other", "*", "", null, 1, false, new JsonArray(), new JsonArray("other"),
            new JsonArray(Jwt.Audience, 1), new JsonArray(new JsonArray(Jwt.Audience)), new JsonArray((JsonNode?)null), new JsonObject { ["aud"] = Jwt.Audience },
        })
        {
            yield return ("aud", audience);
        }

        foreach (var time in new JsonNode?[]
        {
            null, "", "soon", $"{now.AddMinutes(5).ToUnixTimeSeconds()}", true, 0, -1, now.AddSeconds(-31).ToUnixTimeSeconds(), now.AddDays(-1).ToUnixTimeSeconds(), now.AddDays(2).ToUnixTimeSeconds(),
            now.AddMinutes(5).ToUnixTimeMilliseconds(), new JsonArray(now.AddMinutes(5).ToUnixTimeSeconds()), new JsonObject(), now.AddMinutes(5).ToString("O"),
        })
        {
            yield return ("exp", time);
        }

        foreach (var name in new[] { "nbf", "iat" })
        {
            foreach (var time in new JsonNode?[] { null, "now", $"{now.ToUnixTimeSeconds()}", true, -1, now.AddMinutes(2).ToUnixTimeSeconds(), now.AddDays(1).ToUnixTimeSeconds(), new JsonArray(now.ToUnixTimeSeconds()), new JsonObject() })
            {
                yield return (name, time);
            }
        }
    }
}
