using Gateway.Domain.Access;
using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using MediatR;

namespace Gateway.Application.Ingest;

/// <summary>Takes in what a caller sends for a session of its organization, as it comes.</summary>
/// <param name="Session">As the caller wrote it.</param>
/// <param name="Body">Lines of the neutral form. Read only once the session is known to be there.</param>
public sealed record FeedObservationsCommand(Caller Caller, string Session, Stream Body) : IRequest<ImportReport>;

internal sealed class FeedObservationsHandler(IMediator mediator, TimeProvider clock)
    : IRequestHandler<FeedObservationsCommand, ImportReport>
{
    public Task<ImportReport> Handle(FeedObservationsCommand request, CancellationToken cancellationToken) =>
        SessionId.TryParse(request.Session, out var id)
            ? mediator.Send(new ImportObservationsCommand(new SessionScope(id, request.Caller.OrganizationId), new NdjsonSource(request.Body, clock)), cancellationToken)
            : throw NotFoundException.Session();
}
