namespace Gateway.IntegrationTests.Http.Hostile;

/// <summary>A request as bytes, and what must become of it.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Bytes">
/// Latin-1, closing the connection. In it <c>{path}</c> is the list's, <c>{token}</c> and <c>{session}</c> are the caller's, <c>{other}</c> is another
/// organization's session, <c>{cursor}</c> one of the caller's after the first person, <c>{others}</c> one of the other's.
/// </param>
internal sealed record HostileRequest(string Name, string Bytes, Outcome Outcome)
{
    /// <summary>The client ends its half of the connection behind the bytes.</summary>
    public bool IsCutOff { get; init; }

    /// <summary>Good but for these headers, each ending with CR LF.</summary>
    public static HostileRequest Headers(string name, string headers, Outcome outcome) => new("header: " + name, Good("{path}", headers), outcome);

    /// <summary>Good but for the query string, or for having one.</summary>
    public static HostileRequest Query(string query, Outcome outcome) => new("query: " + Shown(query), Good("{path}?" + query, ""), outcome);

    /// <summary>Good but for what it asks for.</summary>
    public static HostileRequest Target(string target, Outcome outcome) => new("target: " + Shown(target), Good(target, ""), outcome);

    /// <summary>The list, of a session written so.</summary>
    public static HostileRequest Session(string session, Outcome outcome) => new("session: " + Shown(session), Good($"/api/v1/sessions/{session}/contacts", ""), outcome);

    /// <summary>With this in the place of the only good <c>Authorization</c>.</summary>
    public static HostileRequest Authorization(string name, string headers, Outcome outcome) =>
        new("authorization: " + name, $"GET {{path}} HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n{headers}\r\n", outcome);

    public override string ToString() => Name;

    private static string Good(string target, string headers) =>
        $"GET {target} HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer {{token}}\r\nConnection: close\r\n{headers}\r\n";

    private static string Shown(string text)
    {
        var printable = string.Concat(text.Select(character => character is > ' ' and < '\x7f' ? character.ToString() : $"<{(int)character:x2}>"));
        return printable.Length <= 60 ? printable : $"{printable[..40]}… of {text.Length}";
    }
}

/// <summary>What must come back.</summary>
/// <param name="Statuses">One of these.</param>
/// <param name="Code">The envelope's; null where the answer is no error of ours.</param>
/// <param name="People">How many are on the page, of a 200.</param>
internal sealed record Outcome(int[] Statuses, string? Code = null, string[]? Details = null, int? People = null)
{
    public const int Everybody = 3;

    /// <summary>As if nothing had been wrong.</summary>
    public static Outcome Fine { get; } = Page(Everybody);

    public static Outcome Nobody { get; } = Page(0);

    public static Outcome NoContent { get; } = new([204]);

    public static Outcome NotFound { get; } = Error(404, "not_found");

    public static Outcome Unauthorized { get; } = Error(401, "unauthorized");

    public static Outcome NotAllowed { get; } = Error(405, "method_not_allowed");

    /// <summary>The web server does not take it for HTTP, or for too much of it: answers without a body or not at all.</summary>
    public static Outcome Refused(params int[] statuses) => new(statuses.Length == 0 ? [400] : statuses);

    public static Outcome Page(int people) => new([200], People: people);

    public static Outcome Malformed(params string[] details) => Error(400, "validation_error", details);

    public static Outcome Error(int status, string code, params string[] details) => new([status], code, details);

    /// <summary>The web server mends it or does not take it; no other reader of the same bytes could see another request in them.</summary>
    public static Outcome FineOrRefused(params int[] others) => Refused([200, 400, .. others]);

    /// <summary>Whether the web server may end the connection instead of an answer.</summary>
    public bool IsTheServers => Code is null && People is null && this != NoContent;
}
