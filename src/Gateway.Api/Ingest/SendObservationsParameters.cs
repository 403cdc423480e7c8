using Gateway.Api.Errors;
using Gateway.Application.Ingest;
using Gateway.Domain.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Net.Http.Headers;

namespace Gateway.Api.Ingest;

/// <summary>What an upload consists of, once its form is right. The body is not read here.</summary>
[BodyAsStream]
public sealed class SendObservationsParameters
{
    internal const string SessionName = "session";
    internal const string ContentType = "application/x-ndjson";
    private const string Charset = "utf-8";
    private const string NoEncoding = "identity";

    [FromRoute(Name = SessionName)]
    public string Session { get; private init; } = "";

    [BindNever]
    internal Stream Body { get; private init; } = Stream.Null;

    internal FeedObservationsCommand ToCommand(Caller caller) => new(caller, Session, Body);

    private static bool IsForm(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && Is(ContentType, type.MediaType.Value)
        && (!type.Charset.HasValue || Is(Charset, HeaderUtilities.RemoveQuotes(type.Charset).Value))
        && (request.Headers.ContentEncoding.Count == 0 || Is(NoEncoding, request.Headers.ContentEncoding.ToString()));

    private static bool Is(string text, string? value) => text.Equals(value, StringComparison.OrdinalIgnoreCase);

    /// <summary>Judges the form, which the framework would do before it knows the caller.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    private sealed class BodyAsStreamAttribute : ModelBinderAttribute
    {
        public BodyAsStreamAttribute()
            : base(typeof(Binder))
        {
        }

        public override BindingSource BindingSource => BindingSource.Query; // of which there are no parameters
    }

    private sealed class Binder : IModelBinder
    {
        public Task BindModelAsync(ModelBindingContext bindingContext)
        {
            var request = bindingContext.HttpContext.Request;
            bindingContext.Result = ModelBindingResult.Success(new SendObservationsParameters
            {
                Session = request.RouteValues[SessionName] as string ?? "",
                Body = IsForm(request) ? new LiveBody(bindingContext.HttpContext) : throw new UnsupportedBodyException($"the body must be NDJSON in UTF-8, not compressed, with Content-Type: {ContentType}"),
            });
            return Task.CompletedTask;
        }
    }
}
