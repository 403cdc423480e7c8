using System.Net;
using System.Text.Json;
using Gateway.IntegrationTests.Leaks;

namespace Gateway.IntegrationTests.Process;

/// <summary>One page of the list as a client reads it: each person's JSON as it was sent.</summary>
internal sealed record ListedPage(IReadOnlyList<string> People, string NextCursor, string SessionStatus, string? DataAsOf)
{
    public static async Task<ListedPage> FromAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), body);
        return Of(body, Header(response, "Gateway-Session-Status") ?? "", Header(response, "Gateway-Data-As-Of"));
    }

    public static ListedPage Of(string body, string sessionStatus = "", string? dataAsOf = null)
    {
        Gathered.Told(body);
        using var json = JsonDocument.Parse(body);
        return new ListedPage(
            [.. json.RootElement.GetProperty("data").EnumerateArray().Select(person => person.GetRawText())],
            json.RootElement.GetProperty("nextCursor").GetString()!,
            sessionStatus,
            dataAsOf);
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.Single() : null;
}
