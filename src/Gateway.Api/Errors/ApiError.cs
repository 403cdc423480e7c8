namespace Gateway.Api.Errors;

/// <summary>An error as callers see it: what docs and SDKs name by its code.</summary>
internal sealed record ApiError(int Status, string Code, string Message)
{
    public static readonly ApiError Validation = new(StatusCodes.Status400BadRequest, "validation_error", "a query parameter is malformed");
    public static readonly ApiError BadRequest = new(StatusCodes.Status400BadRequest, "bad_request", "the request is malformed");
    public static readonly ApiError Unauthorized = new(StatusCodes.Status401Unauthorized, "unauthorized", "a valid bearer token is required");
    public static readonly ApiError Forbidden = new(StatusCodes.Status403Forbidden, "forbidden", "the token lacks the permission");
    public static readonly ApiError NotFound = new(StatusCodes.Status404NotFound, "not_found", "no such resource");
    public static readonly ApiError MethodNotAllowed = new(StatusCodes.Status405MethodNotAllowed, "method_not_allowed", "the method is not allowed here");
    public static readonly ApiError TooLarge = new(StatusCodes.Status413PayloadTooLarge, "payload_too_large", "the request body is too large");
    public static readonly ApiError MediaType = new(StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type", "the media type is not supported");
    public static readonly ApiError RateLimited = new(StatusCodes.Status429TooManyRequests, "rate_limited", "too many requests");
    public static readonly ApiError Internal = new(StatusCodes.Status500InternalServerError, "internal_error", "something went wrong on our side");
    public static readonly ApiError Unavailable = new(StatusCodes.Status503ServiceUnavailable, "unavailable", "the service is not available just now");

    /// <summary>Every error there is; of two with one status, the one that a bare status means comes first.</summary>
    public static IReadOnlyList<ApiError> All { get; } =
        [BadRequest, Validation, Unauthorized, Forbidden, NotFound, MethodNotAllowed, TooLarge, MediaType, RateLimited, Internal, Unavailable];

    /// <summary>What a bare status means, as the framework sets it.</summary>
    public static ApiError Of(int status) =>
        All.FirstOrDefault(error => error.Status == status)
        ?? (status >= StatusCodes.Status500InternalServerError ? Internal : BadRequest with { Status = status });
}
