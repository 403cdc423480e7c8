using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Api.Ingest;
using Gateway.Api.Limits;
using Gateway.Domain.Ingest;
using Microsoft.OpenApi;

namespace Gateway.Api.OpenApi;

/// <summary>The upload's page of the document, and its report.</summary>
internal static class SendObservationsDocument
{
    public const string Id = "sendObservations";

    /// <summary>The schema of why a line is rejected.</summary>
    private const string Reason = "RejectionReason";

    /// <summary>What every program can count: JavaScript's numbers are exact so far.</summary>
    private const long Most = 9_007_199_254_740_991;

    private const string Lines = """
        {"type":"contact","jid":"6281234567890@s.whatsapp.net","lid":"205227043110953@lid","savedName":"Alice","pushName":"ali","directChat":true,"at":"2026-11-22T07:00:00Z"}
        {"type":"group","jid":"120363021234567890@g.us","name":"Team","members":["6281234567890@s.whatsapp.net",{"jid":"205227043110953@lid","role":"admin"}],"complete":true}
        {"type":"mapping","lid":"205227043110953@lid","phone":"6281234567890@s.whatsapp.net"}
        {"type":"session","jid":"6281200000001:12@s.whatsapp.net","status":"connected"}

        """;

    private static readonly string[] s_schemas = [DocumentSetup.ReportName, DocumentSetup.LineCountsName, DocumentSetup.PeopleCountsName, DocumentSetup.RejectionName];

    public static void Describe(OpenApiOperation operation, OpenApiDocument document)
    {
        operation.Summary = "Take in what a session observes";
        operation.Description =
            "Observations in the neutral form, one JSON object a line, as long as there are any: they are read as they come, and committed in batches, at the latest a second after "
            + "the first of a batch came. The body may be of any length and last for as long as something, be it a blank line, comes every "
            + string.Create(CultureInfo.InvariantCulture, $"{LiveBody.LongestSilence.TotalSeconds}")
            + " seconds; else the connection is cut. Lines that are rejected are named in the report and hold up no others; members that cannot be read are counted. After an error or a cut, what was committed "
            + "stays: send everything again, which changes nothing that is there. Needs the permission `ingest`.";
        operation.RequestBody = new OpenApiRequestBody
        {
            Description = "NDJSON in UTF-8, not compressed; a line has at most 4 MiB. Unknown types are ignored, as are blank lines; unknown fields are counted.",
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [SendObservationsParameters.ContentType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" }, Example = JsonValue.Create(Lines) },
            },
        };
        DescribeSuccess((OpenApiResponse)operation.Responses!["200"], document);
        ErrorsDocument.AddTo(operation, document, ErrorsDocument.Malformed, 401, 403, 404, 415, 429, 500, 503);
    }

    public static void AddTo(OpenApiDocument document)
    {
        document.AddComponent(Reason, new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Enum = [.. RejectionReason.All.Select(reason => JsonValue.Create(reason))],
            Description = "Why a line was rejected, for programs: stable.",
            Extensions = DocumentSetup.NamesOfValues(RejectionReason.All.Select(DocumentSetup.Pascal)),
        });
        foreach (var schema in s_schemas.Select(name => (OpenApiSchema)document.Components!.Schemas![name]))
        {
            schema.AdditionalPropertiesAllowed = false;
            foreach (var number in schema.Properties!.Values.OfType<OpenApiSchema>().Where(property => property.Type == JsonSchemaType.Integer))
            {
                (number.Minimum, number.Maximum) = ("0", Most.ToString(CultureInfo.InvariantCulture));
            }
        }

        var (report, rejection) = (document.Components!.Schemas![DocumentSetup.ReportName].Properties!, document.Components.Schemas[DocumentSetup.RejectionName].Properties!);
        ((OpenApiSchema)report["rejections"]).MaxItems = ImportReport.MaxRejections;
        var unknown = (OpenApiSchema)report["unknownFields"];
        unknown.MaxProperties = UnknownFields.MaxNames + 1;
        var count = (OpenApiSchema)unknown.AdditionalProperties!;
        (count.Minimum, count.Maximum) = ("1", Most.ToString(CultureInfo.InvariantCulture));
        var field = (OpenApiSchema)rejection["field"];
        (field.MaxLength, field.Pattern) = (UnknownFields.MaxNameLength, "^[A-Za-z]*$");
        rejection["reason"] = new OpenApiSchemaReference(Reason, document);
    }

    private static void DescribeSuccess(OpenApiResponse response, OpenApiDocument document)
    {
        response.Description = "The body has ended, and everything in it is committed but what the report names.";
        response.Headers = HeadersDocument.References(document, RateBuckets.PolicyHeader, RateBuckets.RateHeader);
        response.Content!["application/json"].Example = JsonNode.Parse("""
            {
              "lines": { "total": 5, "applied": 4, "ignored": 0, "rejected": 1, "suppressed": 0, "ahead": 0 },
              "people": { "new": 1, "merged": 0, "changed": 0, "unseen": 0, "unchanged": 4 },
              "membersRejected": 0,
              "unknownFields": { "savedname": 1 },
              "rejections": [{ "line": 5, "reason": "bad_jid", "field": "lid" }]
            }
            """);
    }
}
