using System.Text.Json;

namespace Gateway.IntegrationTests.Document;

public sealed class JsonSchemaTests
{
    private const string Any = "{}";
    private static readonly JsonElement s_document = JsonElement.Parse("""
        { "components": { "schemas": { "a/b": { "enum": ["x"] }, "List": { "items": { "$ref": "#/components/schemas/a~1b" } } } } }
        """);

    [TestCase(Any, "null")]
    [TestCase("""{"type":"object"}""", "{}")]
    [TestCase("""{"type":"array"}""", "[]")]
    [TestCase("""{"type":"string"}""", "\"\"")]
    [TestCase("""{"type":"boolean"}""", "false")]
    [TestCase("""{"type":"integer"}""", "-3")]
    [TestCase("""{"type":"integer"}""", "3.0")]
    [TestCase("""{"enum":["x","y"]}""", "\"y\"")]
    [TestCase("""{"format":"int64"}""", "9223372036854775807")]
    [TestCase("""{"format":"date-time"}""", "\"2026-11-22T07:00:00.000000Z\"")]
    [TestCase("""{"format":"date-time"}""", "\"2026-11-22T07:00:00+01:00\"")]
    [TestCase("""{"type":"string","format":"binary"}""", "\"a\\n\"")]
    [TestCase("""{"pattern":"^a+$"}""", "\"aa\"")]
    [TestCase("""{"pattern":"a"}""", "\"bab\"")]
    [TestCase("""{"pattern":"^a$"}""", "5")]
    [TestCase("""{"pattern":"^[^\\x00-\\x1F]*$"}""", "\"\\ud83d\\ude00\"")]
    [TestCase("""{"minLength":1}""", "\"a\"")]
    [TestCase("""{"maxLength":2}""", "\"\\ud83d\\ude00\\ud83d\\ude00\"")]
    [TestCase("""{"minimum":1,"maximum":2}""", "2")]
    [TestCase("""{"minimum":1}""", "1")]
    [TestCase("""{"maxItems":1}""", "[1]")]
    [TestCase("""{"maxProperties":1}""", """{"a":1}""")]
    [TestCase("""{"items":{"type":"string"}}""", "[\"a\",\"b\"]")]
    [TestCase("""{"required":["a"]}""", """{"a":null,"b":1}""")]
    [TestCase("""{"required":["a"]}""", "7")]
    [TestCase("""{"properties":{"a":{"type":"string"}}}""", """{"b":1}""")]
    [TestCase("""{"properties":{"a":{}},"additionalProperties":false}""", """{"a":1}""")]
    [TestCase("""{"additionalProperties":true}""", """{"a":1}""")]
    [TestCase("""{"additionalProperties":{"type":"string"}}""", """{"a":"b"}""")]
    [TestCase("""{"$ref":"#/components/schemas/List"}""", "[\"x\"]")]
    [TestCase("""{"description":"a","example":1,"default":1,"x-enumNames":["A"]}""", "2")]
    public void Lets_pass_what_a_schema_allows(string schema, string value) => Assert.That(Faults(schema, value), Is.Empty);

    [TestCase("""{"type":"object"}""", "[]", "$: is no object")]
    [TestCase("""{"type":"array"}""", "{}", "$: is no array")]
    [TestCase("""{"type":"string"}""", "null", "$: is no string")]
    [TestCase("""{"type":"boolean"}""", "0", "$: is no boolean")]
    [TestCase("""{"type":"integer"}""", "3.5", "$: is no integer")]
    [TestCase("""{"type":"integer"}""", "\"3\"", "$: is no integer")]
    [TestCase("""{"enum":["x","y"]}""", "\"X\"", "$: is none of the enumeration")]
    [TestCase("""{"format":"int64"}""", "9223372036854775808", "$: is no int64")]
    [TestCase("""{"format":"date-time"}""", "\"2026-11-22 07:00:00Z\"", "$: is no date-time")]
    [TestCase("""{"format":"date-time"}""", "\"2026-13-22T07:00:00Z\"", "$: is no date-time")]
    [TestCase("""{"pattern":"^a+$"}""", "\"aab\"", "$: does not match the pattern")]
    [TestCase("""{"pattern":"^a+$"}""", "\"a\\n\"", "$: does not match the pattern")]
    [TestCase("""{"pattern":"^[^\\x00-\\x1F]*$"}""", "\"a\\u001f\"", "$: does not match the pattern")]
    [TestCase("""{"minLength":1}""", "\"\"", "$: is too short")]
    [TestCase("""{"maxLength":1}""", "\"\\ud83d\\ude00a\"", "$: is too long")]
    [TestCase("""{"minimum":1}""", "0", "$: is too small")]
    [TestCase("""{"maximum":2}""", "3", "$: is too large")]
    [TestCase("""{"maxItems":1}""", "[1,2]", "$: has too many items")]
    [TestCase("""{"maxProperties":1}""", """{"a":1,"b":1}""", "$: has too many properties")]
    [TestCase("""{"items":{"type":"string"}}""", "[\"a\",2]", "$[1]: is no string")]
    [TestCase("""{"required":["a"]}""", """{"b":1}""", "$.a: is missing")]
    [TestCase("""{"properties":{"a":{"type":"string"}}}""", """{"a":1}""", "$.a: is no string")]
    [TestCase("""{"properties":{"a":{}},"additionalProperties":false}""", """{"b":1}""", "$.b: is not named")]
    [TestCase("""{"additionalProperties":{"type":"string"}}""", """{"a":1}""", "$.a: is no string")]
    [TestCase("""{"$ref":"#/components/schemas/List"}""", "[\"x\",\"y\"]", "$[1]: is none of the enumeration")]
    public void Names_what_it_forbids(string schema, string value, string fault) => Assert.That(Faults(schema, value), Is.EqualTo(new[] { fault }));

    [TestCase("""{"nullable":true}""")]
    [TestCase("""{"oneOf":[]}""")]
    [TestCase("""{"uniqueItems":true}""")]
    [TestCase("""{"type":"number"}""")]
    [TestCase("""{"format":"uuid"}""")]
    [TestCase("""{"$ref":"#/components/schemas/List","maxItems":1}""")]
    [TestCase("""{"$ref":"other.json#/a"}""")]
    public void Refuses_to_judge_by_what_it_does_not_know(string schema) => Assert.That(() => Faults(schema, "1"), Throws.TypeOf<NotSupportedException>());

    private static IReadOnlyList<string> Faults(string schema, string value) => new JsonSchema(s_document).Faults(JsonElement.Parse(schema), JsonElement.Parse(value));
}
