using System.Text.Json;

namespace Gateway.IntegrationTests.Document;

/// <summary>Holds what an operation answers to what the document says of it.</summary>
internal static class Conformance
{
    /// <summary>Headers that mean something to a caller: none is there undocumented.</summary>
    private static readonly string[] s_meaningful =
        ["X-Request-Id", "Gateway-", "RateLimit", "Link", "Retry-After", "WWW-Authenticate", "Access-Control-Allow-Origin"];

    public static IEnumerable<string> Faults(ApiDocument document, DocumentedOperation operation, string method, Answer answer)
    {
        var documented = operation.Answers.FirstOrDefault(one => one.Status == answer.Status);
        return documented is null
            ? [$"{answer.Status} is not documented"]
            : BodyFaults(document, documented, method, answer).Concat(HeaderFaults(document, documented, answer));
    }

    /// <summary>The documented headers that are there, but for those that always must be.</summary>
    public static IEnumerable<string> Occasional(DocumentedAnswer documented, Answer answer) =>
        documented.Headers.Where(header => !header.IsAlwaysThere && answer.Header(header.Name) is not null).Select(header => header.Name);

    public static string? Code(Answer answer) =>
        answer.Body.Length > 0 && answer.Json.TryGetProperty("error", out var error) ? error.GetProperty("code").GetString() : null;

    private static IEnumerable<string> BodyFaults(ApiDocument document, DocumentedAnswer documented, string method, Answer answer)
    {
        if (answer.Header("Content-Type")?.Split(';')[0] != documented.ContentType)
        {
            yield return $"{answer.Header("Content-Type")} is not documented";
        }

        if (method == "HEAD")
        {
            if (answer.Body.Length > 0)
            {
                yield return "a body for HEAD";
            }

            yield break;
        }

        foreach (var fault in document.Schemas.Faults(documented.Schema, answer.Json))
        {
            yield return fault;
        }

        if (documented.Codes.Count > 0 && !documented.Codes.Contains(Code(answer)))
        {
            yield return $"{Code(answer)} is no documented code of {answer.Status}";
        }
    }

    private static IEnumerable<string> HeaderFaults(ApiDocument document, DocumentedAnswer documented, Answer answer)
    {
        foreach (var header in documented.Headers)
        {
            var values = answer.Headers.Where(one => one.Key.Equals(header.Name, StringComparison.OrdinalIgnoreCase)).Select(one => one.Value).ToList();
            if (values.Count == 0 ? header.IsAlwaysThere : values.Count > 1)
            {
                yield return $"{header.Name} is there {values.Count} times";
            }

            foreach (var fault in values.SelectMany(value => document.Schemas.Faults(header.Schema, JsonSerializer.SerializeToElement(value), header.Name)))
            {
                yield return fault;
            }
        }

        foreach (var (name, _) in answer.Headers.Where(header => s_meaningful.Any(start => header.Key.StartsWith(start, StringComparison.OrdinalIgnoreCase))))
        {
            if (!documented.Headers.Any(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                yield return $"{name} is not documented for {answer.Status}";
            }
        }
    }
}
