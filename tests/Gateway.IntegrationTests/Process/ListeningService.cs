using System.Diagnostics;
using System.Net;
using Gateway.IntegrationTests.Http.Feeding;
using Gateway.IntegrationTests.Leaks;

namespace Gateway.IntegrationTests.Process;

/// <summary>A service that listens, wherever it runs, and what tests ask it for.</summary>
internal abstract class ListeningService(Uri url) : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);
    private readonly HttpClient _http = new() { BaseAddress = url };

    public Uri Url => url;

    public async Task<HttpStatusCode> StatusOfAsync(string path, string? key = null)
    {
        using var response = await GetAsync(path, key);
        return response.StatusCode;
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? key = null)
    {
        Gathered.Told($"{path} Bearer {key}");
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
        {
            request.Headers.Authorization = new("Bearer", key);
        }

        return _http.SendAsync(request);
    }

    /// <summary>
    /// Reads a page; after 503 it asks again, as the SDKs do. On a busy machine, connecting to the database can take longer than a read
    /// waits. What must not answer 503 is tested by <c>GatewayApplication</c>, which does not ask again.
    /// </summary>
    public async Task<ListedPage> PageAsync(string session, string key, string query = "")
    {
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(s_pause))
        {
            using var response = await GetAsync($"/api/v1/sessions/{session}/contacts?{query}", key);
            if (response.StatusCode != HttpStatusCode.ServiceUnavailable || patience.Elapsed > s_patience)
            {
                return await ListedPage.FromAsync(response);
            }
        }
    }

    /// <summary>Everybody, by following the cursors to the end, as the JSON of each.</summary>
    public async Task<List<string>> EverybodyAsync(string session, string key, int limit = 200)
    {
        var everybody = new List<string>();
        var cursor = "";
        do
        {
            var page = await PageAsync(session, key, $"limit={limit}&cursor={cursor}");
            everybody.AddRange(page.People);
            cursor = page.NextCursor;
        }
        while (cursor.Length > 0);
        return everybody;
    }

    /// <summary>Sends lines, and then holds the upload open until told to end it; gives the answer.</summary>
    public async Task<Answer> FeedAsync(string session, string key, IEnumerable<string> lines, Task? end = null)
    {
        Gathered.Told($"Bearer {key}");
        var bytes = Observations.Bytes(lines);
        using var http = new HttpClient { BaseAddress = Url, Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return await http.SendAsync(Feeder.PathOf(session), Feeder.Content(new WrittenContent(async stream =>
        {
            await stream.WriteAsync(bytes);
            await stream.FlushAsync();
            await (end ?? Task.CompletedTask);
        })));
    }

    public virtual ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>A service in the tests' own process: it starts in a tenth of the time, and cannot be killed.</summary>
internal sealed class ServiceInProcess(GatewayApplication application) : ListeningService(application.Address)
{
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await application.DisposeAsync();
    }
}
