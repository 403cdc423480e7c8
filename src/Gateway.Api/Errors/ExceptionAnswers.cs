using FluentValidation;
using Gateway.Api.Auth;
using Gateway.Application;
using Microsoft.AspNetCore.Diagnostics;

namespace Gateway.Api.Errors;

/// <summary>A request that is wrong before its token is looked at.</summary>
internal sealed class BadRequestException(string message) : Exception(message);

/// <summary>A body of a form that is not taken.</summary>
/// <param name="message">What is taken.</param>
internal sealed class UnsupportedBodyException(string message) : Exception(message);

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

        await httpContext.WriteErrorAsync(error, details);
        return true;
    }

    private static (ApiError Error, Dictionary<string, object>? Details) Answer(Exception exception) => exception switch
    {
        ValidationException faults => (ApiError.Validation, Details(faults)),
        NotFoundException missing => (ApiError.NotFound with { Message = missing.Message }, null),
        BadRequestException bad => (ApiError.BadRequest with { Message = bad.Message }, null),
        BadHttpRequestException bad => (ApiError.Of(bad.StatusCode), null),
        UnsupportedBodyException or CompressedContentException => (ApiError.MediaType with { Message = exception.Message }, null),
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
