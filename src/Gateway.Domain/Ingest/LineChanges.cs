using Gateway.Domain.Whatsapp;

namespace Gateway.Domain.Ingest;

/// <summary>What one line or member has changed of people so far. Most lines of a repeated import change nothing.</summary>
internal sealed class LineChanges
{
    /// <summary>Changed identifiers as they were before the line.</summary>
    public Dictionary<Identifier, IdentifierFacts> Former { get; } = [];

    public HashSet<Identifier> NewOwn { get; } = [];

    public bool IsEmpty => Former.Count == 0 && NewOwn.Count == 0;

    public void Clear()
    {
        Former.Clear();
        NewOwn.Clear();
    }
}
