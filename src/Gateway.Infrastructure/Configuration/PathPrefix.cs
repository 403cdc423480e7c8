namespace Gateway.Infrastructure.Configuration;

/// <summary>
/// The rule for a path below which a proxy serves the service. Links and redirects repeat the path, so it must mean the same to every
/// reader: no escapes, no dot segments, no <c>//host</c>.
/// </summary>
public static class PathPrefix
{
    public const int MaxLength = 256;

    /// <summary>Returns whether the text is such a path: <c>/gateway</c>, <c>/tools/gateway</c>.</summary>
    public static bool IsWellFormed(string text) =>
        text.Length <= MaxLength && text.StartsWith('/') && text[1..].Split('/').All(IsSegment);

    /// <summary>Unreserved characters (RFC 3986, section 2.3).</summary>
    private static bool IsSegment(string text) =>
        text is not ("" or "." or "..") && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_' or '~');
}
