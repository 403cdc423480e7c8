import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { describe, it } from "node:test";
import { GatewayClient } from "../src/index.js";
import { answerError, answerPage, FakeGateway, listOf, person } from "./fake-gateway.js";

const reason = new Error("changed my mind");
const isReason = (error: unknown) => error === reason;

/** Calls off what is under way once the server was asked, and looks whether the client still works. */
async function abortedWhile(answer: (response: ServerResponse) => void): Promise<void> {
  const abort = new AbortController();
  await using gateway = await FakeGateway.start((_, response, number) => {
    if (number > 1) {
      return answerPage(response, [person(number)]);
    }
    answer(response);
    return setTimeout(() => abort.abort(reason), 50);
  });
  const client = new GatewayClient({ baseUrl: gateway.baseUrl, token: "wa_key" });
  const began = performance.now();
  await assert.rejects(client.listContacts("sess_a", { signal: abort.signal }), isReason);
  assert.ok(performance.now() - began < 5000);
  assert.equal(gateway.asked.length, 1);
  assert.deepEqual((await client.listContacts("sess_a")).data, [person(2)]);
}

describe("An abort", () => {
  it("ends the wait for an answer", () => abortedWhile(() => {}));

  it("ends the wait for the rest of an answer", () => abortedWhile((response) => response.writeHead(200).write("{")));

  it("ends the wait for the rest of an error", () => abortedWhile((response) => response.writeHead(500).write("{")));

  it("ends the wait for a retry", () => abortedWhile((response) => answerError(response, 503, "unavailable", { "retry-after": "20" })));

  it("ends the wait for a token, and nothing is sent then", async () => {
    await using gateway = await FakeGateway.start(listOf([]));
    let give = (_: string): void => {};
    const abort = new AbortController();
    const listing = new GatewayClient({ baseUrl: gateway.baseUrl, token: () => new Promise((resolve) => (give = resolve)) }).listContacts("sess_a", { signal: abort.signal });
    abort.abort(reason);
    await assert.rejects(listing, isReason);
    give("wa_key");
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(gateway.asked.length, 0);
  });

  it("ends the pause that would come next", async (t) => {
    t.mock.method(globalThis, "setTimeout", () => undefined); // never over
    const abort = new AbortController();
    const answer = () => new Response(new ReadableStream({ cancel: () => abort.abort(reason) }), { status: 503 });
    const client = new GatewayClient({ baseUrl: "http://fake", token: "wa_key", fetch: async () => answer() });
    await assert.rejects(client.listContacts("sess_a", { signal: abort.signal }), isReason);
  });

  it("ends retries, also where a fetch calls it a failure of the network", async () => {
    let requests = 0;
    const abort = new AbortController();
    const fetch = async () => {
      requests++;
      abort.abort(reason);
      throw new TypeError("cancelled");
    };
    const client = new GatewayClient({ baseUrl: "http://fake", token: "wa_key", maxRetryDelay: 0, fetch });
    await assert.rejects(client.listContacts("sess_a", { signal: abort.signal }), isReason);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(requests, 1);
  });

  const failures: [name: string, fetch: () => Promise<Response>][] = [
    ["a refusal", async () => new Response("", { status: 503 })],
    ["a failure of the network", () => Promise.reject(new TypeError("fetch failed"))],
  ];
  for (const [name, fetch] of failures) {
    it(`stops the clock of the pause after ${name}`, async (t) => {
      const abort = new AbortController();
      const { setTimeout } = globalThis;
      let pause: unknown;
      t.mock.method(globalThis, "setTimeout", (callback: () => void, milliseconds: number) => {
        pause = setTimeout(callback, milliseconds);
        setTimeout(() => abort.abort(reason), 10);
        return pause;
      });
      const cleared = t.mock.method(globalThis, "clearTimeout").mock;
      await assert.rejects(new GatewayClient({ baseUrl: "http://fake", token: "wa_key", fetch }).listContacts("sess_a", { signal: abort.signal }), isReason);
      await new Promise((resolve) => setTimeout(resolve, 20));
      assert.ok(pause !== undefined && cleared.calls.some((call) => call.arguments[0] === pause));
    });
  }

  it("that came before asks for nothing, not even the token", async () => {
    let asked = 0;
    const client = new GatewayClient({ baseUrl: "http://fake", token: () => (asked++, "wa_key"), fetch: async () => (asked++, new Response()) });
    await assert.rejects(client.listContacts("sess_a", { signal: AbortSignal.abort(reason) }), isReason);
    assert.equal(asked, 0);
  });

  it("ends a loop at the next contact", async () => {
    await using gateway = await FakeGateway.start(listOf(Array.from({ length: 300 }, (_, index) => person(index))));
    const abort = new AbortController();
    let count = 0;
    await assert.rejects(async () => {
      for await (const _ of new GatewayClient({ baseUrl: gateway.baseUrl, token: "wa_key" }).listAllContacts("sess_a", { signal: abort.signal })) {
        if (++count === 3) {
          abort.abort(reason);
        }
      }
    }, isReason);
    assert.deepEqual([count, gateway.asked.length], [3, 1]);
  });

  it("ends a loop at the next page", async () => {
    await using gateway = await FakeGateway.start(listOf(Array.from({ length: 300 }, (_, index) => person(index))));
    const abort = new AbortController();
    await assert.rejects(async () => {
      for await (const _ of new GatewayClient({ baseUrl: gateway.baseUrl, token: "wa_key" }).listContactPages("sess_a", { signal: abort.signal })) {
        abort.abort(reason);
      }
    }, isReason);
    assert.equal(gateway.asked.length, 1);
  });

  it("by a time limit is the limit's own error", async () => {
    await using gateway = await FakeGateway.start(() => {});
    await assert.rejects(new GatewayClient({ baseUrl: gateway.baseUrl, token: "wa_key" }).listContacts("sess_a", { signal: AbortSignal.timeout(50) }), { name: "TimeoutError" });
  });

  it("leaves nothing behind on its signal", async () => {
    await using gateway = await FakeGateway.start(listOf([]));
    const { signal } = new AbortController();
    let listeners = 0;
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...listening: unknown[]) => (listeners++, Reflect.apply(addEventListener, signal, listening));
    signal.removeEventListener = (...listening: unknown[]) => (listeners--, Reflect.apply(removeEventListener, signal, listening));
    const fetch: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, { ...init, signal: null });
    await new GatewayClient({ baseUrl: gateway.baseUrl, token: "wa_key", fetch }).listContacts("sess_a", { signal });
    assert.equal(listeners, 0);
  });
});
