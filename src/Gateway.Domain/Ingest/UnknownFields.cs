namespace Gateway.Domain.Ingest;

/// <summary>How often fields without a meaning were given, by name: a misspelt field is dropped, and must not be dropped in silence.</summary>
/// <remarks>Names come from strangers: few of them are kept, and none that could be a text or a number.</remarks>
public sealed class UnknownFields
{
    public const int MaxNames = 20;
    public const int MaxNameLength = 64;

    /// <summary>What counts all fields of further or other names.</summary>
    public const string Other = "other";

    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>By name, at most <see cref="MaxNames"/> of them and <see cref="Other"/>.</summary>
    public IReadOnlyDictionary<string, long> Counts => _counts;

    public void Add(string name, long count = 1)
    {
        var named = IsName(name) && (_counts.ContainsKey(name) || HasRoom) ? name : Other;
        _counts[named] = _counts.GetValueOrDefault(named) + count;
    }

    public void Add(UnknownFields others)
    {
        foreach (var (name, count) in others.Counts)
        {
            Add(name, count);
        }
    }

    private bool HasRoom => _counts.Count - (_counts.ContainsKey(Other) ? 1 : 0) < MaxNames;

    private static bool IsName(string name) => name.Length is >= 1 and <= MaxNameLength && name.All(letter => char.IsAsciiLetter(letter) || letter == '_');
}
