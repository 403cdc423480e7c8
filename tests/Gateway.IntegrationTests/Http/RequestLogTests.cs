using System.Text;
using System.Text.Json;
using Gateway.Domain.Access;
using Gateway.IntegrationTests.Http.Feeding;

namespace Gateway.IntegrationTests.Http;

/// <summary>The audit event of every request. Takes the process's standard error for itself.</summary>
[NonParallelizable]
public sealed class RequestLogTests
{
    [Test]
    public async Task The_request_log_tells_who_asked_what_and_what_came_of_it()
    {
        Tenant? tenant = null;
        var keyId = "";
        var text = await Captured.ErrorOutputOfAsync(async () =>
        {
            await using var application = new GatewayApplication(("Serilog:MinimumLevel", "Information"), ("Serilog:MinimumLevel:Override:Microsoft", "Warning"));
            tenant = await application.NewTenantAsync();
            await tenant.SeedContactsAsync(3);
            var key = await application.NewKeyAsync(tenant.Organization, Permissions.Read);
            keyId = key.Id;
            using var client = application.ClientWith(key.Key);
            await client.AskAsync(tenant.Path + "?q=person&limit=2&source=dm", "GET", ("X-Request-Id", "first"));
            await client.AskAsync(tenant.Path + "?limit=abc&group=x", "GET", ("X-Request-Id", "second"));
            await client.AskAsync("/canary", "CANARY", ("X-Request-Id", "third"));
            var feeder = await Feeder.OfAsync(tenant);
            await feeder.Client.SendAsync(feeder.Path, Feeder.Content(new StringContent("canary\n\n" + Lines.Person(1))), "POST", ("X-Request-Id", "fourth"));
        });
        var first = EntryOf(text, "first");
        Assert.That(first.GetProperty("Method").GetString(), Is.EqualTo("GET"));
        Assert.That(first.GetProperty("Route").GetString(), Is.EqualTo("api/v1/sessions/{session}/contacts"));
        Assert.That(first.GetProperty("Status").GetInt32(), Is.EqualTo(200));
        Assert.That(first.GetProperty("Elapsed").GetDouble(), Is.Positive);
        Assert.That(first.GetProperty("Organization").GetString(), Is.EqualTo(tenant!.Organization));
        Assert.That(first.GetProperty("Subject").GetString(), Is.EqualTo(keyId));
        Assert.That(first.GetProperty("Session").GetString(), Is.EqualTo(tenant.Session));
        Assert.That(first.GetProperty("Filters").GetString(), Is.EqualTo("source,q"));
        Assert.That(first.GetProperty("Rows").GetInt32(), Is.EqualTo(2));

        var second = EntryOf(text, "second");
        Assert.That(second.GetProperty("Status").GetInt32(), Is.EqualTo(400));
        Assert.That(second.GetProperty("Filters").GetString(), Is.EqualTo("group"));
        Assert.That(second.GetProperty("Session").GetString(), Is.EqualTo(tenant.Session));

        var third = EntryOf(text, "third");
        Assert.That(third.GetProperty("Status").GetInt32(), Is.EqualTo(404));
        Assert.That(third.GetProperty("Method").GetString(), Is.EqualTo("other"));

        var fourth = EntryOf(text, "fourth");
        Assert.That(fourth.GetProperty("Route").GetString(), Is.EqualTo("api/v1/sessions/{session}/observations"));
        Assert.That(fourth.GetProperty("Session").GetString(), Is.EqualTo(tenant.Session));
        Assert.That(fourth.GetProperty("Lines").GetInt64(), Is.EqualTo(3));
        Assert.That(text, Does.Not.Contain("canary").And.Not.Contain("Person 0001"));
    }

    private static JsonElement EntryOf(string log, string requestId) => log.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => line.StartsWith('{')).Select(line => JsonElement.Parse(Encoding.UTF8.GetBytes(line)).GetProperty("Properties"))
        .Single(entry => entry.GetProperty("SourceContext").GetString() == "Gateway.Requests" && entry.GetProperty("RequestId").GetString() == requestId);
}
