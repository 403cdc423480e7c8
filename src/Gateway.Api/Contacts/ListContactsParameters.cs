using System.ComponentModel;
using Gateway.Api.Http;
using Gateway.Application.Contacts;
using Gateway.Domain.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Gateway.Api.Contacts;

/// <summary>The list's parameters as the caller wrote them; null is absent. Read together, for each that the framework binds costs as much as all of them.</summary>
[StrictQuery]
public sealed class ListContactsParameters
{
    internal const string SessionName = "session";
    internal const string SourceName = "source";
    internal const string GroupName = "group";
    internal const string QName = "q";
    internal const string LimitName = "limit";
    internal const string CursorName = "cursor";
    private static readonly string[] s_names = [SourceName, GroupName, QName, LimitName, CursorName];

    [FromRoute(Name = SessionName)]
    public string Session { get; private init; } = "";

    [FromQuery(Name = SourceName)]
    [Description("Keeps people by how the session knows them: `dm`, those with a direct chat; `group`, those ever seen in a group, whether or not there is a direct chat too. Without it, both.")]
    public string? Source { get; private init; }

    [FromQuery(Name = GroupName)]
    [Description("Keeps the current members of one group, by its JID. A group that the session has not seen gives an empty page.")]
    public string? Group { get; private init; }

    [FromQuery(Name = QName)]
    [Description("Keeps people whose name, business name or phone number contains this text, whatever the case, in any script. All characters stand for themselves, but those that are never seen, such as joiners and soft hyphens, do not count. A text that reads as a phone number is looked for without its separators and leading zeros as well. Empty finds everybody.")]
    public string? Q { get; private init; }

    [FromQuery(Name = LimitName)]
    [Description("How many people a page holds. 0 means the default; what is out of range is taken as the nearest bound.")]
    public string? Limit { get; private init; }

    [FromQuery(Name = CursorName)]
    [Description("The `nextCursor` of the page before; absent or empty gives the first page. Belongs to its session and filters: with others it is refused. Opaque; does not expire.")]
    public string? Cursor { get; private init; }

    /// <summary>What could not be read as text.</summary>
    [BindNever]
    internal IReadOnlyList<ParameterFault> Faults { get; private init; } = [];

    /// <summary>Names of the filters present, parted by commas, for the log: never their values.</summary>
    internal string FilterNames => Source is null && Group is null && Q is null ? "" : string.Join(
        ',', new[] { Source is null ? null : SourceName, Group is null ? null : GroupName, Q is null ? null : QName }.Where(name => name is not null));

    public static ListContactsParameters Read(string? session, string? queryString)
    {
        var query = QueryText.Read(queryString, s_names);
        return new ListContactsParameters
        {
            Session = session ?? "",
            Source = query[SourceName],
            Group = query[GroupName],
            Q = query[QName],
            Limit = query[LimitName],
            Cursor = query[CursorName],
            Faults = query.Faults,
        };
    }

    internal ListContactsQuery ToQuery(Caller caller) => new(caller, Session, Source, Group, Q, Limit, Cursor, Faults);

    /// <summary>The link (RFC 8288) to the next page of the same list.</summary>
    internal string LinkTo(string nextCursor, PathString path) =>
        $"<{path.ToUriComponent()}?{Pair(SourceName, Source)}{Pair(GroupName, Group)}{Pair(QName, Q)}{Pair(LimitName, Limit)}{CursorName}={nextCursor}>; rel=\"next\"";

    private static string Pair(string name, string? value) => value is null ? "" : $"{name}={Uri.EscapeDataString(value)}&";

    /// <summary>Reads the raw query string instead of the framework's lenient binding, and still documents each parameter.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    private sealed class StrictQueryAttribute : ModelBinderAttribute
    {
        public StrictQueryAttribute()
            : base(typeof(Binder))
        {
        }

        public override BindingSource BindingSource => BindingSource.Query;
    }

    private sealed class Binder : IModelBinder
    {
        public Task BindModelAsync(ModelBindingContext bindingContext)
        {
            var request = bindingContext.HttpContext.Request;
            var parameters = Read(request.RouteValues[SessionName] as string, request.QueryString.Value);
            bindingContext.Result = ModelBindingResult.Success(parameters);
            return Task.CompletedTask;
        }
    }
}
