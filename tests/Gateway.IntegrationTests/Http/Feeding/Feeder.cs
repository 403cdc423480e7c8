using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Gateway.Domain.Access;
using Gateway.IntegrationTests.Leaks;

namespace Gateway.IntegrationTests.Http.Feeding;

/// <summary>Somebody who may feed a tenant's session, and nothing else.</summary>
internal sealed record Feeder(Tenant Tenant, HttpClient Client)
{
    public const string Ndjson = "application/x-ndjson";

    public string Path => PathOf(Tenant.Session);

    public string Token => Client.DefaultRequestHeaders.Authorization!.Parameter!;

    public static string PathOf(string session) => $"/api/v1/sessions/{session}/observations";

    public static async Task<Feeder> OfAsync(Tenant tenant)
    {
        var client = await tenant.Application.ClientFor(tenant.Organization, Permissions.Ingest);
        client.Timeout = Timeout.InfiniteTimeSpan;
        return new Feeder(tenant, client);
    }

    public static async Task<Feeder> NewAsync(GatewayApplication application) => await OfAsync(await application.NewTenantAsync());

    /// <summary>Lines, each with its end.</summary>
    public Task<Answer> SendAsync(params IEnumerable<string> lines) => SendAsync(string.Concat(lines.Select(line => line + "\n")));

    public Task<Answer> SendAsync(string body) => SendAsync(Encoding.UTF8.GetBytes(body));

    public Task<Answer> SendAsync(byte[] body)
    {
        Gathered.Told(body);
        return Client.SendAsync(Path, Content(new ByteArrayContent(body)));
    }

    /// <summary>What is written as it comes, in chunks.</summary>
    public Task<Answer> StreamAsync(Func<Stream, Task> write) => Client.SendAsync(Path, Content(new WrittenContent(write)));

    public async Task UntilListedAsync(int people)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await Tenant.ListAsync()).MustBePage().Names.Count < people)
        {
            await Task.Delay(50, patience.Token);
        }
    }

    /// <summary>As bytes, closing the connection; each header line ends with CR LF.</summary>
    public Task<Answer> RawAsync(string headers, string body, string method = "POST") => Tenant.Application.RawAsync(
        $"{method} {Path} HTTP/1.1\r\nHost: {Tenant.Application.Address.Authority}\r\nAuthorization: Bearer {Token}\r\nContent-Type: {Ndjson}\r\nConnection: close\r\n{headers}\r\n{body}");

    public static HttpContent Content(HttpContent content, string type = Ndjson)
    {
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }
}

/// <summary>A body that a test writes.</summary>
internal sealed class WrittenContent(Func<Stream, Task> write) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => write(stream);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}

internal static class Sending
{
    public static async Task<Answer> SendAsync(this HttpClient client, string target, HttpContent content, string method = "POST", params (string Name, string Value)[] headers)
    {
        Gathered.Told(target);
        using var request = new HttpRequestMessage(new HttpMethod(method), target) { Content = content };
        foreach (var (name, value) in headers)
        {
            Assert.That(request.Headers.TryAddWithoutValidation(name, value));
        }

        using var response = await client.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    /// <summary>Asserts a report, these bytes.</summary>
    public static Answer MustReport(this Answer answer, string report)
    {
        Assert.That(answer.Text, Is.EqualTo(report));
        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(answer.Header("Content-Type"), Is.EqualTo("application/json; charset=utf-8"));
        return answer;
    }
}
