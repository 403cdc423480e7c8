#!/usr/bin/env bash
# Writes the clients' generated parts from openapi/openapi.json, by NSwag: src/Gateway.Client/Generated and
# clients/typescript/src/generated.ts. The same document gives the same bytes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

tools=$(tests/tools.sh --generating)
nswag=${tools#*:}/node_modules/nswag/bin/binaries/Net100/dotnet-nswag.dll

# Immutable collections, and details as JSON; what an answer's error becomes is written by hand (GatewayException).
dotnet "$nswag" openapi2csclient \
    /input:openapi/openapi.json /output:src/Gateway.Client/Generated/GatewayOperations.cs \
    /namespace:Gateway.Client /className:GatewayOperations /newLineBehavior:LF \
    /jsonLibrary:SystemTextJson /jsonLibraryVersion:10.0 /generateDataAnnotations:false \
    /generateNullableReferenceTypes:true /generateOptionalParameters:true \
    /useBaseUrl:false /injectHttpClient:true /generateClientInterfaces:true \
    /generateExceptionClasses:false /exceptionClass:GatewayException \
    /generatePrepareRequestAndProcessResponseAsAsyncMethods:true \
    /responseArrayType:System.Collections.Generic.IReadOnlyList \
    /arrayType:System.Collections.Generic.IReadOnlyList /arrayInstanceType:System.Collections.Generic.List \
    /dictionaryType:System.Collections.Generic.IReadOnlyDictionary /dictionaryInstanceType:System.Collections.Generic.Dictionary \
    /anyType:System.Text.Json.JsonElement

# The replacements are what NSwag has no option for: a type that Node's types lack, a signal that is undefined, which
# exactOptionalPropertyTypes tells from none, and a body that need not be gathered first.
typescript=clients/typescript/src/generated.ts
dotnet "$nswag" openapi2tsclient \
    /input:openapi/openapi.json "/output:$typescript" \
    /className:GatewayOperations /newLineBehavior:LF \
    /template:Fetch /typeStyle:Interface /enumStyle:StringLiteral /typeScriptVersion:5.0 \
    /useAbortSignal:true /markOptionalProperties:true
sed -i -e 's/url: RequestInfo,/url: string,/' -e 's/^\( *\)signal,$/\1signal: signal ?? null,/' -e 's/body: Blob,/body: NonNullable<RequestInit["body"]>,/' "$typescript"
