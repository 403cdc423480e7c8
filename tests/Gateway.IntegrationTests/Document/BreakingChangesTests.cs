using System.Text.Json;

namespace Gateway.IntegrationTests.Document;

/// <summary>Each rule by a small change, beside one that is harmless.</summary>
public sealed class BreakingChangesTests
{
    [TestCase("\"/a\":", "\"/a2\":", "GET /a: operation removed")]
    [TestCase("\"/\"", "\"/v2\"", "document: servers changed")]
    [TestCase("\"listA\"", "\"getA\"", "GET /a: operationId changed")]
    [TestCase("\"bearer\"", "\"basic\"", "GET /a: security changed")]
    [TestCase("\"security\": [ { \"Key\": [] } ],", "", "GET /a: security changed")]
    [TestCase("\"Key\": [] }", "\"Key\": [\"admin\"] }", "GET /a: security changed")]
    [TestCase("\"name\": \"t\"", "\"name\": \"T\"", "GET /a: parameter t removed")]
    [TestCase("\"name\": \"t\", \"in\": \"query\"", "\"name\": \"t\", \"in\": \"header\"", "GET /a: parameter t moved")]
    [TestCase("\"name\": \"t\",", "\"name\": \"t\", \"required\": true,", "GET /a: parameter t became required")]
    [TestCase("\"parameters\": [", "\"parameters\": [ { \"name\": \"new\", \"in\": \"query\", \"required\": true, \"schema\": {} },", "GET /a: parameter new became required")]
    [TestCase("\"type\": \"integer\", \"minimum\": 1", "\"type\": \"string\", \"minimum\": 1", "GET /a: parameter n: type \"integer\" became \"string\"")]
    [TestCase("\"minimum\": 1", "\"minimum\": 2", "GET /a: parameter n: minimum 1 became 2")]
    [TestCase("\"maximum\": 9", "\"maximum\": 8", "GET /a: parameter n: maximum 9 became 8")]
    [TestCase("\"maxLength\": 5", "\"maxLength\": 4", "GET /a: parameter t: maxLength 5 became 4")]
    [TestCase("\"minLength\": 2", "\"minLength\": 3", "GET /a: parameter u: minLength 2 became 3")]
    [TestCase("\"minLength\": 2", "\"maxLength\": 9", "GET /a: parameter u: maxLength any became 9")]
    [TestCase("\"minLength\": 2", "\"format\": \"date-time\"", "GET /a: parameter u: format any became \"date-time\"")]
    [TestCase("\"minLength\": 2", "\"pattern\": \"u\"", "GET /a: parameter u: pattern any became \"u\"")]
    [TestCase("\"minLength\": 2", "\"enum\": [\"uu\"]", "GET /a: parameter u: enum any became [\"uu\"]")]
    [TestCase("\"^t$\"", "\"^T$\"", "GET /a: parameter t: pattern \"^t$\" became \"^T$\"")]
    [TestCase("[\"x\", \"y\"]", "[\"x\"]", "GET /a: parameter p: value y removed")]
    [TestCase("[\"X\", \"Y\"]", "[\"X\", \"Z\"]", "GET /a: parameter p: value y is named Z, no longer Y")]
    [TestCase("{ \"$ref\": \"#/components/schemas/Kind\" }", "{ \"$ref\": \"#/components/schemas/Page\" }", "GET /a: parameter p: schema Kind became Page")]
    [TestCase("\"requestBody\": {", "\"requestBody\": { \"required\": true,", "POST /b: body became required")]
    [TestCase("\"required\": [\"m\"]", "\"required\": [\"m\", \"o\"]", "POST /b: body: property o became required")]
    [TestCase("\"required\": [\"m\"]", "\"required\": [\"m\"], \"additionalProperties\": false", "POST /b: body: additionalProperties any became false")]
    [TestCase("\"m\": { \"type\": \"string\" }", "\"z\": { \"type\": \"string\" }", "POST /b: body: property m removed")]
    [TestCase("\"items\": { \"type\": \"string\" }", "\"items\": { \"type\": \"boolean\" }", "POST /b: body.o[]: type \"string\" became \"boolean\"")]
    [TestCase("\"requestBody\": { \"content\": { \"application/json\"", "\"requestBody\": { \"content\": { \"text/plain\"", "POST /b: body application/json removed")]
    [TestCase(", \"404\": { \"description\": \"d\" }", "", "GET /a: answer 404 removed")]
    [TestCase("\"content\": { \"application/json\": { \"schema\": { \"$ref\"", "\"content\": { \"text/plain\": { \"schema\": { \"$ref\"", "GET /a: answer 200: application/json removed")]
    [TestCase("\"H\":", "\"G\":", "GET /a: answer 200: header H removed")]
    [TestCase("\"required\": true, \"schema\"", "\"schema\"", "GET /a: answer 200: header H is no longer required")]
    [TestCase("\"maxLength\": 7", "\"maxLength\": 8", "GET /a: answer 200: header H: maxLength 7 became 8")]
    [TestCase("\"required\": [\"data\"], ", "", "GET /a: answer 200: property data is no longer required")]
    [TestCase("\"additionalProperties\": false", "\"additionalProperties\": true", "GET /a: answer 200: additionalProperties false became true")]
    [TestCase("\"mark\":", "\"more\": {}, \"mark\":", "GET /a: answer 200: property more added, though there were to be no others")]
    [TestCase("\"maxItems\": 3", "\"maxItems\": 4", "GET /a: answer 200.data: maxItems 3 became 4")]
    [TestCase("\"minimum\": 2", "\"minimum\": 1", "GET /a: answer 200.mark: minimum 2 became 1")]
    [TestCase(", \"pattern\": \"^i$\"", "", "GET /a: answer 200.data[]: pattern \"^i$\" became any")]
    [TestCase(", \"items\": { \"type\": \"string\", \"pattern\": \"^i$\" }", "", "GET /a: answer 200.data[]: type \"string\" became any")]
    public void Names_what_breaks_a_caller(string before, string after, string change) => Assert.That(Changes(before, after), Has.Member(change));

    [TestCase("\"paths\": {", "\"paths\": { \"/c\": { \"get\": { \"operationId\": \"c\", \"responses\": {} } },")]
    [TestCase("\"summary\": \"s\"", "\"summary\": \"S\"")]
    [TestCase("\"bearer\", \"description\": \"d\"", "\"bearer\", \"description\": \"D\"")]
    [TestCase("\"parameters\": [", "\"parameters\": [ { \"name\": \"new\", \"in\": \"query\", \"schema\": {} },")]
    [TestCase("\"example\": \"x\"", "\"example\": \"y\"")]
    [TestCase("\"minimum\": 1", "\"minimum\": 0")]
    [TestCase("\"maximum\": 9", "\"maximum\": 10")]
    [TestCase("\"maxLength\": 5", "\"maxLength\": 6")]
    [TestCase(", \"pattern\": \"^t$\"", "")]
    [TestCase("\"minLength\": 2", "\"minLength\": 1")]
    [TestCase("\"required\": [\"m\"], ", "")]
    [TestCase("\"m\": {", "\"new\": {}, \"m\": {")]
    [TestCase("\"404\":", "\"500\": {}, \"404\":")]
    [TestCase("\"H\":", "\"G\": { \"schema\": {} }, \"H\":")]
    [TestCase("\"maxLength\": 7", "\"maxLength\": 6")]
    [TestCase("\"required\": [\"data\"]", "\"required\": [\"data\", \"mark\"]")]
    [TestCase("\"maxItems\": 3", "\"maxItems\": 2")]
    [TestCase("\"minimum\": 2", "\"minimum\": 3")]
    [TestCase("\"minimum\": 2", "\"minimum\": 2, \"maximum\": 5")]
    [TestCase("\"additionalProperties\": {}", "\"additionalProperties\": {}, \"properties\": { \"one\": {} }")]
    public void Lets_pass_what_does_not(string before, string after) => Assert.That(Changes(before, after), Is.Empty);

    // In an answer, x and y were all there is; in a request, one more does no harm.
    [TestCase("\"mark\": { \"type\": \"integer\", \"minimum\": 2 }", "\"mark\": { \"$ref\": \"#/components/schemas/Kind\" }", "GET /a: answer 200.mark: value z added")]
    [TestCase("\"mark\":", "\"mark\":", null)]
    public void A_value_more_breaks_those_who_read_it(string before, string after, string? change)
    {
        var released = SmallDocument.With(before, after);
        var current = released.Replace("[\"x\", \"y\"]", "[\"x\", \"y\", \"z\"]", StringComparison.Ordinal);
        Assert.That(BreakingChanges.Between(JsonElement.Parse(released), JsonElement.Parse(current)), change is null ? Is.Empty : Is.EqualTo(new[] { change }));
    }

    [TestCase("\"minimum\": 1", "\"exclusiveMinimum\": true")]
    [TestCase("\"summary\": \"s\"", "\"deprecated\": true")]
    [TestCase("\"name\": \"t\"", "\"name\": \"t\", \"style\": \"form\"")]
    public void Refuses_to_compare_what_it_does_not_know(string before, string after) => Assert.That(() => Changes(before, after), Throws.TypeOf<NotSupportedException>());

    private static IReadOnlyList<string> Changes(string before, string after) =>
        BreakingChanges.Between(JsonElement.Parse(SmallDocument.Released), JsonElement.Parse(SmallDocument.With(before, after)));
}
