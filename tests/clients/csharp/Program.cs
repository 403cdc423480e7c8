using System.Text.Json;
using Gateway.Client;
using Microsoft.Extensions.DependencyInjection;

var session = Variable("GATEWAY_SESSION");
await using var services = new ServiceCollection()
    .AddGatewayClient(options => (options.BaseAddress, options.Token) = (new Uri(Variable("GATEWAY_URL")), Variable("GATEWAY_KEY")))
    .Services.BuildServiceProvider();
var client = services.GetRequiredService<IGatewayClient>();

var (contacts, distinct) = (0, new HashSet<string>());
await foreach (var contact in client.ListAllContactsAsync(session))
{
    contacts++;
    distinct.Add(contact.PhoneNumber);
}

var pages = 0;
await foreach (var page in client.ListContactPagesAsync(session, new ContactFilter { Source = ContactSource.DirectChat }, limit: 200))
{
    pages += page.DataAsOf is null ? 0 : 1;
}

string? refused = null;
try
{
    await client.ListContactsAsync("sess_unknown");
}
catch (GatewayException error) when (error.Code == ErrorCode.NotFound)
{
    refused = error.RequestId;
}

Console.WriteLine(JsonSerializer.Serialize(new { contacts, distinct = distinct.Count, pages, refused }));

static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set.");
