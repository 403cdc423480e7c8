namespace Gateway.Api.Errors;

/// <summary>The envelope of every error.</summary>
public sealed record ErrorResponse(ErrorBody Error);

/// <summary>What went wrong.</summary>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Message">For people; may change.</param>
/// <param name="Details">Always an object. For <c>validation_error</c>, an array of sentences a malformed parameter.</param>
public sealed record ErrorBody(string Code, string Message, IReadOnlyDictionary<string, object> Details);

internal static class ErrorWriting
{
    private const string RetryAfterSeconds = "1";
    private static readonly Dictionary<string, object> s_noDetails = [];

    /// <summary>An error that is a bare status so far, as the framework leaves it, gets the envelope.</summary>
    public static async Task FillAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Response is { StatusCode: >= StatusCodes.Status400BadRequest, HasStarted: false, ContentLength: null, ContentType: null or "" } bare)
        {
            var error = ApiError.Of(bare.StatusCode);
            await context.WriteErrorAsync(error == ApiError.MethodNotAllowed ? error with { Message = $"{error.Message}; allowed: {bare.Headers.Allow}" } : error);
        }
    }

    /// <summary>Answers with the envelope. The response must not have started.</summary>
    public static Task WriteErrorAsync(this HttpContext context, ApiError error, IReadOnlyDictionary<string, object>? details = null)
    {
        context.Response.StatusCode = error.Status;
        if (error == ApiError.Unavailable || error == ApiError.RateLimited)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        var body = new ErrorResponse(new ErrorBody(error.Code, error.Message, details ?? s_noDetails));
        return context.Response.WriteAsJsonAsync(body, CancellationToken.None);
    }
}
