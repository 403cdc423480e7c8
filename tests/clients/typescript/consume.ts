// Uses the packed package as its users do: lists everybody of a session, then says what it caught where it was refused.
import * as everything from "gateway-client";
import { type Contact, GatewayClient, GatewayError, type ListContactsOptions } from "gateway-client";

interface Situation {
  name: string;
  baseUrl: string;
  token: string;
  session: string;
  options: ListContactsOptions;
}

const { GATEWAY_URL = "", GATEWAY_KEY = "", GATEWAY_SESSION = "", SITUATIONS = "[]" } = process.env;
const gateway = new GatewayClient({ baseUrl: GATEWAY_URL, token: () => GATEWAY_KEY });

const contacts: Contact[] = [];
for await (const contact of gateway.listAllContacts(GATEWAY_SESSION)) {
  contacts.push(contact);
}

const pages: { nextCursor: string; dataAsOf: Date | undefined; sessionStatus: everything.SessionStatus }[] = [];
for await (const { nextCursor, dataAsOf, sessionStatus } of gateway.listContactPages(GATEWAY_SESSION)) {
  pages.push({ nextCursor, dataAsOf, sessionStatus });
}

const caught = [];
for (const situation of JSON.parse(SITUATIONS) as Situation[]) {
  caught.push({ name: situation.name, ...(await refusalIn(situation)) });
}

console.log(JSON.stringify({ exports: Object.keys(everything), contacts: contacts.length, people: new Set(contacts.map((contact) => contact.phoneNumber)).size, pages, caught }));

/** Asks until it is refused: who asks too often is served for a while. */
async function refusalIn({ name, baseUrl, token, session, options }: Situation): Promise<object> {
  const named: typeof fetch = (url, init) => {
    const headers = new Headers(init?.headers);
    headers.set("X-Request-Id", `asked-for-${name}`);
    return fetch(url, { ...init, headers });
  };
  const client = new GatewayClient({ baseUrl, token, maxRetries: 0, fetch: named });
  try {
    for (let asked = 0; asked < 1000; asked++) {
      await client.listContacts(session, options);
    }
    return { status: 200 };
  } catch (error) {
    if (!(error instanceof GatewayError)) {
      throw error;
    }
    const { status, code, requestId, faults, retryAfter, message } = error;
    return { status, code, requestId, faults: Object.keys(faults), retryAfter, message };
  }
}
