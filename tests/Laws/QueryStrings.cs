using FsCheck;
using FsCheck.Fluent;

namespace Gateway.Laws;

/// <summary>Query strings as nobody should write them, and nearly as one should.</summary>
internal static class QueryStrings
{
    private static readonly string[] s_names = ["q", "limit", "source", "group", "cursor", "%71", "lim%69t", "Q", "foo", "q[]", "", "%ff", "q%00", " q", "+"];

    private static readonly string[] s_values =
    [
        "", "a", "dm", "group", "DM", "5", "0", "-1", "201", "007", "+5", "5.0", "1e3", "9223372036854775807", "9223372036854775808", "1@g.us", "1-2@g.us", "1%40g.us", "@g.us",
        "%", "%4", "%zz", "%u0041", "%25", "%2525", "%00", "%0a", "%1b", "%7f", "%c2%85", "%ff", "%c0%80", "%ed%a0%80", "%f0%9f%98%80", "%F0%9F", "%f4%90%80%80", "%e2%80%ae", "%ef%bb%bf",
        "+", "%2B", "%20", "a=b", "a;b", "%26", "%3D", "_", "\\", "'", "\"", "<b>", "%D0%A4", "caf%C3%A9", "caf\u00e9", "\ud83d\ude00", "\ud800", "\0", "\r\n", "#", "?", "/", "..",
    ];

    /// <summary>One parameter that means something, with a value that may.</summary>
    public static Gen<string> One { get; } =
        from name in Gen.Elements("q", "q", "q", "limit", "source", "group", "cursor")
        from values in Gen.Elements(s_values).ListOf(2)
        from isLong in Gen.Elements(true, false)
        select $"{name}={values[0]}{(isLong ? values[1] : "")}";

    public static Gen<string> NearlyGood { get; } = Gen.Frequency(
        (6, Pair()),
        (1, Gen.Elements("&", "=", "?", "%", "&&", ";", "+", "#", "%26", "\t"))).ArrayOf().Select(pieces => string.Join('&', pieces));

    /// <summary>What a request line can carry.</summary>
    public static Gen<string> Sendable { get; } = NearlyGood.Or(One).Or(One).Select(query => string.Concat(query.Where(character => character is > ' ' and < '\x7f' and not '#')));

    public static Gen<string> Printable { get; } = Gen.Choose('!', '~').Select(code => (char)code).Where(character => character != '#').ArrayOf().Select(characters => new string(characters));

    private static Gen<string> Pair() =>
        from name in Gen.Elements(s_names)
        from isBare in Gen.Frequency((1, Gen.Constant(true)), (9, Gen.Constant(false)))
        from count in Gen.Choose(0, 3)
        from values in Gen.Elements(s_values).ListOf(count)
        select isBare ? name : $"{name}={string.Concat(values)}";
}
