using Gateway.Api.Auth;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Gateway.Api.OpenApi;

/// <summary>What all operations of a session have in common; each says the rest itself.</summary>
internal static class OperationsDocument
{
    private const string SessionName = "session";
    private const string SessionPattern = "^sess_[0-9A-Za-z]{1,64}$";
    private const int MaxSessionCharacters = 69;

    /// <exception cref="NotSupportedException">Nobody describes the operation.</exception>
    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var document = context.Document!;
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(BearerTokens.SchemeName, document)] = [] }];
        DescribeSession((operation.Parameters ?? []).OfType<OpenApiParameter>().Single(parameter => parameter.Name == SessionName));
        switch (operation.OperationId)
        {
            case null: // HEAD, which is left out
            case ListContactsDocument.Id:
                ListContactsDocument.Describe(operation, document);
                break;
            case SendObservationsDocument.Id:
                SendObservationsDocument.Describe(operation, document);
                break;
            default:
                throw new NotSupportedException($"Nothing describes {operation.OperationId}.");
        }

        return Task.CompletedTask;
    }

    public static OpenApiSchema Text(string pattern, int maxLength) => new() { Type = JsonSchemaType.String, Pattern = pattern, MaxLength = maxLength };

    private static void DescribeSession(OpenApiParameter parameter) =>
        (parameter.Schema, parameter.Example, parameter.Description) =
            (Text(SessionPattern, MaxSessionCharacters), "sess_01HZX", "The session's id: one attached WhatsApp number.");
}
