namespace Gateway.IntegrationTests.Document;

/// <summary>A document with one of everything that can change.</summary>
internal static class SmallDocument
{
    public const string Released = """
        {
          "servers": [ { "url": "/" } ],
          "paths": {
            "/a": {
              "get": {
                "operationId": "listA", "summary": "s", "security": [ { "Key": [] } ],
                "parameters": [
                  { "name": "p", "in": "query", "schema": { "$ref": "#/components/schemas/Kind" }, "example": "x" },
                  { "name": "n", "in": "query", "schema": { "type": "integer", "minimum": 1, "maximum": 9 } },
                  { "name": "t", "in": "query", "schema": { "type": "string", "maxLength": 5, "pattern": "^t$" } },
                  { "name": "u", "in": "query", "schema": { "type": "string", "minLength": 2 } }
                ],
                "responses": { "200": { "$ref": "#/components/responses/Ok" }, "404": { "description": "d" } }
              }
            },
            "/b": {
              "post": {
                "operationId": "addB",
                "requestBody": { "content": { "application/json": { "schema": { "type": "object", "required": ["m"], "properties": { "m": { "type": "string" }, "o": { "type": "array", "items": { "type": "string" } } } } } } },
                "responses": {}
              }
            }
          },
          "components": {
            "securitySchemes": { "Key": { "type": "http", "scheme": "bearer", "description": "d" } },
            "responses": { "Ok": {
              "headers": { "H": { "required": true, "schema": { "type": "string", "maxLength": 7 } } },
              "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Page" } } } } },
            "schemas": {
              "Kind": { "type": "string", "enum": ["x", "y"], "x-enumNames": ["X", "Y"] },
              "Page": { "type": "object", "required": ["data"], "additionalProperties": false, "properties": {
                "data": { "type": "array", "maxItems": 3, "items": { "type": "string", "pattern": "^i$" } },
                "mark": { "type": "integer", "minimum": 2 },
                "rest": { "type": "object", "additionalProperties": {} } } }
            }
          }
        }
        """;

    /// <summary>With this changed, where it comes first.</summary>
    public static string With(string before, string after)
    {
        var at = Released.IndexOf(before, StringComparison.Ordinal);
        Assert.That(at, Is.Positive, "nothing was changed");
        return string.Concat(Released.AsSpan(0, at), after, Released.AsSpan(at + before.Length));
    }
}
