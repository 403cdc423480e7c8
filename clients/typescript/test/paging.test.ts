import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { GatewayClient } from "../src/index.js";
import { all, answerPage, FakeGateway, listOf, person } from "./fake-gateway.js";

const people = Array.from({ length: 450 }, (_, index) => person(index + 1));
const clientOf = ({ baseUrl }: FakeGateway) => new GatewayClient({ baseUrl, token: "wa_key" });

describe("A page", () => {
  it("has the people, the cursor and how current they are", async () => {
    await using gateway = await FakeGateway.start((_, response) =>
      answerPage(response, [person(1)], "next", { "gateway-data-as-of": "2026-11-22T07:00:00.123456Z", "gateway-session-status": "connected" }),
    );
    assert.deepEqual(await clientOf(gateway).listContacts("sess_a"), {
      data: [person(1)],
      nextCursor: "next",
      dataAsOf: new Date("2026-11-22T07:00:00.123Z"),
      sessionStatus: "connected",
    });
  });

  for (const [sent, status] of [["disconnected", "disconnected"], ["unknown", "unknown"], ["asleep", "unknown"], [undefined, "unknown"]] as const) {
    it(`of a session whose status is sent as ${sent} is ${status}, and never synced`, async () => {
      await using gateway = await FakeGateway.start((_, response) => answerPage(response, [], "", sent && { "gateway-session-status": sent }));
      const page = await clientOf(gateway).listContacts("sess_a");
      assert.deepEqual([page.sessionStatus, page.dataAsOf], [status, undefined]);
    });
  }

  it("keeps names of every script as they are", async () => {
    const name = "Zoë Ⅷ ß Привет 你好 مرحبا \u200fשלום 👩🏽‍💻 \u{1F1E9}\u{1F1EA} e\u0301 \u202eabc \"\\</script>\u2028 \u{10FFFF}";
    await using gateway = await FakeGateway.start((_, response) => answerPage(response, [person(1, name)]));
    assert.equal((await clientOf(gateway).listContacts("sess_a")).data[0]?.name, name);
  });
});

describe("Everybody", () => {
  it("comes once and in order, in pages of 200", async () => {
    await using gateway = await FakeGateway.start(listOf(people));
    assert.deepEqual(await all(clientOf(gateway).listAllContacts("sess_a", { source: "dm", q: "person", group: "1@g.us" })), people);
    const asked = { source: "dm", group: "1@g.us", q: "person", limit: "200" };
    assert.deepEqual(gateway.asked.map(({ query }) => query), [asked, { ...asked, cursor: "after-200" }, { ...asked, cursor: "after-400" }]);
  });

  it("comes in pages as large as told, also when the last is full", async () => {
    await using gateway = await FakeGateway.start(listOf(people));
    assert.deepEqual(await all(clientOf(gateway).listAllContacts("sess_a", { limit: 150 })), people);
    assert.equal(gateway.asked.length, 3);
  });

  it("is nobody where there is nobody", async () => {
    await using gateway = await FakeGateway.start(listOf([]));
    assert.deepEqual(await all(clientOf(gateway).listAllContacts("sess_a")), []);
    assert.equal(gateway.asked.length, 1);
  });

  it("is asked for page by page, and no more once the loop ends", async () => {
    await using gateway = await FakeGateway.start(listOf(people));
    const seen: number[] = [];
    let count = 0;
    for await (const contact of clientOf(gateway).listAllContacts("sess_a")) {
      seen.push(gateway.asked.length);
      if (++count === 201) {
        assert.deepEqual(contact, people[200]);
        break;
      }
    }
    assert.deepEqual(seen, [...Array<number>(200).fill(1), 2]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(gateway.asked.length, 2);
  });
});

describe("Pages", () => {
  it("go on from a cursor", async () => {
    await using gateway = await FakeGateway.start(listOf(people));
    const client = clientOf(gateway);
    const pages = await all(client.listContactPages("sess_a", { limit: 100, cursor: "after-200" }));
    assert.deepEqual(pages.map(({ data, nextCursor }) => [data[0], nextCursor]), [[people[200], "after-300"], [people[300], "after-400"], [people[400], ""]]);
    assert.deepEqual(gateway.asked[0]?.query, { limit: "100", cursor: "after-200" });
  });

  it("are not asked for before the loop begins", async () => {
    await using gateway = await FakeGateway.start(listOf(people));
    const pages = clientOf(gateway).listContactPages("sess_a");
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(gateway.asked.length, 0);
    await pages.next();
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(gateway.asked.length, 1);
  });

  it("end with an error when the server repeats its cursor", async () => {
    await using gateway = await FakeGateway.start((_, response) => answerPage(response, [person(1)], "again"));
    const names: string[] = [];
    await assert.rejects(
      async () => {
        for await (const contact of clientOf(gateway).listAllContacts("sess_a")) {
          names.push(contact.name);
        }
      },
      { name: "Error", message: /same cursor twice/ },
    );
    assert.deepEqual([names, gateway.asked.length], [["Person 1"], 2]);
  });

  it("end with an error that comes in the middle", async () => {
    await using gateway = await FakeGateway.start((asked, response, number) => (number < 3 ? listOf(people)(asked, response, number) : response.writeHead(500).end()));
    let count = 0;
    await assert.rejects(
      async () => {
        for await (const _ of clientOf(gateway).listAllContacts("sess_a")) {
          count++;
        }
      },
      { name: "GatewayError", status: 500 },
    );
    assert.equal(count, 400);
  });
});
