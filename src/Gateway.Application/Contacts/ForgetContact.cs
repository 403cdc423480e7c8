using Gateway.Application.Ingest;
using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;
using MediatR;

namespace Gateway.Application.Contacts;

/// <summary>Removes one person entirely; answers whether anything was stored of them.</summary>
public sealed record ForgetContactCommand(SessionId Session, Identifier Id) : IRequest<bool>;

internal sealed class ForgetContactHandler(IObservationStore store) : IRequestHandler<ForgetContactCommand, bool>
{
    public async Task<bool> Handle(ForgetContactCommand request, CancellationToken cancellationToken)
    {
        var wasStored = false;
        await store.ApplyAsync(
            new SessionScope(request.Session),
            Footprint.Of(request.Id),
            state =>
            {
                wasStored = state.Identifiers.ContainsKey(request.Id);
                return Reducer.Forget(state, request.Id);
            },
            cancellationToken);
        return wasStored;
    }
}
