using Gateway.Application.Contacts;
using Gateway.Domain.Contacts;
using Gateway.Domain.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace Gateway.IntegrationTests.Docs;

/// <summary>What the service answers when it has a defect, which no sample can call up: one is built in.</summary>
internal static class Defect
{
    public static async Task<string> AnswerAsync()
    {
        var contacts = new Mock<IContactRepository>();
        contacts.Setup(list => list.ListAsync(It.IsAny<string>(), It.IsAny<SessionId>(), It.IsAny<ContactFilter>(), It.IsAny<long>(), It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new InvalidOperationException());
        await using var application = new GatewayApplication(("Serilog:MinimumLevel:Override:Gateway.Api.Errors", "Fatal")) { Replace = services => services.AddSingleton(contacts.Object) };
        var answer = await (await application.NewTenantAsync()).ListAsync();
        return $"HTTP/1.1 {answer.Status} {Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(answer.Status)}\n{answer.Signature}\n\n{answer.Text}";
    }
}
