using System.Net.Http.Json;
using System.Text.Json;
using Gateway.IntegrationTests.Process;

namespace Gateway.IntegrationTests.Issuers;

/// <summary>A token issuer that runs, and what it says of itself. It ends with its standard input: with the tests, however they end.</summary>
internal sealed class IssuerProcess : IAsyncDisposable
{
    private static readonly string[] s_othersSettings = ["NODE_", "BETTER_AUTH_", "AUTH_"];
    private readonly RunningProcess _process;
    private readonly HttpClient _http;

    private IssuerProcess(RunningProcess process, IssuerFacts facts)
    {
        (_process, Facts) = (process, facts);
        _http = new HttpClient { BaseAddress = facts.Url };
    }

    public IssuerFacts Facts { get; }

    public static async Task<IssuerProcess> StartAsync(string program, params IEnumerable<string> arguments)
    {
        var (node, path) = IssuerPrograms.Find(program);
        var process = RunningProcess.Start(node, [path, .. arguments], WithoutOthersSettings);
        try
        {
            var line = await process.OutputLineAsync(line => line.StartsWith('{'));
            return new IssuerProcess(process, JsonSerializer.Deserialize<IssuerFacts>(line, JsonSerializerOptions.Web)!);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public Task<JsonElement> GetAsync(string path) => _http.GetForJsonAsync(path);

    public Task<JsonElement> PostAsync(string path, object body) => _http.PostForJsonAsync(path, body);

    public void Send(Signal signal) => _process.Send(signal);

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _process.DisposeAsync();
    }

    private static void WithoutOthersSettings(IDictionary<string, string?> environment)
    {
        foreach (var key in environment.Keys.Where(key => s_othersSettings.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal))).ToList())
        {
            environment.Remove(key);
        }
    }
}

/// <summary>The line that an issuer prints once it listens.</summary>
internal sealed record IssuerFacts(Uri Url, Uri Jwks, string Issuer)
{
    /// <summary>What a program needs to know, to take this issuer's tokens.</summary>
    public (string Key, string Value)[] Settings(string audience) =>
        [("Gateway:Jwt:JwksUrl", Jwks.OriginalString), ("Gateway:Jwt:Issuer", Issuer), ("Gateway:Jwt:Audience", audience)];
}

internal static class IssuerRequests
{
    public static async Task<JsonElement> PostForJsonAsync(this HttpClient http, string path, object body)
    {
        using var response = await http.PostAsJsonAsync(path, body);
        return await JsonOfAsync(response);
    }

    public static async Task<JsonElement> GetForJsonAsync(this HttpClient http, string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
        return await JsonOfAsync(response);
    }

    private static async Task<JsonElement> JsonOfAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonElement.Parse(text) : throw new InvalidOperationException($"{response.RequestMessage!.RequestUri}: {(int)response.StatusCode} {text}");
    }
}
