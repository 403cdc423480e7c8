using System.Diagnostics;
using Gateway.Application;
using Gateway.Bench.Data;

namespace Gateway.Bench.Load;

/// <summary>A place to ask at. Gives how many milliseconds the answer took.</summary>
internal interface IAsker
{
    string Name { get; }

    Task<double> AskAsync(Question question);
}

/// <summary>Straight at the port, in this process.</summary>
internal sealed class PortAsker(Stage stage) : IAsker
{
    private const int PageAndLookAhead = 51;

    public string Name => "port";

    public async Task<double> AskAsync(Question question)
    {
        var filter = question.Filter;
        var start = Stopwatch.GetTimestamp();
        try
        {
            await stage.Contacts.ListAsync(question.Session.Organization, question.Session.Id, filter, question.After, PageAndLookAhead, CancellationToken.None);
        }
        catch (UnavailableException)
        {
            // Given up by the service for its time: that long it took, at least.
        }

        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}

/// <summary>Through HTTP, on one connection.</summary>
internal sealed class HttpAsker(int port, IReadOnlyDictionary<string, string> tokens) : IAsker, IDisposable
{
    private readonly LeanConnection _connection = new(port);

    public string Name => "HTTP";

    public Task<double> AskAsync(Question question)
    {
        var request = question.Request(tokens[question.Session.Organization]);
        var start = Stopwatch.GetTimestamp();
        var status = _connection.Exchange(request);
        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return status is 200 or 503 ? Task.FromResult(took) : throw new InvalidOperationException($"Answered {status}.");
    }

    public void Dispose() => _connection.Dispose();
}
