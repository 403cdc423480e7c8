using Gateway.Application.Contacts;
using Gateway.Domain.Contacts;
using Gateway.Domain.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace Gateway.IntegrationTests.Http;

/// <summary>A request as a whole ends in its time, whatever holds it up.</summary>
public sealed class DeadlineTests
{
    [Test]
    public async Task What_never_ends_by_itself_is_cancelled_and_unavailable()
    {
        var cancelled = new TaskCompletionSource();
        var endless = new Mock<IContactRepository>();
        endless.Setup(contacts => contacts.ListAsync(It.IsAny<string>(), It.IsAny<SessionId>(), It.IsAny<ContactFilter>(), It.IsAny<long>(), It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .Returns(async (string _, SessionId _, ContactFilter _, long _, int _, CancellationToken cancellationToken) =>
            {
                await using var registration = cancellationToken.Register(cancelled.SetResult);
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return null;
            });
        await using var application = new GatewayApplication { Replace = services => services.AddSingleton(endless.Object) };
        var tenant = await application.NewTenantAsync();

        var answer = (await tenant.ListAsync().WaitAsync(TimeSpan.FromSeconds(60))).MustBe(503, "unavailable");

        Assert.That(answer.Header("Retry-After"), Does.Match("^[1-9][0-9]*$"));
        Assert.That(answer.Header("X-Content-Type-Options"), Is.EqualTo("nosniff"));
        Assert.That(cancelled.Task.IsCompletedSuccessfully);
    }
}
