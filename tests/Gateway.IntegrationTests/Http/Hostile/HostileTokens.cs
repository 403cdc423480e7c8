using static Gateway.IntegrationTests.Http.Hostile.HostileRequest;

namespace Gateway.IntegrationTests.Http.Hostile;

/// <summary><c>Authorization</c> that says too little, too much, or another thing.</summary>
internal static class HostileTokens
{
    private static readonly Outcome s_twice = Outcome.Error(400, "bad_request");

    public static IReadOnlyList<HostileRequest> All { get; } =
    [
        Authorization("none", "", Outcome.Unauthorized),
        Authorization("empty", "Authorization:\r\n", Outcome.Unauthorized),
        Authorization("a scheme alone", "Authorization: Bearer\r\n", Outcome.Unauthorized),
        Authorization("a token alone", "Authorization: {token}\r\n", Outcome.Unauthorized),
        Authorization("no space", "Authorization: Bearer{token}\r\n", Outcome.Unauthorized),
        Authorization("a tab for the space", "Authorization: Bearer\t{token}\r\n", Outcome.Unauthorized),
        Authorization("Basic", "Authorization: Basic d2E6eA==\r\n", Outcome.Unauthorized),
        Authorization("Digest", "Authorization: Digest username=\"x\", response=\"{token}\"\r\n", Outcome.Unauthorized),
        Authorization("Negotiate", "Authorization: Negotiate TlRMTVNTUAAB\r\n", Outcome.Unauthorized),
        Authorization("DPoP", "Authorization: DPoP {token}\r\n", Outcome.Unauthorized),
        Authorization("in quotes", "Authorization: Bearer \"{token}\"\r\n", Outcome.Unauthorized),
        Authorization("as a parameter", "Authorization: Bearer token={token}\r\n", Outcome.Unauthorized),
        Authorization("two tokens", "Authorization: Bearer {token} {token}\r\n", Outcome.Unauthorized),
        Authorization("two tokens in a list", "Authorization: Bearer {token}, {token}\r\n", Outcome.Unauthorized),
        Authorization("two schemes in a list", "Authorization: Bearer {token}, Bearer {token}\r\n", Outcome.Unauthorized),
        Authorization("the scheme twice", "Authorization: Bearer Bearer {token}\r\n", Outcome.Unauthorized),
        Authorization("800 tokens", $"Authorization: Bearer {string.Join(' ', Enumerable.Repeat("{token}", 700))}\r\n", Outcome.Unauthorized),
        Authorization("given twice", "Authorization: Bearer {token}\r\nAuthorization: Bearer {token}\r\n", s_twice),
        Authorization("given twice, the good one last", "Authorization: Bearer x\r\nAuthorization: Bearer {token}\r\n", s_twice),
        Authorization("given twice in two cases", "AUTHORIZATION: Bearer {token}\r\nauthorization: Bearer x\r\n", s_twice),
        Authorization("given thirty times", string.Concat(Enumerable.Repeat("Authorization: Bearer {token}\r\n", 30)), s_twice),
        Authorization("a proxy's", "Proxy-Authorization: Bearer {token}\r\n", Outcome.Unauthorized),
        Authorization("under other names", "X-Authorization: Bearer {token}\r\nX-Api-Key: {token}\r\nApi-Key: {token}\r\nCookie: access_token={token}\r\n", Outcome.Unauthorized),
        Authorization("with an underscore", "Authorization_: Bearer {token}\r\n", Outcome.Unauthorized),
        Authorization("folded", "Authorization:\r\n Bearer {token}\r\n", Outcome.Refused()),
        Authorization("a space before the colon", "Authorization : Bearer {token}\r\n", Outcome.Refused()),
        Authorization("a NUL behind it", "Authorization: Bearer {token}\0\r\n", Outcome.Refused()),
        Authorization("a byte above ASCII behind it", "Authorization: Bearer {token}\u00e9\r\n", Outcome.Refused(400, 401)),
        Authorization("UTF-8 behind it", "Authorization: Bearer {token}\u00c3\u00a9\r\n", Outcome.Unauthorized),
        Authorization("a control character behind it", "Authorization: Bearer {token}\u001b\r\n", Outcome.Unauthorized),
        Authorization("percent signs", "Authorization: Bearer %77a_\r\n", Outcome.Unauthorized),
        Authorization("one character more", "Authorization: Bearer {token}0\r\n", Outcome.Unauthorized),
        Authorization("another prefix", "Authorization: Bearer WA_{token}\r\n", Outcome.Unauthorized),
        Authorization("a well-formed key of nobody", "Authorization: Bearer " + Domain.Access.ApiKeyText.New() + "\r\n", Outcome.Unauthorized),
        Authorization("SQL", "Authorization: Bearer wa_' OR 1=1--\r\n", Outcome.Unauthorized),
        Authorization("30 kilobytes", $"Authorization: Bearer {new string('a', 30_000)}\r\n", Outcome.Unauthorized),
        Authorization("dots alone", $"Authorization: Bearer {new string('.', 8000)}\r\n", Outcome.Unauthorized),
        Authorization("a login token unsigned", "Authorization: Bearer eyJhbGciOiJub25lIn0.eyJvcmciOiJvcmdfZXZpbCIsInJvbGUiOiJvd25lciJ9.\r\n", Outcome.Unauthorized),
        Authorization("a good one in lower case", "authorization: bearer {token}\r\n", Outcome.Fine),
        Authorization("a good one among spaces", "Authorization:    Bearer    {token}   \r\n", Outcome.Fine),
        new("authorization: in the query", "GET {path}?access_token={token}&token={token}&api_key={token} HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n", Outcome.Unauthorized),
        new("authorization: in a body", "GET {path} HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 54\r\n\r\naccess_token={token}", Outcome.Unauthorized),
        new("authorization: in the address", "GET http://x:{token}@gateway{path} HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n", Outcome.Refused(400, 401)),
    ];
}
