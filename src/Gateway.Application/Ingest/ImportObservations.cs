using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using MediatR;

namespace Gateway.Application.Ingest;

/// <summary>Takes in a stream of observations, one JSON object a line, in batches that each happen whole or not at all.</summary>
/// <param name="Progress">Told after every batch what became of the lines so far.</param>
public sealed record ImportObservationsCommand(SessionId Session, Stream Source, IProgress<LineCounts>? Progress = null)
    : IRequest<ImportReport>;

internal sealed class ImportObservationsHandler(IObservationStore store, TimeProvider clock)
    : IRequestHandler<ImportObservationsCommand, ImportReport>
{
    private const int MaxBatchLines = 1000;
    private const int MaxBatchPeople = 2000;

    public async Task<ImportReport> Handle(ImportObservationsCommand request, CancellationToken cancellationToken)
    {
        var reader = new NdjsonReader(request.Source);
        var tally = new ImportTally();
        var batch = new List<Observation>(MaxBatchLines);
        var people = 0;
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (tally.Count(ObservationLine.Parse(line, clock.GetUtcNow())) is not { } observation)
            {
                continue;
            }

            batch.Add(observation);
            people += observation is GroupObservation group ? group.Members.Count : 1;
            if (batch.Count >= MaxBatchLines || people >= MaxBatchPeople)
            {
                await ApplyAsync(request, batch, tally, cancellationToken);
                people = 0;
            }
        }

        // Also when empty: a finished import makes the session's data current.
        await ApplyAsync(request, batch, tally, cancellationToken);
        return tally.Report();
    }

    private async Task ApplyAsync(ImportObservationsCommand request, List<Observation> batch, ImportTally tally, CancellationToken cancellationToken)
    {
        var reduction = await store.ApplyAsync(
            request.Session,
            Footprint.Of(batch),
            state => Reducer.Reduce(state, batch, Timestamp.From(clock.GetUtcNow())),
            cancellationToken);
        tally.Add(reduction.People);
        batch.Clear();
        request.Progress?.Report(tally.Lines);
    }
}

/// <summary>The report, while it grows.</summary>
internal sealed class ImportTally
{
    private readonly List<Rejection> _rejections = [];
    private PeopleCounts _people;

    public LineCounts Lines { get; private set; }

    /// <summary>Counts a line; gives back what there is to apply.</summary>
    public Observation? Count(ParsedLine line)
    {
        var (applied, rejected) = (line.Observation is null ? 0 : 1, line.Rejection is null ? 0 : 1);
        Lines = new LineCounts(Lines.Total + 1, Lines.Applied + applied, Lines.Ignored + 1 - applied - rejected, Lines.Rejected + rejected);
        if (line.Rejection is { } reason && _rejections.Count < ImportReport.MaxRejections)
        {
            _rejections.Add(new Rejection(Lines.Total, reason));
        }

        return line.Observation;
    }

    public void Add(PeopleCounts people) => _people += people;

    public ImportReport Report() => new(Lines, _people, _rejections);
}
