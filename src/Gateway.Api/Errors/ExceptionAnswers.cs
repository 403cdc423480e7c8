using FluentValidation;
using Gateway.Api.Auth;
using Gateway.Api.Ingest;
using Gateway.Application;
using Microsoft.AspNetCore.Diagnostics;

namespace Gateway.Api.Errors;

/// <summary>A request that is wrong before its token is looked at.</summary>
internal sealed class BadRequestException(string message) : Exception(message);

/// <summary>A request whose body is announced in a form that the route does not take.</summary>
/// <param name="mediaType">The form that it takes.</param>
internal sealed class UnsupportedBodyException(string mediaType) : Exception(SentenceFor(mediaType))
{
    public static string SentenceFor(string mediaType) => $"send Content-Type: {mediaType}, in UTF-8 and without Content-Encoding";
}

/// <summary>The one place where exceptions become answers.</summary>
internal sealed partial class ExceptionAnswers(ILogger<ExceptionAnswers> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var (error, details) = Answer(exception);
        Log(error, exception, httpContext.TraceIdentifier);
        if (error == ApiError.Unauthorized)
        {
            httpContext.Response.Headers.WWWAuthenticate = BearerTokens.InvalidToken;
        }

        if (error.Status == ApiError.MediaType.Status)
        {
            // Both tell what would have been taken (RFC 9110, sections 12.5.1, 12.5.3 and 15.5.16). One route takes a body, in one form.
            httpContext.Response.Headers.Accept = SendObservationsParameters.ContentType;
            httpContext.Response.Headers.AcceptEncoding = "identity";
        }

        await httpContext.WriteErrorAsync(error, details);
        return true;
    }

    private static (ApiError Error, Dictionary<string, object>? Details) Answer(Exception exception) => exception switch
    {
        ValidationException faults => (ApiError.Validation, Details(faults)),
        NotFoundException missing => (ApiError.NotFound with { Message = missing.Message }, null),
        BadRequestException bad => (ApiError.BadRequest with { Message = bad.Message }, null),
        UnsupportedBodyException unsupported => (ApiError.MediaType with { Message = unsupported.Message }, null),
        BadHttpRequestException bad => (ApiError.Of(bad.StatusCode), null),
        CompressedContentException compressed => (ApiError.MediaType with { Message = compressed.Message }, null),
        UnavailableException => (ApiError.Unavailable, null),
        CredentialEndedException => (ApiError.Unauthorized, null),
        _ => (ApiError.Internal, null),
    };

    private static Dictionary<string, object> Details(ValidationException faults) =>
        faults.Errors
            .GroupBy(fault => fault.PropertyName, StringComparer.Ordinal)
            .ToDictionary(parameter => parameter.Key, parameter => (object)parameter.Select(fault => fault.ErrorMessage).Distinct(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);

    private void Log(ApiError error, Exception exception, string requestId)
    {
        if (error == ApiError.Internal)
        {
            LogDefect(exception, requestId);
        }
        else if (exception is UnavailableException { NeedsOperator: true })
        {
            LogAlarm(exception, requestId);
        }
        else if (error == ApiError.Unavailable)
        {
            LogUnavailable(exception, requestId);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A defect ended request {RequestId}")]
    private partial void LogDefect(Exception exception, string requestId);

    [LoggerMessage(Level = LogLevel.Critical, Message = "A needed part must be put right by its operator, found in request {RequestId}")]
    private partial void LogAlarm(Exception exception, string requestId);

    [LoggerMessage(Level = LogLevel.Error, Message = "A needed part was out of reach in request {RequestId}")]
    private partial void LogUnavailable(Exception exception, string requestId);
}
