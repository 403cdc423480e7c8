using System.Text.Json.Nodes;
using Gateway.Api.Auth;
using Gateway.Api.Contacts;
using Gateway.Api.Ingest;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Gateway.Api.OpenApi;

/// <summary>The OpenAPI document: our own words, limits and examples on top of what the code tells.</summary>
internal static class DocumentSetup
{
    /// <summary>The framework's own name for the one document that there is.</summary>
    public const string DocumentName = "v1";

    public const string ContactName = "Contact";
    public const string PageName = "ContactPage";
    public const string ReportName = "ObservationReport";
    public const string LineCountsName = "LineCounts";
    public const string PeopleCountsName = "PeopleCounts";
    public const string RejectionName = "Rejection";

    /// <summary>The pattern of free text: anything but control characters, which are taken out of names and refused in queries.</summary>
    public const string FreeText = @"^[^\x00-\x1F\x7F-\x9F]*$";

    private const string Title = "Gateway";
    private const string Version = "1";
    private const string Summary =
        "Who have your WhatsApp numbers seen? Lists people from stored data, page by page, also while a number is offline, and takes in what your numbers observe. "
        + "Every operation that answers GET answers HEAD as well. Errors come in one envelope; every answer carries `X-Request-Id`.";

    private static readonly Dictionary<Type, string> s_names = new()
    {
        [typeof(ContactListResponse)] = PageName,
        [typeof(ContactResponse)] = ContactName,
        [typeof(ObservationReportResponse)] = ReportName,
        [typeof(LineCountsResponse)] = LineCountsName,
        [typeof(PeopleCountsResponse)] = PeopleCountsName,
        [typeof(RejectionResponse)] = RejectionName,
    };

    public static IServiceCollection AddDocument(this IServiceCollection services) =>
        services.AddSingleton<ServedDocument>().AddOpenApi(DocumentName, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_0;
            options.CreateSchemaReferenceId = type =>
                s_names.GetValueOrDefault(type.Type) ?? OpenApiOptions.CreateDefaultSchemaReferenceId(type);
            options.AddDocumentTransformer((document, _, _) => DescribeAsync(document));
            options.AddOperationTransformer(OperationsDocument.DescribeAsync);
        });

    /// <summary>How generated clients name the values of an enumeration (<c>x-enumNames</c>, which NSwag reads).</summary>
    public static Dictionary<string, IOpenApiExtension> NamesOfValues(IEnumerable<string> names) => new(StringComparer.Ordinal)
    {
        ["x-enumNames"] = new JsonNodeExtension(new JsonArray([.. names.Select(name => JsonValue.Create(name))])),
    };

    /// <summary>As types and their members are named: <c>not_found</c> is <c>NotFound</c>.</summary>
    public static string Pascal(string code) => string.Concat(code.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static Task DescribeAsync(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = Title,
            Version = Version,
            Description = Summary,
            License = new OpenApiLicense { Name = "MIT", Url = new Uri("https://spdx.org/licenses/MIT.html") },
        };
        document.Servers = [new OpenApiServer { Url = "/", Description = "Where the document was found." }];
        document.Tags = new HashSet<OpenApiTag>
        {
            new() { Name = "Contacts", Description = "The people a session, one attached WhatsApp number, has seen." },
            new() { Name = "Observations", Description = "What a session sees, as it happens: how data gets in." },
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [BearerTokens.SchemeName] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "An API key (`wa_…`), or a login token (JWT) of the issuer that the service is configured with; either with the permission that the operation names.",
            },
        };
        HeadersDocument.AddTo(document);
        ErrorsDocument.AddTo(document);
        ContactDocument.AddTo(document);
        SendObservationsDocument.AddTo(document);
        foreach (var path in document.Paths.Values)
        {
            path.Operations?.Remove(HttpMethod.Head); // as GET, without a body
        }

        return Task.CompletedTask;
    }
}
