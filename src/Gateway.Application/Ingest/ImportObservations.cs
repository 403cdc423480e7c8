using Gateway.Domain.Ingest;
using MediatR;

namespace Gateway.Application.Ingest;

/// <summary>Takes in what a source gives, in batches that each happen whole or not at all.</summary>
/// <param name="Progress">Told after every batch what became of the lines so far.</param>
/// <param name="MemoryBytes">How much of the session may be remembered, about: a large import then asks the database for little.</param>
/// <remarks>The source is read only once the session is known to be there.</remarks>
public sealed record ImportObservationsCommand(SessionScope Session, IObservationSource Source, IProgress<LineCounts>? Progress = null, long MemoryBytes = 0)
    : IRequest<ImportReport>;

/// <summary>While a batch is being written, the next is read and reduced: the database and this program work at once.</summary>
internal sealed class ImportObservationsHandler(IObservationStore store, TimeProvider clock)
    : IRequestHandler<ImportObservationsCommand, ImportReport>
{
    public async Task<ImportReport> Handle(ImportObservationsCommand request, CancellationToken cancellationToken)
    {
        if (!await store.HasAsync(request.Session, cancellationToken))
        {
            throw NotFoundException.Session();
        }

        using var abandon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var batches = new ImportBatches(request.Source, clock, abandon.Token);
        var writer = new BatchWriter(store, clock, request);
        var batch = await batches.ReadAsync();
        while (true)
        {
            var next = batch.IsLast ? Task.FromResult(batch) : Task.Run(batches.ReadAsync, abandon.Token);
            try
            {
                // The data become current with a line that is accepted, or when a store was read to its end; not when lines end.
                if (batch.Lines.Count > 0 || request.Source.IsStore)
                {
                    await writer.TakeAsync(batch, cancellationToken);
                }

                if (batch.IsLast)
                {
                    await writer.FinishAsync(cancellationToken);
                    await batches.LeaveAsync(next);
                    return batches.Report(writer.People, writer.Ahead);
                }

                batch = await next;
            }
            catch
            {
                // The next batch is not waited for: a source may keep still for long. The last one is: it was whole.
                await abandon.CancelAsync();
                _ = batches.LeaveAsync(next);
                await ((Task)writer.FinishAsync(cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }
        }
    }
}
