import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { GatewayClient, GatewayError, type Observation } from "../src/index.js";
import { answerError, FakeGateway } from "./fake-gateway.js";

const people = (...numbers: number[]): Observation[] => numbers.map((number) => ({ type: "contact", jid: `6281${number}@s.whatsapp.net`, directChat: true }));
const report = (total: number) => ({
  lines: { total, applied: total, ignored: 0, rejected: 0, suppressed: 0, ahead: 0 },
  people: { new: total, merged: 0, changed: 0, unseen: 0, unchanged: 0 },
  rejections: [],
});

/** Answers with the report once the body has ended, and keeps the body. */
async function feeding(): Promise<{ gateway: FakeGateway; client: GatewayClient; bodies: string[] }> {
  const bodies: string[] = [];
  const gateway = await FakeGateway.start(async ({ body }, response) => {
    let text = "";
    try {
      for await (const piece of body) {
        text += piece;
      }
    } catch {
      return; // the client has left
    }
    bodies.push(text);
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(report(text.split("\n").length - 1)));
  });
  return { gateway, client: new GatewayClient({ baseUrl: gateway.baseUrl, token: "wa_key" }), bodies };
}

describe("Observations", () => {
  it("are posted as lines, with their type and the token, and reported", async () => {
    const { gateway, client, bodies } = await feeding();
    await using _ = gateway;
    assert.deepEqual(await client.sendObservations("sess_a", people(1, 2)), report(2));
    const [asked] = gateway.asked;
    assert.deepEqual([asked?.method, asked?.path], ["POST", "/api/v1/sessions/sess_a/observations"]);
    assert.deepEqual([asked?.headers["content-type"], asked?.headers.authorization], ["application/x-ndjson", "Bearer wa_key"]);
    assert.deepEqual(bodies[0]?.trimEnd().split("\n").map((line) => JSON.parse(line)), people(1, 2));
  });

  const text = people(1, 2).map((person) => JSON.stringify(person) + "\n").join("");
  for (const [name, make] of Object.entries({
    "an array": () => people(1, 2),
    "a set": () => new Set(people(1, 2)),
    "a generator": async function* () { yield* people(1, 2); },
    "a text": () => text,
    "a blob": () => new Blob([text]),
    "a stream": () => new Blob([text]).stream() as ReadableStream<Uint8Array>,
  })) {
    it(`may come as ${name}`, async () => {
      const { gateway, client, bodies } = await feeding();
      await using _ = gateway;
      await client.sendObservations("sess_a", make());
      assert.deepEqual(bodies, [text]);
    });
  }

  it("go out as they come: one is there before the next is made", async () => {
    let arrived = (): void => {};
    const first = new Promise<void>((resolve) => (arrived = resolve));
    await using gateway = await FakeGateway.start(async ({ body }, response) => {
      for await (const _ of body) {
        arrived();
      }
      response.writeHead(200).end(JSON.stringify(report(2)));
    });
    async function* live(): AsyncGenerator<Observation> {
      yield* people(1);
      await first;
      yield* people(2);
    }
    await new GatewayClient({ baseUrl: gateway.baseUrl, token: "wa_key" }).sendObservations("sess_a", live(), { signal: AbortSignal.timeout(30_000) });
  });

  it("are never sent again", async () => {
    await using gateway = await FakeGateway.start((_, response) => answerError(response, 503, "unavailable", { "retry-after": "0" }));
    await assert.rejects(new GatewayClient({ baseUrl: gateway.baseUrl, token: "wa_key" }).sendObservations("sess_a", people(1)), (error) => error instanceof GatewayError && error.code === "unavailable");
    assert.equal(gateway.asked.length, 1);
  });

  it("are left where the gateway refuses them, and whoever gives them is told", async () => {
    await using gateway = await FakeGateway.start((_, response) => answerError(response, 404, "not_found"));
    let isTold = false;
    async function* endless(): AsyncGenerator<Observation> {
      try {
        for (;;) {
          yield* people(1);
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
      } finally {
        isTold = true;
      }
    }
    await assert.rejects(new GatewayClient({ baseUrl: gateway.baseUrl, token: "wa_key" }).sendObservations("sess_a", endless()), GatewayError);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(isTold, true);
  });

  it("end with the error of whoever gives them", async () => {
    const { gateway, client } = await feeding();
    await using _ = gateway;
    const broken = new Error("the source broke");
    async function* breaking(): AsyncGenerator<Observation> {
      yield* people(1);
      throw broken;
    }
    await assert.rejects(client.sendObservations("sess_a", breaking()), broken);
  });

  it("end with the signal's reason, also while nothing comes", async () => {
    const { gateway, client } = await feeding();
    await using _ = gateway;
    async function* silent(): AsyncGenerator<Observation> {
      yield* people(1);
      await new Promise(() => {});
    }
    await assert.rejects(client.sendObservations("sess_a", silent(), { signal: AbortSignal.timeout(100) }), { name: "TimeoutError" });
  });

  it("are gathered first in a browser, which cannot stream them", async () => {
    const { gateway, client, bodies } = await feeding();
    await using _ = gateway;
    Object.defineProperty(globalThis, "document", { value: {}, configurable: true });
    try {
      await client.sendObservations("sess_a", people(1, 2));
    } finally {
      Reflect.deleteProperty(globalThis, "document");
    }
    assert.equal(gateway.asked[0]?.headers["content-length"], String(bodies[0]?.length));
  });

  it("are not reported by what is no report", async () => {
    await using gateway = await FakeGateway.start((_, response) => response.writeHead(200).end('{"data":[],"nextCursor":""}'));
    await assert.rejects(new GatewayClient({ baseUrl: gateway.baseUrl, token: "wa_key" }).sendObservations("sess_a", people(1)), GatewayError);
  });
});
