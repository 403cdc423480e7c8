using Gateway.Api.Auth;
using Gateway.Domain.Access;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Gateway.Api.Contacts;

/// <summary>The people a session has seen.</summary>
[ApiController]
[Route("api/v1/sessions/{session}/contacts")]
public sealed class ContactsController(IMediator mediator) : ControllerBase
{
    /// <summary>Answers from stored data alone, whether or not the number is online.</summary>
    [HttpGet(Name = "listContacts")]
    [HttpHead]
    [RequirePermission(Permissions.Read)]
    public async Task<ContactListResponse> List(ListContactsParameters parameters)
    {
        Response.NoteFilters(parameters);
        var page = await mediator.Send(parameters.ToQuery(HttpContext.Caller()), HttpContext.RequestAborted);
        Response.Describe(page, parameters);
        return ContactListResponse.From(page);
    }
}
