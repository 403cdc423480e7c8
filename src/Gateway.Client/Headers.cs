namespace Gateway.Client;

internal static class Headers
{
    /// <summary>The only value of a header, whatever the case of its name; null when there is none.</summary>
    public static string? Text(IReadOnlyDictionary<string, IEnumerable<string>> headers, string name) =>
        headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault();
}
