using System.Runtime.CompilerServices;
using Gateway.Domain.Ingest;

namespace Gateway.Application.Ingest;

/// <summary>Where observations come from, in the source's own order.</summary>
public interface IObservationSource
{
    /// <summary>How much of it has been read, from 0 to 1; null where it does not know its length.</summary>
    double? Share { get; }

    /// <summary>Whether it is another program's store: once that is read to its end, the session's data is current, whatever was in it.</summary>
    bool IsStore { get; }

    /// <summary>What became of its lines, one after the other. Of a source that is read once more, all of them again.</summary>
    /// <exception cref="UnavailableException">The source is out of reach.</exception>
    IAsyncEnumerable<ParsedLine> ReadAsync(CancellationToken cancellationToken);
}

/// <summary>Lines of the neutral form, one JSON object each, from a stream that is read once and in constant memory.</summary>
/// <param name="clock">Ours: lines from too far ahead of it are rejected.</param>
public sealed class NdjsonSource(Stream source, TimeProvider clock) : IObservationSource
{
    private readonly NdjsonReader _reader = new(source);

    /// <summary>What lines leave out says nothing.</summary>
    public bool IsStore => false;

    public double? Share => source.CanSeek && source.Length > 0 ? (double)_reader.TakenBytes / source.Length : null;

    /// <exception cref="CompressedContentException">It is compressed.</exception>
    public async IAsyncEnumerable<ParsedLine> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var isFirst = true; await _reader.ReadLineAsync(cancellationToken) is { } line; isFirst = false)
        {
            if (isFirst && CompressedContent.FormatOf(line.Span) is { } format)
            {
                throw new CompressedContentException(format);
            }

            yield return ObservationLine.Parse(line, clock.GetUtcNow());
        }
    }
}
