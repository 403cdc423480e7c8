import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { describe, it } from "node:test";
import { type ErrorCode, GatewayClient, GatewayError } from "../src/index.js";
import { answerError, FakeGateway } from "./fake-gateway.js";

const statuses: Record<ErrorCode, number> = {
  bad_request: 400, validation_error: 400, unauthorized: 401, forbidden: 403, not_found: 404, method_not_allowed: 405,
  payload_too_large: 413, unsupported_media_type: 415, rate_limited: 429, internal_error: 500, unavailable: 503,
};

/** The error that such an answer becomes, and how often it was asked for. */
async function errorOf(answer: (response: ServerResponse) => void): Promise<GatewayError> {
  await using gateway = await FakeGateway.start((_, response) => answer(response));
  const client = new GatewayClient({ baseUrl: gateway.baseUrl, token: "wa_secretKey", maxRetries: 0 });
  try {
    await client.listContacts("sess_a", { q: "secretTerm", cursor: "secretCursor" });
  } catch (error) {
    assert.ok(error instanceof GatewayError && error instanceof Error);
    assert.equal(gateway.asked.length, 1);
    assert.doesNotMatch(`${error.message}${error.stack}${JSON.stringify(error)}`, /secret/);
    return error;
  }
  assert.fail("was not refused");
}

describe("An error", () => {
  for (const [code, status] of Object.entries(statuses)) {
    it(`${code} is told apart by its code, with its request id`, async () => {
      const error = await errorOf((response) => answerError(response, status, code, { "retry-after": "7" }, { more: [1] }));
      assert.deepEqual(
        [error.name, error.status, error.code, error.details, error.faults, error.requestId, error.retryAfter, error.message],
        // Only sentences are faults.
        ["GatewayError", status, code, { more: [1] }, {}, `id-of-${code}`, 7, `about ${code} (${code}, request id-of-${code})`],
      );
    });
  }

  it("of parameters has every fault", async () => {
    const faults = { limit: ["must be digits", "must fit"], source: ["must be dm or group"], "__proto__x": ["no"] };
    const error = await errorOf((response) => answerError(response, 400, "validation_error", {}, faults));
    assert.deepEqual([error.faults, error.details, error.retryAfter], [faults, faults, undefined]);
  });

  it("of another kind has details but no faults", async () => {
    const error = await errorOf((response) => answerError(response, 400, "bad_request", {}, { limit: ["sentence"] }));
    assert.deepEqual([error.details, error.faults], [{ limit: ["sentence"] }, {}]);
  });

  it("that this version does not know keeps its code", async () => {
    const error = await errorOf((response) => answerError(response, 418, "teapot"));
    assert.deepEqual([error.status, error.code], [418, "teapot"]);
  });

  const strangers: [name: string, status: number, body: string][] = [
    ["HTML", 502, "<html><title>502 Bad Gateway</title></html>"],
    ["nothing", 504, ""],
    ["JSON of another form", 400, '{"error":"no"}'],
    ["JSON that is no object", 400, "null"],
    ["a code that is no text", 400, '{"error":{"code":5,"message":"m","details":{}}}'],
    ["HTML with 200", 200, "<html>Please sign in</html>"],
    ["nothing with 200", 200, ""],
    ["null with 200", 200, "null"],
    ["half a page with 200", 200, '{"data":[]}'],
    ["nothing with 204", 204, ""],
    ["a page with 206", 206, '{"data":[],"nextCursor":""}'],
  ];
  for (const [name, status, body] of strangers) {
    it(`from somebody else, ${name}, has a status, a request id and no code`, async () => {
      const error = await errorOf((response) => response.writeHead(status, { "x-request-id": "proxy-1" }).end(body));
      assert.deepEqual([error.status, error.code, error.details, error.faults, error.requestId], [status, undefined, {}, {}, "proxy-1"]);
      assert.equal(error.message, `the answer, ${status}, is not the gateway's (request proxy-1)`);
    });
  }

  it("without request id says nothing of one", async () => {
    const error = await errorOf((response) => response.writeHead(502).end());
    assert.deepEqual([error.requestId, error.message], [undefined, "the answer, 502, is not the gateway's"]);
  });

  it("without an object of details has an empty one", async () => {
    assert.deepEqual((await errorOf((response) => answerError(response, 403, "forbidden", {}, ["x"]))).details, {});
  });

  it("whose body is cut is still that error", async () => {
    const error = await errorOf((response) => {
      response.writeHead(500, { "content-length": "1000", "x-request-id": "cut" }).write("{");
      setTimeout(() => response.destroy(), 20);
    });
    assert.deepEqual([error.status, error.code, error.requestId], [500, undefined, "cut"]);
  });

  const times: [text: string, seconds: number | undefined][] = [
    ["0", 0], ["120", 120], ["-5", undefined], ["1.5", undefined], ["soon", undefined], ["5 January", undefined], ["Sun, 06 Nov 1994 08:49:37 GMT", 0],
  ];
  for (const [text, seconds] of times) {
    it(`with Retry-After ${text} is to be asked again after ${seconds}`, async () => {
      assert.equal((await errorOf((response) => answerError(response, 503, "unavailable", { "retry-after": text }))).retryAfter, seconds);
    });
  }

  it("with a date as Retry-After is to be asked again in so many seconds", async () => {
    const date = new Date(Date.now() + 100_000).toUTCString();
    const { retryAfter } = await errorOf((response) => answerError(response, 503, "unavailable", { "retry-after": date }));
    assert.ok(retryAfter !== undefined && retryAfter > 90 && retryAfter <= 100, `${retryAfter}`);
  });

  it("can be made by a caller's test", () => {
    const error = new GatewayError("m", { status: 400, code: "validation_error", details: { q: ["too long"] } });
    assert.deepEqual([error.faults, error.requestId, error.retryAfter], [{ q: ["too long"] }, undefined, undefined]);
  });
});
