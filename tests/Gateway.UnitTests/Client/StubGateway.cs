using System.Net;
using System.Text;
using Gateway.Client;

namespace Gateway.UnitTests.Client;

/// <summary>In the wire's place: answers in turn, the last again and again, and remembers what it was asked.</summary>
internal sealed class StubGateway(params Func<HttpRequestMessage, HttpResponseMessage>[] answers) : HttpMessageHandler
{
    public const string Session = "sess_stub";
    public static readonly Uri Address = new("https://gateway.example/base");

    public List<Uri> Asked { get; } = [];

    public List<string?> Tokens { get; } = [];

    public List<string> Agents { get; } = [];

    public List<HttpResponseMessage> Given { get; } = [];

    /// <summary>Called when a request came, before it is answered.</summary>
    public Action OnRequest { get; init; } = () => { };

    public static Func<HttpRequestMessage, HttpResponseMessage> Page(string nextCursor, params string[] names) => _ =>
        Answer(200, $$"""{"data":[{{string.Join(',', names.Select(name => $$"""{"businessName":"","lid":"","name":"{{name}}","phoneNumber":"","source":"group"}"""))}}],"nextCursor":"{{nextCursor}}"}""");

    public static Func<HttpRequestMessage, HttpResponseMessage> Error(int status, string body, params (string Name, string Value)[] headers) => _ => Answer(status, body, headers);

    public static HttpResponseMessage Answer(int status, string body, params (string Name, string Value)[] headers)
    {
        var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        headers.ToList().ForEach(header => answer.Headers.Add(header.Name, header.Value));
        return answer;
    }

    public GatewayClient Client() => new(new HttpClient(this) { BaseAddress = new Uri("https://gateway.example/") });

    /// <summary>The client as its options make it, but for the wire.</summary>
    public GatewayClient Client(GatewayClientOptions options, TimeProvider clock)
    {
        options.BaseAddress ??= Address;
        var handlers = new Retries(options, clock) { InnerHandler = new BearerTokens(options) { InnerHandler = this } };
        return new GatewayClient(new HttpClient(handlers) { BaseAddress = Connecting.AddressOf(options) });
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked.Add(request.RequestUri!);
        Tokens.Add(request.Headers.Authorization?.ToString());
        Agents.Add(request.Headers.UserAgent.ToString());
        OnRequest();
        cancellationToken.ThrowIfCancellationRequested();
        var answer = answers[Math.Min(Asked.Count, answers.Length) - 1](request);
        Given.Add(answer);
        return Task.FromResult(answer);
    }
}

/// <summary>A clock whose timers fire at once, and which remembers how long they would have taken.</summary>
internal sealed class HastyClock : TimeProvider
{
    public List<TimeSpan> Waits { get; } = [];

    public DateTimeOffset Now { get; init; } = new(2026, 11, 22, 7, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == Timeout.InfiniteTimeSpan)
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        Waits.Add(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
