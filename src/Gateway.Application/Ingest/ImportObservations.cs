using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using MediatR;

namespace Gateway.Application.Ingest;

/// <summary>Takes in a stream of observations, one JSON object a line, in batches that each happen whole or not at all.</summary>
/// <param name="Progress">Told after every batch what became of the lines so far.</param>
public sealed record ImportObservationsCommand(SessionId Session, Stream Source, IProgress<LineCounts>? Progress = null)
    : IRequest<ImportReport>;

/// <summary>While a batch is being written, the next is read: the database and this program work at once.</summary>
internal sealed class ImportObservationsHandler(IObservationStore store, TimeProvider clock)
    : IRequestHandler<ImportObservationsCommand, ImportReport>
{
    public async Task<ImportReport> Handle(ImportObservationsCommand request, CancellationToken cancellationToken)
    {
        using var abandon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var batches = new ImportBatches(request.Source, clock);
        var people = default(PeopleCounts);
        var batch = await batches.ReadAsync(abandon.Token);
        while (true)
        {
            var next = batch.IsLast ? Task.FromResult(batch) : Task.Run(() => batches.ReadAsync(abandon.Token), abandon.Token);
            try
            {
                // Also when empty: a finished import makes the session's data current.
                people += (await ApplyAsync(request.Session, batch, cancellationToken)).People;
            }
            catch
            {
                // Not waited for: a source may keep still for long.
                await abandon.CancelAsync();
                _ = next.ContinueWith(left => left.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
                throw;
            }

            request.Progress?.Report(batch.Counts);
            if (batch.IsLast)
            {
                return new ImportReport(batch.Counts, people, batches.Rejections);
            }

            batch = await next;
        }
    }

    private Task<Reduction> ApplyAsync(SessionId session, ImportBatch batch, CancellationToken cancellationToken) => store.ApplyAsync(
        session, batch.Footprint, state => Reducer.Reduce(state, batch.Lines, Timestamp.From(clock.GetUtcNow())), cancellationToken);
}
