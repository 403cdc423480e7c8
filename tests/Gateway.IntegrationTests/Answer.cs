using System.Text;
using System.Text.Json;
using Gateway.IntegrationTests.Leaks;

namespace Gateway.IntegrationTests;

/// <summary>What came back, whole.</summary>
internal sealed record Answer(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    public static async Task<Answer> OfAsync(HttpResponseMessage response)
    {
        var all = response.Headers.Concat(response.Content.Headers).SelectMany(header => header.Value, (header, value) => KeyValuePair.Create(header.Key, value));
        var body = await response.Content.ReadAsByteArrayAsync();
        Gathered.Told(body);
        return new Answer((int)response.StatusCode, [.. all], body);
    }

    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonElement.Parse(Body);

    public string NextCursor => Json.GetProperty("nextCursor").GetString()!;

    /// <summary>The <c>name</c> of everybody on the page.</summary>
    public IReadOnlyList<string> Names => Field("name");

    public IReadOnlyList<string> Field(string name) => [.. Json.GetProperty("data").EnumerateArray().Select(contact => contact.GetProperty(name).GetString()!)];

    /// <summary>Null when it is not there.</summary>
    public string? Header(string name)
    {
        var values = Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).ToList();
        return values.Count == 0 ? null : string.Join(", ", values);
    }

    /// <summary>The headers, but for those that tell one request from another; as text, for comparison.</summary>
    public string Signature => string.Join('\n', Headers.Where(header => !IsOfOneRequest(header.Key)).Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal));

    /// <summary>Asserts that this is the envelope, with these parameters in <c>details</c>: all of them and no other.</summary>
    public Answer MustBe(int status, string code, params string[] details)
    {
        Assert.That(Status, Is.EqualTo(status), Text);
        Assert.That(Header("Content-Type"), Is.EqualTo("application/json; charset=utf-8"));
        Assert.That(Header("X-Request-Id"), Does.Match("^[A-Za-z0-9._-]{1,128}$"));
        Assert.That(Json.EnumerateObject().Select(field => field.Name), Is.EqualTo(new[] { "error" }));
        var error = Json.GetProperty("error");
        Assert.That(error.EnumerateObject().Select(field => field.Name), Is.EqualTo(new[] { "code", "message", "details" }));
        Assert.That(error.GetProperty("code").GetString(), Is.EqualTo(code));
        Assert.That(error.GetProperty("message").GetString(), Is.Not.Empty);
        Assert.That(error.GetProperty("details").EnumerateObject().Select(field => field.Name), Is.EquivalentTo(details), Text);
        foreach (var parameter in error.GetProperty("details").EnumerateObject())
        {
            Assert.That(parameter.Value.EnumerateArray().Select(sentence => sentence.GetString()), Is.Not.Empty.And.All.Not.Empty);
        }

        return this;
    }

    /// <summary>Asserts a page.</summary>
    public Answer MustBePage(int? count = null)
    {
        Assert.That(Status, Is.EqualTo(200), Text);
        Assert.That(Header("Content-Type"), Is.EqualTo("application/json; charset=utf-8"));
        if (count is not null)
        {
            Assert.That(Json.GetProperty("data").GetArrayLength(), Is.EqualTo(count));
        }

        return this;
    }

    private static bool IsOfOneRequest(string name) => name.ToLowerInvariant() is "date" or "x-request-id";
}

internal static class Asking
{
    private static readonly UriCreationOptions s_asWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>Asks for a path and query exactly as written.</summary>
    public static async Task<Answer> AskAsync(this HttpClient client, string target, string method = "GET", params (string Name, string Value)[] headers)
    {
        Gathered.Told(target);
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(client.BaseAddress!.GetLeftPart(UriPartial.Authority) + target, s_asWritten));
        foreach (var (name, value) in headers)
        {
            Gathered.Told($"{name}: {value}");
            Assert.That(request.Headers.TryAddWithoutValidation(name, value));
        }

        using var response = await client.SendAsync(request);
        return await Answer.OfAsync(response);
    }
}
