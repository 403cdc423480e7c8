using System.Net.Http.Headers;
using System.Text.Json;

namespace Gateway.Client;

/// <summary>The gateway answered with an error, or with something that is no answer of a gateway's.</summary>
public class GatewayException : Exception
{
    private const string RequestIdHeader = "X-Request-Id";
    private const string RetryAfterHeader = "Retry-After";

    /// <summary>Made by the client, of an answer.</summary>
    /// <param name="message">What to say when the answer is not the gateway's error envelope.</param>
    /// <param name="statusCode">The answer's HTTP status.</param>
    /// <param name="response">The answer's body.</param>
    /// <param name="headers">The answer's headers.</param>
    /// <param name="innerException">What went wrong while the answer was read.</param>
    public GatewayException(string message, int statusCode, string? response, IReadOnlyDictionary<string, IEnumerable<string>> headers, Exception? innerException)
        : this(message, statusCode, Envelope.Read(response), headers, innerException)
    {
    }

    private GatewayException(string message, int statusCode, Envelope envelope, IReadOnlyDictionary<string, IEnumerable<string>> headers, Exception? innerException)
        : base(Describe(envelope.Message ?? message, envelope.Code ?? $"HTTP {statusCode}", Headers.Text(headers, RequestIdHeader)), innerException)
    {
        StatusCode = statusCode;
        CodeText = envelope.Code;
        Details = envelope.Details;
        RequestId = Headers.Text(headers, RequestIdHeader);
        RetryAfter = WaitOf(Headers.Text(headers, RetryAfterHeader));
    }

    /// <summary>The answer's HTTP status.</summary>
    public int StatusCode { get; }

    /// <summary>What went wrong; null when the answer names no code that this version of the client knows, as a proxy's would.</summary>
    public ErrorCode? Code => ErrorCodes.TryParse(CodeText);

    /// <summary>The code as the gateway wrote it, also one that this version of the client does not know; null when the answer is not a gateway's.</summary>
    public string? CodeText { get; }

    /// <summary>The request's id: the one thing to name when asking what happened.</summary>
    public string? RequestId { get; }

    /// <summary>What the gateway told besides, by name; empty when nothing.</summary>
    public IReadOnlyDictionary<string, JsonElement> Details { get; }

    /// <summary>Of <see cref="ErrorCode.ValidationError"/>: what is wrong with each malformed parameter, in sentences; else empty.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Faults =>
        Code == ErrorCode.ValidationError ? Envelope.Sentences(Details) : new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>How long to wait before trying again, where the gateway says so.</summary>
    public TimeSpan? RetryAfter { get; }

    private static string Describe(string message, string code, string? requestId) =>
        requestId is null ? $"{message} ({code})" : $"{message} ({code}, request {requestId})";

    private static TimeSpan? WaitOf(string? header) =>
        RetryConditionHeaderValue.TryParse(header, out var value) ? Waiting.Of(value, TimeProvider.System) : null;
}

/// <summary>What generated code would throw of a documented error; <see cref="GatewayOperations"/> has thrown before it gets there.</summary>
internal sealed class GatewayException<TResult>(
    string message, int statusCode, string? response, IReadOnlyDictionary<string, IEnumerable<string>> headers, TResult result, Exception? innerException)
    : GatewayException(message, statusCode, response, headers, innerException)
{
    public TResult Result { get; } = result;
}
