using System.Text;

namespace Gateway.Tokens;

/// <summary>What is no signed token in compact form at all, or not in the one way to write it.</summary>
internal static class HostileForms
{
    public static IEnumerable<HostileToken> Of(TokenScene scene, DateTimeOffset now)
    {
        var key = scene.Good["ES256"];
        var header = Jwt.Header(key).ToJsonString();
        var claims = Jwt.Claims(now);
        var payload = claims.ToJsonString();
        var good = Jwt.Sign(key, claims);
        var parts = good.Split('.');

        foreach (var (name, text) in new[]
        {
            ("a dot", "."), ("two dots", ".."), ("four dots", "...."), ("dots alone", new string('.', 5000)), ("one part", parts[0] + "."), ("two parts", $"{parts[0]}.{parts[1]}"),
            ("four parts", good + ".AAAA"), ("no header", $".{parts[1]}.{parts[2]}"), ("no payload", $"{parts[0]}..{parts[2]}"), ("an ending dot", good + "."), ("a leading dot", "." + good),
            ("padding", $"{parts[0]}=.{parts[1]}.{parts[2]}"), ("padded signature", good + "=="), ("classic base64", good.Replace('-', '+').Replace('_', '/') + "+/"),
            ("percent signs", good.Replace(".", "%2e", StringComparison.Ordinal) + "."), ("a quoted token", $"\"{good}\""), ("a JSON serialization", $$"""{"payload":"{{parts[1]}}","protected":"{{parts[0]}}","signature":"{{parts[2]}}"}."""),
            ("over 8 KB", Jwt.Sign(key, With(claims, "pad", new string('x', 6200)))),
            ("over 30 KB", $"{parts[0]}.{new string('A', 30_000)}.{parts[2]}"),
            ("a space inside", $"{parts[0]}. {parts[1]}.{parts[2]}"), ("a tab inside", $"{parts[0]}.\t{parts[1]}.{parts[2]}"),
        })
        {
            yield return new("form: " + name, text);
        }

        foreach (var (name, encoded) in Encodings(header, payload, parts))
        {
            yield return new("form: " + name, Jwt.SignEncoded(key.Sign, encoded.Header, encoded.Payload));
        }

        foreach (var body in new[] { "[]", "null", "5", "\"text\"", "true", "", " ", "{", "{}x", "{}{}", "{\"a\":}", "{'iss':1}", "\ufeff" + payload, payload + "\0", "/**/" + payload, payload[..^1] + ",}", $"[{payload}]", Deep(payload, 4000), Deep(payload, 40), payload.Replace("\"org\"", "\"\\ud800\":1,\"org\"", StringComparison.Ordinal), payload.Replace("\"user-1\"", "\"\\udc00\"", StringComparison.Ordinal) })
        {
            yield return new($"form: payload {Shown(body)}", Jwt.Sign(key.Sign, header, body));
            if (body != "{}x" && !body.StartsWith('\ufeff'))
            {
                yield return new($"form: header {Shown(body)}", Jwt.Sign(key.Sign, body.Replace(payload, header, StringComparison.Ordinal), payload));
            }
        }

        foreach (var name in new[] { "org", "role", "iss", "aud", "exp", "sub", "other" })
        {
            var again = $"{{\"{name}\":\"org_evil\",{payload[1..]}";
            yield return new($"form: {name} given twice", Jwt.Sign(key.Sign, header, name == "other" ? $"{{\"other\":1,\"other\":1,{payload[1..]}" : again));
            yield return new($"form: {name} given twice, once escaped", Jwt.Sign(key.Sign, header, $"{payload[..^1]},\"\\u{(int)name[0]:x4}{name[1..]}\":\"org_evil\"{(name == "other" ? ",\"other\":1" : "")}}}"));
        }

        yield return new("form: organization given twice, nested", Jwt.Sign(key.Sign, header, payload.Replace("\"org\":", "\"o\":{\"id\":\"a\",\"id\":\"b\"},\"org\":", StringComparison.Ordinal)));
        yield return new("form: alg given twice", Jwt.Sign(key.Sign, $"{{\"alg\":\"none\",{header[1..]}", payload));
        yield return new("form: kid given twice", Jwt.Sign(key.Sign, $"{{\"kid\":\"other\",{header[1..]}", payload));
    }

    private static IEnumerable<(string Name, (string Header, string Payload) Encoded)> Encodings(string header, string payload, string[] parts)
    {
        yield return ("invalid UTF-8", (parts[0], System.Buffers.Text.Base64Url.EncodeToString([.. Encoding.UTF8.GetBytes(payload[..^1] + ",\"x\":\""), 0xff, .. "\"}"u8])));
        yield return ("surrogates in UTF-8", (parts[0], System.Buffers.Text.Base64Url.EncodeToString([.. Encoding.UTF8.GetBytes(payload[..^1] + ",\"x\":\""), 0xed, 0xa0, 0x80, .. "\"}"u8])));
        yield return ("UTF-16", (parts[0], System.Buffers.Text.Base64Url.EncodeToString(Encoding.Unicode.GetBytes(payload))));
        yield return ("spare bits set in the payload", (parts[0], Spare(payload)));
        yield return ("spare bits set in the header", (Spare(header), parts[1]));
    }

    /// <summary>Another text for the same bytes: bits that decoding drops are set.</summary>
    private static string Spare(string json)
    {
        var text = json;
        while (Encoding.UTF8.GetByteCount(text) % 3 != 1)
        {
            text = text[..^1] + " }";
        }

        var encoded = Jwt.Encode(text);
        return encoded[..^1] + (char)(encoded[^1] + 1);
    }

    private static string Deep(string payload, int depth) => $"{payload[..^1]},\"deep\":{string.Concat(Enumerable.Repeat("[", depth))}{new string(']', depth)}}}";

    private static System.Text.Json.Nodes.JsonObject With(System.Text.Json.Nodes.JsonObject claims, string name, string value)
    {
        var more = (System.Text.Json.Nodes.JsonObject)claims.DeepClone();
        more[name] = value;
        return more;
    }

    private static string Shown(string body) => body.Length <= 12 ? $"'{body}'" : $"{body[..8].Replace("\ufeff", "BOM", StringComparison.Ordinal)}…{body[^6..].Replace("\0", "NUL", StringComparison.Ordinal)} of {body.Length}";
}
