using Gateway.Domain.Access;
using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using MediatR;

namespace Gateway.Application.Ingest;

/// <summary>Takes in what a caller sends for a session of its organization, as it comes.</summary>
/// <param name="Session">As the caller wrote it.</param>
/// <param name="Body">Lines of the neutral form. Read only once the session is known to be there.</param>
public sealed record FeedObservationsCommand(Caller Caller, string Session, Stream Body) : IRequest<ImportReport>;

internal sealed class FeedObservationsHandler(IObservationStore store, IMediator mediator, TimeProvider clock)
    : IRequestHandler<FeedObservationsCommand, ImportReport>
{
    public async Task<ImportReport> Handle(FeedObservationsCommand request, CancellationToken cancellationToken)
    {
        var session = SessionId.TryParse(request.Session, out var id) ? new SessionScope(id, request.Caller.OrganizationId) : throw NotFoundException.Session();
        return await store.HasAsync(session, cancellationToken)
            ? await mediator.Send(new ImportObservationsCommand(session, new NdjsonSource(request.Body, clock)), cancellationToken)
            : throw NotFoundException.Session();
    }
}
