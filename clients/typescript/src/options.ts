import type { ContactSource } from "./generated.js";
import type { Token } from "./token.js";

/** How a client reaches the gateway. */
export interface GatewayClientOptions {
  /** Where the gateway is, such as `https://gateway.example` or `https://tools.example/gateway`; in a browser, `/` is the page's own server. */
  baseUrl: string;
  /** An API key, a login token, or a function that gives one. */
  token: Token;
  /** How often a request is sent again that was answered 429 or 503 or not at all. 2 by default; 0 for never. */
  maxRetries?: number | undefined;
  /** The longest wait before a retry, in milliseconds. 30,000 by default. Who is told to wait longer gets the error at once. */
  maxRetryDelay?: number | undefined;
  /** Sends the requests. The runtime's own `fetch` by default. */
  fetch?: typeof globalThis.fetch | undefined;
}

interface Filters {
  /** `dm` keeps people with a direct chat, `group` those ever seen in a group. Both without it. */
  source?: ContactSource | undefined;
  /** Keeps the current members of one group: its JID, such as `120363021234567890@g.us`. */
  group?: string | undefined;
  /** Keeps people whose name, business name or number contains this text, in whatever case. At most 256 code points. */
  q?: string | undefined;
}

interface PageSize {
  /** How many people a page holds, 1 to 200. */
  limit?: number | undefined;
}

interface Abort {
  /** Ends the call: it rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/** Which people, from where on. What is undefined is not sent. */
export interface ListContactsOptions extends Filters, PageSize, Abort {
  /** The `nextCursor` of the page before, asked with the same session and filters. The first page without it. */
  cursor?: string | undefined;
}

/** Which people. What is undefined is not sent. */
export interface ListAllContactsOptions extends Filters, PageSize, Abort {}

/** How to send observations. */
export interface SendObservationsOptions extends Abort {}

const longestTimer = 2 ** 31 - 1;

/** Options with their defaults. Wrong ones throw here, not in the first request. */
export function settingsOf({ baseUrl, token, maxRetries = 2, maxRetryDelay = 30_000, fetch }: GatewayClientOptions): Settings {
  if (!Number.isSafeInteger(maxRetries) || maxRetries < 0) {
    throw new RangeError("maxRetries must be a whole number, 0 or more.");
  }
  if (!(maxRetryDelay >= 0 && maxRetryDelay <= longestTimer)) {
    throw new RangeError(`maxRetryDelay must be from 0 to ${longestTimer} milliseconds.`);
  }
  // Browsers want it called as the global object's.
  return { baseUrl: baseOf(baseUrl), token, maxRetries, maxRetryDelay, fetch: fetch ?? ((input, init) => globalThis.fetch(input, init)) };
}

export interface Settings {
  baseUrl: string;
  token: Token;
  maxRetries: number;
  maxRetryDelay: number;
  fetch: typeof globalThis.fetch;
}

function baseOf(baseUrl: string): string {
  let url: URL | undefined;
  try {
    url = new URL(baseUrl, globalThis.location?.href);
  } catch {
    // Said below.
  }
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username + url.password + url.search + url.hash !== "") {
    throw new TypeError("baseUrl must be an http or https address without user, query and fragment, such as http://127.0.0.1:8080.");
  }
  return url.origin + url.pathname.replace(/\/+$/, "");
}
