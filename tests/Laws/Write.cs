using Gateway.Domain.Ingest;
using Gateway.Domain.Whatsapp;

namespace Gateway.Laws;

/// <summary>Stands in a history where a person is forgotten.</summary>
internal sealed record Forget(Identifier Id) : Observation((long?)null);

/// <summary>Lines that are taken together, people to forget among them, and the clock they meet.</summary>
internal sealed record Batch(IReadOnlyList<Observation> Lines, long Now);

/// <summary>What one call of a store does: lines taken as one batch, or one person forgotten.</summary>
internal sealed record Write(IReadOnlyList<Observation> Lines)
{
    public Footprint Footprint => Lines is [Forget forget] ? Footprint.Of(forget.Id) : Footprint.Of(Lines);

    public Reduction Reduce(SessionState state, long now) =>
        Lines is [Forget forget] ? Reducer.Forget(state, forget.Id) : Reducer.Reduce(state, Lines, now);

    /// <summary>At least one, which may be empty.</summary>
    public static IReadOnlyList<Write> Of(IEnumerable<Observation> lines)
    {
        var writes = new List<List<Observation>> { new() };
        foreach (var line in lines)
        {
            if (writes[^1] is [Forget, ..] || (line is Forget && writes[^1].Count > 0))
            {
                writes.Add([]);
            }

            writes[^1].Add(line);
        }

        return [.. writes.Select(write => new Write(write))];
    }
}
