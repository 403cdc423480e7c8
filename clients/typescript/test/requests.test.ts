import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { GatewayClient } from "../src/index.js";
import { answerPage, FakeGateway, person } from "./fake-gateway.js";

const pages = () => FakeGateway.start((_, response) => answerPage(response, [person(1)]));

describe("A request", () => {
  it("is a GET of the session's list with the token", async () => {
    await using gateway = await pages();
    await new GatewayClient({ baseUrl: gateway.baseUrl, token: "wa_key" }).listContacts("sess_a");
    const [asked] = gateway.asked;
    assert.deepEqual([asked?.method, asked?.path, asked?.query], ["GET", "/api/v1/sessions/sess_a/contacts", {}]);
    assert.equal(asked?.headers.authorization, "Bearer wa_key");
  });

  it("has every filter, and none that is undefined", async () => {
    await using gateway = await pages();
    const client = new GatewayClient({ baseUrl: gateway.baseUrl, token: "wa_key" });
    await client.listContacts("sess_a", { source: "group", group: "12-34@g.us", q: "ali", limit: 7, cursor: "abc" });
    await client.listContacts("sess_a", { source: undefined, group: undefined, q: undefined, limit: undefined, cursor: undefined, signal: undefined });
    await client.listContacts("sess_a", { q: "", limit: 0, cursor: "" });
    assert.deepEqual(gateway.asked.map(({ query }) => query), [
      { source: "group", group: "12-34@g.us", q: "ali", limit: "7", cursor: "abc" },
      {},
      { q: "", limit: "0", cursor: "" },
    ]);
  });

  for (const q of ["a&limit=1", "1+1 = 2", "100%", "%41", "#tag", "?;/\\", "Ärger ß", "你好 👩🏽‍💻", " a ", "\u202e\u0000\n", "'\"<>"]) {
    it(`carries the text ${JSON.stringify(q)} so that the server reads the same`, async () => {
      await using gateway = await pages();
      await new GatewayClient({ baseUrl: gateway.baseUrl, token: "wa_key" }).listContacts("sess_a", { q });
      assert.deepEqual(gateway.asked[0]?.query, { q });
    });
  }

  it("keeps a session's id in its place, whatever it is", async () => {
    await using gateway = await pages();
    await new GatewayClient({ baseUrl: gateway.baseUrl, token: "wa_key" }).listContacts("a/b?c#d $& é");
    assert.equal(gateway.asked[0]?.path, "/api/v1/sessions/a%2Fb%3Fc%23d%20%24%26%20%C3%A9/contacts");
  });

  for (const suffix of ["", "/", "/below/", "/below//"]) {
    it(`goes below a base address that ends with "${suffix}"`, async () => {
      await using gateway = await pages();
      await new GatewayClient({ baseUrl: gateway.baseUrl + suffix, token: "wa_key" }).listContacts("sess_a");
      assert.equal(gateway.asked[0]?.path, `${suffix.replace(/\/+$/, "")}/api/v1/sessions/sess_a/contacts`);
    });
  }

  it("is answered with compressed pages, which it reads", async () => {
    const codings: (string | undefined)[] = [];
    await using gateway = await FakeGateway.start(({ headers }, response) => {
      codings.push(headers["accept-encoding"]?.toString());
      const body = gzipSync(JSON.stringify({ data: [person(1, "你好")], nextCursor: "" }));
      response.writeHead(200, { "content-type": "application/json; charset=utf-8", "content-encoding": "gzip" }).end(body);
    });
    const page = await new GatewayClient({ baseUrl: gateway.baseUrl, token: "wa_key" }).listContacts("sess_a");
    assert.deepEqual(page.data.map(({ name }) => name), ["你好"]);
    assert.match(codings[0] ?? "", /\bgzip\b/);
  });

  it("goes through the function given, called as nobody's method", async () => {
    await using gateway = await pages();
    const urls: unknown[] = [];
    const fetch = function (this: unknown, input: string | URL | Request, init?: RequestInit): Promise<Response> {
      urls.push(this, input);
      return globalThis.fetch(input, init);
    };
    await new GatewayClient({ baseUrl: gateway.baseUrl, token: "wa_key", fetch }).listContacts("sess_a");
    assert.deepEqual(urls, [undefined, `${gateway.baseUrl}/api/v1/sessions/sess_a/contacts`]);
  });

  it("needs no window", async () => {
    await using gateway = await pages();
    assert.equal("window" in globalThis, false);
    await new GatewayClient({ baseUrl: gateway.baseUrl, token: "wa_key" }).listContacts("sess_a");
  });

  it("follows no redirect, and sends the token nowhere else", async () => {
    await using elsewhere = await pages();
    await using gateway = await FakeGateway.start((_, response) => response.writeHead(307, { location: elsewhere.baseUrl, "x-request-id": "id-1" }).end("moved"));
    await assert.rejects(new GatewayClient({ baseUrl: gateway.baseUrl, token: "wa_key" }).listContacts("sess_a"), {
      name: "GatewayError", status: 307, code: undefined, requestId: "id-1", message: /redirect/,
    });
    assert.deepEqual([gateway.asked.length, elsewhere.asked.length], [1, 0]);
  });

  it("follows none in a browser, which hides what it is", async () => {
    const hidden = Object.defineProperties(new Response(null), { type: { value: "opaqueredirect" }, status: { value: 0 } });
    let redirect: unknown;
    const fetch = async (_: unknown, init?: RequestInit) => ((redirect = init?.redirect), hidden);
    await assert.rejects(new GatewayClient({ baseUrl: "http://fake", token: "wa_key", fetch }).listContacts("sess_a"), { name: "GatewayError", status: 0, message: /redirect/ });
    assert.equal(redirect, "manual");
  });
});

describe("A token", () => {
  it("is asked for anew for every request", async () => {
    await using gateway = await pages();
    let number = 0;
    const client = new GatewayClient({ baseUrl: gateway.baseUrl, token: async () => `token-${++number}` });
    await client.listContacts("sess_a");
    await client.listContacts("sess_a");
    assert.deepEqual(gateway.asked.map(({ headers }) => headers.authorization), ["Bearer token-1", "Bearer token-2"]);
  });

  for (const error of [new TypeError("signed out"), new SyntaxError("signed out")]) {
    it(`that cannot be had ends the call with the function's own ${error.name}, at once`, async () => {
      await using gateway = await pages();
      let times = 0;
      const token = () => { times++; throw error; };
      await assert.rejects(new GatewayClient({ baseUrl: gateway.baseUrl, token }).listContacts("sess_a"), (thrown) => thrown === error);
      assert.deepEqual([times, gateway.asked.length], [1, 0]);
    });
  }

  for (const token of ["", "secret\n", "secret\r\nX: y", "sécret", "two secrets", undefined as unknown as string]) {
    it(`such as ${JSON.stringify(token)} is refused and never told`, async () => {
      await using gateway = await pages();
      await assert.rejects(new GatewayClient({ baseUrl: gateway.baseUrl, token }).listContacts("sess_a"), (error: Error) => {
        assert.match(error.message, /^The token is missing/);
        return true;
      });
      assert.equal(gateway.asked.length, 0);
    });
  }
});

describe("A client", () => {
  for (const baseUrl of ["", "gateway", "ftp://gateway", "http://user:secret@gateway", "http://gateway?token=secret", "http://gateway#secret"]) {
    it(`is not made for the address ${JSON.stringify(baseUrl)}`, () => {
      assert.throws(() => new GatewayClient({ baseUrl, token: "wa_key" }), (error: Error) => error.name === "TypeError" && !error.message.includes("secret"));
    });
  }

  for (const wrong of [{ maxRetries: -1 }, { maxRetries: 1.5 }, { maxRetries: NaN }, { maxRetryDelay: -1 }, { maxRetryDelay: NaN }, { maxRetryDelay: 2 ** 31 }]) {
    it(`is not made with ${Object.keys(wrong)[0]} ${Object.values(wrong)[0]}`, () => {
      assert.throws(() => new GatewayClient({ baseUrl: "http://gateway", token: "wa_key", ...wrong }), RangeError);
    });
  }
});
