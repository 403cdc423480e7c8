using System.ComponentModel;
using Gateway.Domain.Ingest;

namespace Gateway.Api.Ingest;

/// <summary>What became of the lines that were sent.</summary>
public sealed record ObservationReportResponse(
    [property: Description("What became of each line.")]
    LineCountsResponse Lines,
    [property: Description("What the lines did to people: counted once a line, or once a member of a group line, of the first that applies.")]
    PeopleCountsResponse People,
    [property: Description("Members of group lines that could not be read. The other members count; the list is then not complete.")]
    long MembersRejected,
    [property: Description("How often fields without a meaning were given, of lines of known types and of members. At most 20 names of letters and `_`; `other` counts the rest.")]
    IReadOnlyDictionary<string, long> UnknownFields,
    [property: Description("The first 100 lines that were rejected, without content.")]
    IReadOnlyList<RejectionResponse> Rejections)
{
    internal static ObservationReportResponse From(ImportReport report) => new(
        new LineCountsResponse(report.Lines.Total, report.Lines.Applied, report.Lines.Ignored, report.Lines.Rejected, report.Lines.Suppressed, report.Lines.Ahead),
        new PeopleCountsResponse(report.People.New, report.People.Merged, report.People.Changed, report.People.Unseen, report.People.Unchanged),
        report.MembersRejected,
        report.UnknownFields,
        [.. report.Rejections.Select(rejection => new RejectionResponse(rejection.Line, rejection.Reason, rejection.Field))]);
}

/// <summary>What became of lines; `total` is the sum of `applied`, `ignored`, `rejected` and `suppressed`.</summary>
public sealed record LineCountsResponse(
    [property: Description("All lines.")]
    long Total,
    [property: Description("Taken in, whether or not they changed anything.")]
    long Applied,
    [property: Description("Without meaning here, and harmless: blank lines, unknown types, groups and others who are never contacts.")]
    long Ignored,
    [property: Description("Not taken in, for a reason that `rejections` names.")]
    long Rejected,
    [property: Description("About people who are not to be stored. Always 0: no person can be suppressed yet.")]
    long Suppressed,
    [property: Description("Of those applied, lines whose `at` lost against a stored time that lies after the service's clock, which ran ahead when that was stored.")]
    long Ahead);

/// <summary>What lines did to people.</summary>
public sealed record PeopleCountsResponse(
    [property: Description("A listed person appeared.")]
    long New,
    [property: Description("Two listed people became one.")]
    long Merged,
    [property: Description("A shown value changed.")]
    long Changed,
    [property: Description("Stored, but still not listed: no direct chat and never seen in a group, or the session's own.")]
    long Unseen,
    [property: Description("None of these.")]
    long Unchanged);

/// <summary>Why a line was not taken in; never what it said.</summary>
public sealed record RejectionResponse(
    [property: Description("The line's number, from 1.")]
    long Line,
    [property: Description("Why, for programs.")]
    string Reason,
    [property: Description("The known field that is wrong, such as `directChat`; empty where it is the line as a whole.")]
    string Field);
