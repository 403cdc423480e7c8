using Gateway.Domain.Ingest;

namespace Gateway.Application.Ingest;

/// <summary>Lines that are applied together.</summary>
/// <param name="People">How many people the lines tell of, about.</param>
/// <param name="PeopleToCome">How many the rest of the source tells of, about; 0 where it does not know its length.</param>
/// <param name="Counts">What became of all lines up to here.</param>
internal sealed record ImportBatch(IReadOnlyList<Observation> Lines, Footprint Footprint, int People, long PeopleToCome, LineCounts Counts, bool IsLast);

/// <summary>Reads a source batch by batch, each small enough to hold its session's lock for a moment only.</summary>
internal sealed class ImportBatches(Stream source, TimeProvider clock)
{
    private const int MaxLines = 5000;
    private const int MaxPeople = 5000;
    private readonly NdjsonReader _reader = new(source);
    private readonly List<Rejection> _rejections = [];
    private LineCounts _counts;
    private long _people;

    public IReadOnlyList<Rejection> Rejections => _rejections;

    public async Task<ImportBatch> ReadAsync(CancellationToken cancellationToken)
    {
        var (lines, people, isLast) = (new List<Observation>(), 0, false);
        while (!isLast && lines.Count < MaxLines && people < MaxPeople)
        {
            var line = await _reader.ReadLineAsync(cancellationToken);
            isLast = line is null;
            if (line is { } bytes && Count(ObservationLine.Parse(bytes, clock.GetUtcNow())) is { } observation)
            {
                lines.Add(observation);
                people += observation is GroupObservation group ? group.Members.Count : 1;
            }
        }

        _people += people;
        return new ImportBatch(lines, Footprint.Of(lines), people, PeopleToCome(), _counts, isLast);
    }

    private long PeopleToCome() =>
        source.CanSeek && _reader.TakenBytes > 0 ? (long)(_people * (((double)source.Length / _reader.TakenBytes) - 1)) : 0;

    /// <summary>Counts a line; gives back what there is to apply.</summary>
    private Observation? Count(ParsedLine line)
    {
        var (applied, rejected) = (line.Observation is null ? 0 : 1, line.Rejection is null ? 0 : 1);
        _counts = new LineCounts(_counts.Total + 1, _counts.Applied + applied, _counts.Ignored + 1 - applied - rejected, _counts.Rejected + rejected);
        if (line.Rejection is { } reason && _rejections.Count < ImportReport.MaxRejections)
        {
            _rejections.Add(new Rejection(_counts.Total, reason));
        }

        return line.Observation;
    }
}
