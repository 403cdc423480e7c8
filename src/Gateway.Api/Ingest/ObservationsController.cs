using Gateway.Api.Auth;
using Gateway.Api.Limits;
using Gateway.Api.Logging;
using Gateway.Domain.Access;
using MediatR;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;

namespace Gateway.Api.Ingest;

/// <summary>How data gets in while it happens.</summary>
[ApiController]
[Route("api/v1/sessions/{session}/observations")]
public sealed class ObservationsController(IMediator mediator) : ControllerBase
{
    /// <summary>Answers once the body has ended; what came is committed on the way.</summary>
    [HttpPost(Name = "sendObservations")]
    [RequirePermission(Permissions.Ingest)]
    [DisableRequestSizeLimit]
    [DisableRequestTimeout]
    [LongRequest]
    [TakesPlaceOfUpload]
    public async Task<ObservationReportResponse> Send(SendObservationsParameters parameters)
    {
        await using var body = parameters.Body;
        var report = await mediator.Send(parameters.ToCommand(HttpContext.Caller()), HttpContext.RequestAborted);
        RequestNotes.Of(HttpContext).Lines = report.Lines.Total;
        return ObservationReportResponse.From(report);
    }
}
