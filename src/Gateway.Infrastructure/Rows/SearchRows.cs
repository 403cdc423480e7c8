using Gateway.Domain.Ingest;
using Gateway.Domain.Search;
using Gateway.Domain.Sessions;
using Gateway.Infrastructure.Search;

namespace Gateway.Infrastructure.Rows;

// Rows of the search index, as the statements of both databases name their columns.

internal sealed class SearchStateRow
{
    public long LastPosition { get; init; }

    public long SealedPosition { get; init; }

    /// <summary>At most as many as make folding due.</summary>
    public long ChangeCount { get; init; }
}

internal sealed class TextRow
{
    public long Position { get; init; }

    public string SearchText { get; init; } = "";
}

internal sealed class PostingRow
{
    public long Gram { get; init; }

    public long LastPosition { get; init; }

    public byte[] Postings { get; init; } = [];

    public PostingChunk Chunk => new(new Gram((int)Gram), LastPosition, Postings);
}

internal sealed class RunRow
{
    public long LastPosition { get; init; }

    public long Level { get; init; }

    public SearchRun Run => new(LastPosition, (int)Level);
}

internal sealed class ChangedTextRow
{
    public long Position { get; init; }

    public string SealedText { get; init; } = "";

    public string SearchText { get; init; } = "";

    public ChangedText Text => new(Position, SealedText, SearchText);
}

/// <summary>A session as a search begins with it.</summary>
internal sealed class SearchSessionRow
{
    public long SealedPosition { get; init; }

    public long Folds { get; init; }

    public long? DataAsOf { get; init; }

    public long Status { get; init; }

    public SearchStart Start(SearchReading reading, IReadOnlyList<long> changed, IReadOnlyList<Domain.Contacts.Contact> scanned) => new(
        new SessionFreshness(DataAsOf is { } at ? Timestamp.ToDateTimeOffset(at) : null, (SessionStatus)Status), SealedPosition, reading, changed, scanned);
}

/// <summary>A chunk, and the number of the list that it was read for.</summary>
internal sealed class ListedPostingRow
{
    public long List { get; init; }

    public long Gram { get; init; }

    public long LastPosition { get; init; }

    public byte[] Postings { get; init; } = [];
}
