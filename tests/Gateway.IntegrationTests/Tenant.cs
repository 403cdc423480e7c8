using Gateway.Domain.Ingest;

namespace Gateway.IntegrationTests;

/// <summary>An organization with one session and somebody who may read it.</summary>
internal sealed record Tenant(GatewayApplication Application, string Organization, string Session, HttpClient Client)
{
    public string Path => PathOf(Session);

    public string Token => Client.DefaultRequestHeaders.Authorization!.Parameter!;

    public static string PathOf(string session) => $"/api/v1/sessions/{session}/contacts";

    /// <param name="query">As it stands in the URL, without the question mark.</param>
    public Task<Answer> ListAsync(string query = "") => Client.AskAsync(query.Length == 0 ? Path : $"{Path}?{query}");

    public Task<ImportReport> ObserveAsync(params IEnumerable<string> lines) => Application.ObserveAsync(Session, lines);

    public Task SeedContactsAsync(int count) => Application.SeedContactsAsync(Session, count);

    /// <summary>A GET of the list as bytes, closing the connection; each header line ends with CR LF.</summary>
    public Task<Answer> RawAsync(string query = "", string headers = "", string method = "GET") =>
        Application.RawAsync($"{method} {Path}{(query.Length == 0 ? "" : "?" + query)} HTTP/1.1\r\nHost: {Application.Address.Authority}\r\nAuthorization: Bearer {Token}\r\nConnection: close\r\n{headers}\r\n");

    /// <summary>All pages from the first on, by <c>nextCursor</c>.</summary>
    public async Task<IReadOnlyList<Answer>> WalkAsync(string query)
    {
        var pages = new List<Answer> { await ListAsync(query) };
        while (pages[^1].NextCursor is { Length: > 0 } cursor)
        {
            pages.Add(await ListAsync($"{query}&cursor={cursor}"));
        }

        return pages;
    }
}

/// <summary>Observations, ready to be taken in.</summary>
internal static class Lines
{
    public static string Person(int number) => Contact($"62812{number:00000000}", $"Person {number:0000}");

    public static string Contact(string phone, string name, bool directChat = true) =>
        $$"""{"type":"contact","jid":"{{phone}}@s.whatsapp.net","savedName":"{{name}}","directChat":{{(directChat ? "true" : "false")}}}""";

    public static string Group(string jid, params IEnumerable<string> phones) =>
        $$"""{"type":"group","jid":"{{jid}}","name":"Team","complete":true,"members":[{{string.Join(',', phones.Select(phone => $"\"{phone}@s.whatsapp.net\""))}}]}""";
}
