"use strict";

// Examples of optional parameters would be filled in and sent: what is tried begins with everybody.
function withoutOptionalExamples(spec) {
  for (const path of Object.values(spec.paths)) {
    for (const operation of Object.values(path)) {
      for (const parameter of operation.parameters ?? []) {
        if (!parameter.required) {
          delete parameter.example;
        }
      }
    }
  }
  return spec;
}

async function show() {
  const answer = await fetch("openapi.json");
  SwaggerUIBundle({
    spec: withoutOptionalExamples(await answer.json()),
    dom_id: "#page",
    deepLinking: true,
    displayRequestDuration: true,
    docExpansion: "full",
    tryItOutEnabled: true,
    validatorUrl: null, // else a badge would be asked for elsewhere
  });
}

show();
