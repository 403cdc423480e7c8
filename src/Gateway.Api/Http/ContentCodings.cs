using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Gateway.Api.Http;

/// <summary>The content codings that answers can have, and which of them a request wants (RFC 9110, section 12.5.3).</summary>
internal static class ContentCodings
{
    public const string Brotli = "br";
    public const string Gzip = "gzip";

    /// <summary>A shorter body fits into one packet as it is.</summary>
    public const int MinBytes = 1024;

    private const string Identity = "identity";
    private const string Any = "*";

    /// <summary>The first of two that a request likes as much is taken.</summary>
    private static readonly string[] s_codings = [Brotli, Gzip];

    /// <summary>
    /// Returns the coding that the request likes best; null to send the body as it is, also where the request refuses that: there
    /// is always an answer.
    /// </summary>
    public static string? Choose(StringValues acceptEncoding)
    {
        if (StringValues.IsNullOrEmpty(acceptEncoding) || !StringWithQualityHeaderValue.TryParseList(acceptEncoding, out var wishes))
        {
            return null;
        }

        var (best, quality) = ((string?)null, 0.0);
        foreach (var coding in s_codings)
        {
            if (QualityOf(coding, wishes) is var wished && wished > quality)
            {
                (best, quality) = (coding, wished);
            }
        }

        return quality >= QualityOf(Identity, wishes) ? best : null;
    }

    /// <summary>A coding that is not named has the quality of <c>*</c>; the framework's own choice takes <c>*</c> for all, named ones included.</summary>
    private static double QualityOf(string coding, IList<StringWithQualityHeaderValue> wishes) =>
        (Find(coding, wishes) ?? Find(Any, wishes)) is { } wish ? wish.Quality ?? 1 : 0;

    private static StringWithQualityHeaderValue? Find(string coding, IList<StringWithQualityHeaderValue> wishes) =>
        wishes.FirstOrDefault(wish => wish.Value.Equals(coding, StringComparison.OrdinalIgnoreCase));
}
