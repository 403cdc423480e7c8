namespace Gateway.IntegrationTests.Http.Hostile;

/// <summary>Bodies whose end two readers could see at two places, so that one of them takes a body for the next request.</summary>
internal static class HostileFraming
{
    private const string Head = "GET {path} HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer {token}\r\n";

    /// <summary>Would be answered 404 if ever taken for a request.</summary>
    private const string Smuggled = "GET /smuggled HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n";

    public static IReadOnlyList<HostileRequest> All { get; } =
    [
        Length("two different ones", "Content-Length: 5\r\nContent-Length: 6\r\n", "01234", Outcome.Refused()),
        Length("two equal ones", "Content-Length: 5\r\nContent-Length: 5\r\n", "01234", Outcome.Refused()),
        Length("a list of two", "Content-Length: 5, 6\r\n", "01234", Outcome.Refused()),
        Length("a list of two equal ones", "Content-Length: 5, 5\r\n", "01234", Outcome.Refused()),
        Length("negative", "Content-Length: -1\r\n", "", Outcome.Refused()),
        Length("with a plus", "Content-Length: +5\r\n", "01234", Outcome.FineOrRefused()),
        Length("in hex", "Content-Length: 0x5\r\n", "01234", Outcome.Refused()),
        Length("with a fraction", "Content-Length: 5.0\r\n", "01234", Outcome.Refused()),
        Length("of letters", "Content-Length: five\r\n", "01234", Outcome.Refused()),
        Length("empty", "Content-Length: \r\n", "", Outcome.Refused()),
        Length("beyond 64 bits", "Content-Length: 99999999999999999999\r\n", "", Outcome.Refused()),
        Length("the largest of 64 bits", "Content-Length: 9223372036854775807\r\n", "", Outcome.Error(413, "payload_too_large")),
        Length("31 megabytes", "Content-Length: 32505856\r\n", "", Outcome.Error(413, "payload_too_large")),
        Length("with a space inside", "Content-Length: 1 0\r\n", "0123456789", Outcome.Refused()),
        Length("in digits of another script", "Content-Length: \u00d9\u00a5\r\n", "01234", Outcome.Refused()),
        Length("with an underscore in its name", "Content_Length: 5\r\n", "", Outcome.Fine),
        Length("with leading zeros", "Content-Length: 0005\r\n", "01234", Outcome.Fine),
        Length("with a space before the colon", "Content-Length : 5\r\n", "01234", Outcome.Refused()),
        Length("folded", "Content-Length:\r\n 5\r\n", "01234", Outcome.Refused()),
        Length("more than comes", "Content-Length: 50\r\n", "01234", Outcome.FineOrRefused()) with { IsCutOff = true },
        Length("and a body that looks like a request", $"Content-Length: {Smuggled.Length}\r\n", Smuggled, Outcome.Fine),
        Length("less than comes", "Content-Length: 5\r\n", "01234" + Smuggled, Outcome.Fine),
        Length("none for what looks like a request", "", Smuggled, Outcome.Fine),

        Coding("and a length", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n" + Smuggled, Outcome.FineOrRefused()),
        Coding("after a length", "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "5c\r\n" + Smuggled + "\r\n0\r\n\r\n", Outcome.FineOrRefused()),
        Coding("unknown", "Transfer-Encoding: xchunked\r\n", "0\r\n\r\n", Outcome.Refused(400, 501)),
        Coding("chunked twice", "Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n", Outcome.FineOrRefused()),
        Coding("chunked, then another", "Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n", Outcome.Refused()),
        Coding("another, then chunked", "Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n", Outcome.FineOrRefused(501)),
        Coding("identity", "Transfer-Encoding: identity\r\n", "", Outcome.Refused(400, 501)),
        Coding("with a tab", "Transfer-Encoding:\tchunked\r\n", "0\r\n\r\n", Outcome.Fine),
        Coding("with a vertical tab", "Transfer-Encoding: \u000bchunked\r\n", "0\r\n\r\n", Outcome.Refused(400, 501)),
        Coding("with a space before the colon", "Transfer-Encoding : chunked\r\n", "0\r\n\r\n", Outcome.Refused()),
        Coding("with a space before its name", " Transfer-Encoding: chunked\r\n", "0\r\n\r\n", Outcome.Refused()),
        Coding("in quotes", "Transfer-Encoding: \"chunked\"\r\n", "0\r\n\r\n", Outcome.Refused(400, 501)),
        Coding("given twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "0\r\n\r\n", Outcome.Refused(400, 501)),
        Coding("in capitals", "TRANSFER-ENCODING: CHUNKED\r\n", "0\r\n\r\n", Outcome.Fine),
        Coding("of HTTP/1.0", "Transfer-Encoding: chunked\r\n", "0\r\n\r\n", Outcome.FineOrRefused()) with { Bytes = "GET {path} HTTP/1.0\r\nAuthorization: Bearer {token}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" },

        Chunk("of garbage", "zz\r\n", Outcome.FineOrRefused()),
        Chunk("with a negative size", "-1\r\n", Outcome.FineOrRefused()),
        Chunk("with a size in 0x", "0x5\r\n01234\r\n0\r\n\r\n", Outcome.FineOrRefused()),
        Chunk("with a size beyond 32 bits", "ffffffffffffffff\r\n", Outcome.FineOrRefused()),
        Chunk("with an empty size", "\r\n0\r\n\r\n", Outcome.FineOrRefused()),
        Chunk("with a bare LF", "5\n01234\n0\n\n", Outcome.FineOrRefused()),
        Chunk("with an extension", "5;a=\"b\r\n\"\r\n01234\r\n0\r\n\r\n", Outcome.FineOrRefused()),
        Chunk("with a giant extension", $"5;{new string('a', 20_000)}\r\n01234\r\n0\r\n\r\n", Outcome.FineOrRefused()),
        Chunk("longer than its size", "5\r\n0123456789\r\n0\r\n\r\n", Outcome.FineOrRefused()),
        Chunk("with trailers that smuggle a token", "0\r\nAuthorization: Bearer x\r\nContent-Length: 5\r\n\r\n", Outcome.Fine),
        Chunk("and what looks like a request", "0\r\n\r\n" + Smuggled, Outcome.Fine),
        Chunk("that never ends", "5\r\n01", Outcome.FineOrRefused()) with { IsCutOff = true },

        new("expect: 100-continue", Head + "Connection: close\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n01234", Outcome.Fine),
        new("expect: something else", Head + "Connection: close\r\nExpect: the unexpected\r\n\r\n", Outcome.FineOrRefused(417)),
    ];

    private static HostileRequest Length(string name, string headers, string body, Outcome outcome) => new("length: " + name, $"{Head}Connection: close\r\n{headers}\r\n{body}", outcome);

    private static HostileRequest Coding(string name, string headers, string body, Outcome outcome) => new("coding: " + name, $"{Head}Connection: close\r\n{headers}\r\n{body}", outcome);

    private static HostileRequest Chunk(string name, string body, Outcome outcome) => new("chunk: " + name, $"{Head}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n{body}", outcome);
}
