using static Gateway.IntegrationTests.Http.Hostile.HostileRequest;

namespace Gateway.IntegrationTests.Http.Hostile;

/// <summary>Query strings of every malformation, and some that only look like one.</summary>
internal static class HostileQueries
{
    public static IReadOnlyList<HostileRequest> All { get; } =
    [
        .. Each("limit", Outcome.Malformed("limit"),
            "", "abc", "1e3", "5.0", "1,000", "(1)", "%2B50", "+50", "50+", "%2050", "50%20", "0x10", "%D9%A5", "%EF%BC%95", "--5", "-", "NaN", "Infinity", "null", "true", "1_000", "5%00", "%00",
            "9223372036854775808", "-9223372036854775809", "5;6", "5=5", "%2", "%ff", "[5]", "50%0a", "&limit=5", "5&limit=abc", "5&%6Cimit=5"),
        .. Each("limit", Outcome.Fine, "0", "201", "007", "-0", "9223372036854775807", "%35", "0000000000000000000000000000000000003"),
        .. Each("limit", Outcome.Page(1), "-1", "-9223372036854775808", "1"),
        Query("limit=" + new string('9', 5000), Outcome.Malformed("limit")),
        .. Each("source", Outcome.Malformed("source"), "", "DM", "Dm", "all", "dm,group", "1", "dm%00", "dm%20", "+dm", "dm+", "%64m%0a", "dm%ff", "dm&source=group", "dm&source=dm", "%EF%BD%84m", "dm;group"),
        .. Each("source", Outcome.Fine, "dm", "%64%6D"),
        .. Each("source", Outcome.Nobody, "group"),
        .. Each("group", Outcome.Malformed("group"),
            "", "notajid", "1@s.whatsapp.net", "@g.us", "-1@g.us", "1-@g.us", "1-2-3@g.us", "1@G.US", "1@g.us%20", "+1@g.us", "1@g.us%00", "%D9%A1@g.us", "1@g.us@g.us", "1%27@g.us", "1@g.us,2@g.us",
            "1@g.us&group=1@g.us", "1%2540g.us", "1:2@g.us", "*@g.us", "1@g%2Eus%0a"),
        Query("group=" + new string('1', 300) + "@g.us", Outcome.Malformed("group")),
        Query("group=" + new string('1', 33) + "@g.us", Outcome.Malformed("group")),
        Query("group=" + new string('1', 32) + "-" + new string('2', 32) + "%40g.us", Outcome.Nobody),
        .. Each("group", Outcome.Nobody, "1@g.us", "1-2@g.us", "120363021234567890%40g.us"),
        .. Each("q", Outcome.Malformed("q"),
            "%00", "a%00b", "%0d%0a", "%1b[31m", "%7f", "%c2%80", "%c2%9f", "%", "%zz", "%u0041", "%4", "a%", "%ff", "%c0%80", "%c0%ae", "%e0%80%80", "%ed%a0%80", "%ed%b0%80", "%f4%90%80%80", "%f8%88%80%80%80",
            "%e2%82", "%80", "a&q=b", "a&%71=b", "%0"),
        .. Each("q", Outcome.Fine, "", "%20", "+", "person", "PERSON", "%70erson", "%EF%BC%B0erson", "%F0%9D%93%9Eerson".Replace("%9E", "%9F", StringComparison.Ordinal)),
        .. Each("q", Outcome.Nobody,
            "%25", "%2525", "_", "\\", "%5C", "%27%20OR%201=1--", "'%20OR%20'1'='1", "a;b", "%22", "--", "/*", "$1", "@p0", ":q", "%27||pg_sleep(5)||%27", "%EF%BF%BD", "%E2%80%AE", "%E2%80%8B", "%EF%BB%BF", "%F0%9F%98%80",
            "%F3%A0%80%81", "%EF%BF%BF", "%F4%8F%BF%BF", "%CC%81", "<script>", "%24%7Bjndi%7D", "{{7*7}}", "MATCH", "NULL", "%252e%252e%252f", "person%EF%BF%BE", "a=b=c", "%26", "%3D"),
        Query("q=" + new string('a', 256), Outcome.Nobody),
        Query("q=" + new string('a', 257), Outcome.Malformed("q")),
        Query("q=" + string.Concat(Enumerable.Repeat("%F0%9F%98%80", 256)), Outcome.Nobody),
        Query("q=" + string.Concat(Enumerable.Repeat("%F0%9F%98%80", 257)), Outcome.Malformed("q")),
        Query("q=" + string.Concat(Enumerable.Repeat("%EF%B7%BA", 256)), Outcome.Nobody), // one becomes 18 when folded
        Query("q=e" + string.Concat(Enumerable.Repeat("%CC%81", 255)), Outcome.Nobody),
        Query("q=" + new string('%', 256), Outcome.Malformed("q")),
        .. Each("cursor", Outcome.Malformed("cursor"),
            "garbage", "{cursor}x", "x{cursor}", "{cursor}=", "{cursor}%3D%3D", "{cursor}%20", "+{cursor}", "{cursor}{cursor}", "{others}", "null", "0", "-1", "%2B%2F%3D", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "%F0%9F%98%80",
            "{cursor}&q=a", "{cursor}&source=dm", "{cursor}&group=1@g.us", "{cursor}%0a", "%ff", "{cursor}&cursor={cursor}", "'%20OR%201=1--", "..%2f"),
        Query("cursor=" + new string('A', 257), Outcome.Malformed("cursor")),
        Query("cursor=" + new string('A', 7000), Outcome.Malformed("cursor")),
        .. Each("cursor", Outcome.Page(2), "{cursor}", "{cursor}&limit=100", "{cursor}&foo=1", "{cursor}&q="),
        .. new[] { "", "&", "&&=&", "=", "==", "?", "??q=nobody", "Q=nobody", "LIMIT=abc", "limit[]=abc", "limit.x=abc", "foo=1&foo=2", "q[]=nobody", "parameters.q=nobody", "session={other}", "organization=evil", "__proto__=1", "$where=1", ";;;", "foo;limit=abc" }.Select(query => Query(query, Outcome.Fine)),
        .. new[] { "foo=%ff", "%ff=1", "%00=1", "foo=%0a", "foo%=1", "%E0%80%80=1", "%ED%A0%80", "foo=%c2%85", string.Join('&', Enumerable.Repeat("a=1", 65)), string.Join('&', Enumerable.Repeat("a=1", 1100)) }.Select(query => Query(query, Outcome.Malformed("query"))),
        .. new[] { "q=\u00e9", "q=\u00c3\u00a9", "\u00ff" }.Select(query => Query(query, Outcome.Refused())), // bytes that are not even encoded
        Query("limit=abc&q=%zz&source=DM&group=x&cursor=garbage&foo=%ff", Outcome.Malformed("limit", "q", "source", "group", "query")),
        Query(string.Join('&', Enumerable.Repeat("limit=abc", 100)), Outcome.Malformed("limit", "query")),
        Query(new string('&', 7000), Outcome.Fine),
        Query(new string('=', 7000), Outcome.Fine),
        Query(new string('+', 7000), Outcome.Fine),
    ];

    private static IEnumerable<HostileRequest> Each(string name, Outcome outcome, params string[] values) => values.Select(value => Query($"{name}={value}", outcome));
}
