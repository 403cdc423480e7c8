import assert from "node:assert/strict";
import { createServer } from "node:net";
import { once } from "node:events";
import { describe, it, type TestContext } from "node:test";
import { GatewayClient, GatewayError } from "../src/index.js";
import { answerError, answerPage, FakeGateway, person } from "./fake-gateway.js";

/** Refuses so often, then answers a page. */
const refusing = (times: number, status: number, headers: Record<string, string> = {}) =>
  FakeGateway.start((_, response, number) => (number <= times ? answerError(response, status, "refused", headers) : answerPage(response, [person(number)])));

/** Notes how long each pause would be, and makes none. */
function pausesOf(t: TestContext): number[] {
  const pauses: number[] = [];
  const { setTimeout } = globalThis;
  t.mock.method(globalThis, "setTimeout", (callback: () => void, milliseconds: number) => {
    pauses.push(milliseconds);
    return setTimeout(callback, 0);
  });
  return pauses;
}

/** A client whose requests are all answered so, without a network, and what it did. */
function answered(answer: () => Response, options: { maxRetries?: number; maxRetryDelay?: number } = {}) {
  const done = { requests: 0 };
  const fetch = async () => (done.requests++, answer());
  return { done, client: new GatewayClient({ baseUrl: "http://fake", token: "wa_key", fetch, ...options }) };
}

describe("A retry", () => {
  for (const status of [429, 503]) {
    it(`follows a ${status}, twice unless told otherwise`, async () => {
      await using gateway = await refusing(2, status);
      const client = new GatewayClient({ baseUrl: gateway.baseUrl, token: "wa_key", maxRetryDelay: 5 });
      assert.deepEqual((await client.listContacts("sess_a", { q: "a" })).data, [person(3)]);
      assert.deepEqual(gateway.asked.map(({ query }) => query), [{ q: "a" }, { q: "a" }, { q: "a" }]);
    });

    it(`follows no third ${status}`, async () => {
      await using gateway = await refusing(3, status);
      const client = new GatewayClient({ baseUrl: gateway.baseUrl, token: "wa_key", maxRetryDelay: 5 });
      await assert.rejects(client.listContacts("sess_a"), { status, code: "refused" });
      assert.equal(gateway.asked.length, 3);
    });
  }

  for (const status of [400, 401, 403, 404, 405, 413, 415, 500, 502, 504]) {
    it(`never follows a ${status}`, async () => {
      await using gateway = await refusing(1, status, { "retry-after": "0" });
      await assert.rejects(new GatewayClient({ baseUrl: gateway.baseUrl, token: "wa_key", maxRetryDelay: 5 }).listContacts("sess_a"), { status });
      assert.equal(gateway.asked.length, 1);
    });
  }

  for (const maxRetries of [0, 1, 4]) {
    it(`comes ${maxRetries} times where that is told`, async () => {
      await using gateway = await refusing(9, 503);
      await assert.rejects(new GatewayClient({ baseUrl: gateway.baseUrl, token: "wa_key", maxRetries, maxRetryDelay: 5 }).listContacts("sess_a"), { status: 503 });
      assert.equal(gateway.asked.length, maxRetries + 1);
    });
  }

  it("asks for the token again", async () => {
    await using gateway = await refusing(1, 503);
    let number = 0;
    await new GatewayClient({ baseUrl: gateway.baseUrl, token: () => `token-${++number}`, maxRetryDelay: 5 }).listContacts("sess_a");
    assert.deepEqual(gateway.asked.map(({ headers }) => headers.authorization), ["Bearer token-1", "Bearer token-2"]);
  });

  it("follows a connection that is cut before an answer", async () => {
    await using gateway = await FakeGateway.start((_, response, number) => (number <= 2 ? response.destroy() : answerPage(response, [person(number)])));
    const client = new GatewayClient({ baseUrl: gateway.baseUrl, token: "wa_key", maxRetryDelay: 5 });
    assert.deepEqual((await client.listContacts("sess_a")).data, [person(3)]);
  });

  it("does not follow a page that is cut", async () => {
    await using gateway = await FakeGateway.start((_, response) => {
      response.writeHead(200, { "content-length": "1000" }).write("{");
      setTimeout(() => response.destroy(), 20);
    });
    await assert.rejects(new GatewayClient({ baseUrl: gateway.baseUrl, token: "wa_key", maxRetryDelay: 5 }).listContacts("sess_a"), { name: "TypeError" });
    assert.equal(gateway.asked.length, 1);
  });

  it("ends with the network's own error where nobody listens", async (t) => {
    const pauses = pausesOf(t);
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    let requests = 0;
    const fetch: typeof globalThis.fetch = (input, init) => (requests++, globalThis.fetch(input, init));
    await assert.rejects(new GatewayClient({ baseUrl: `http://127.0.0.1:${port}`, token: "wa_key", fetch }).listContacts("sess_a"), { name: "TypeError" });
    assert.equal(requests, 3);
    assert.ok(pauses.length >= 2);
  });

  it("follows no error that is not the network's", async () => {
    const { done, client } = answered(() => { throw new RangeError("on purpose"); });
    await assert.rejects(client.listContacts("sess_a"), { name: "RangeError", message: "on purpose" });
    assert.equal(done.requests, 1);
  });

  it("lets go of the answer before", async () => {
    let cancelled = 0;
    const answers = [
      () => new Response(new ReadableStream({ cancel: () => { cancelled++; } }), { status: 503, headers: { "retry-after": "0" } }),
      () => Response.json({ data: [], nextCursor: "" }),
    ];
    await answered(() => answers.shift()!()).client.listContacts("sess_a");
    assert.equal(cancelled, 1);
  });
});

describe("The pause before a retry", () => {
  it("doubles, a part of it by chance", async (t) => {
    for (const [chance, expected] of [[0, [250, 500, 1000, 2000]], [1, [500, 1000, 2000, 4000]]] as const) {
      t.mock.method(Math, "random", () => chance);
      const pauses = pausesOf(t);
      const { client } = answered(() => new Response("", { status: 503 }), { maxRetries: 4 });
      await assert.rejects(client.listContacts("sess_a"), GatewayError);
      assert.deepEqual(pauses, expected);
      t.mock.restoreAll();
    }
  });

  it("is never longer than told", async (t) => {
    t.mock.method(Math, "random", () => 1);
    const pauses = pausesOf(t);
    await assert.rejects(answered(() => new Response("", { status: 503 }), { maxRetries: 4, maxRetryDelay: 1500 }).client.listContacts("sess_a"), GatewayError);
    assert.deepEqual(pauses, [500, 1000, 1500, 1500]);
  });

  it("is what the server says, in seconds", async (t) => {
    const pauses = pausesOf(t);
    await assert.rejects(answered(() => new Response("", { status: 429, headers: { "retry-after": "30" } })).client.listContacts("sess_a"), GatewayError);
    assert.deepEqual(pauses, [30_000, 30_000]);
  });

  it("is what the server says, as a date", async (t) => {
    const pauses = pausesOf(t);
    const date = new Date(Date.now() + 20_000).toUTCString();
    await assert.rejects(answered(() => new Response("", { status: 429, headers: { "retry-after": date } })).client.listContacts("sess_a"), GatewayError);
    assert.ok(pauses.length === 2 && pauses.every((pause) => pause > 15_000 && pause <= 20_000), `${pauses}`);
  });

  it("is not made when the server says a longer one than told", async (t) => {
    const pauses = pausesOf(t);
    const { done, client } = answered(() => new Response("", { status: 429, headers: { "retry-after": "31" } }));
    await assert.rejects(client.listContacts("sess_a"), { status: 429, retryAfter: 31 });
    assert.deepEqual([pauses, done.requests], [[], 1]);
  });

  it("is really waited for", async () => {
    await using gateway = await refusing(1, 503, { "retry-after": "1" });
    const began = performance.now();
    await new GatewayClient({ baseUrl: gateway.baseUrl, token: "wa_key" }).listContacts("sess_a");
    const took = performance.now() - began;
    assert.ok(took >= 990 && took < 10_000, `${took}`);
  });
});
