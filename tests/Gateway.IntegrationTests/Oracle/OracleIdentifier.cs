namespace Gateway.IntegrationTests.Oracle;

/// <summary>What the oracle knows of one identifier.</summary>
internal sealed class OracleIdentifier
{
    public (string Value, long At)? Partner { get; set; }

    public (string Value, long At)? Saved { get; set; }

    public (string Value, long At)? Push { get; set; }

    public (string Value, long At)? Business { get; set; }

    public bool HasDirectChat { get; set; }

    public long? Position { get; set; }

    public Dictionary<string, long> SeenInGroups { get; } = [];

    /// <summary>The later time wins, at equal times the larger value; a repeated value without a time leaves its time alone.</summary>
    public static (string, long)? Later((string Value, long At)? known, string? seen, long at, bool isStated) =>
        seen is null ? known
        : known is not { } fact ? (seen, at)
        : !isStated && fact.Value == seen ? known
        : at > fact.At || (at == fact.At && OracleText.IsLarger(seen, fact.Value)) ? (seen, at)
        : known;
}
