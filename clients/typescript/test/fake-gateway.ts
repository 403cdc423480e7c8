import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Contact } from "../src/index.js";

export interface Asked {
  method: string;
  path: string;
  /** As a form's: read by the server, not as it stands in the URL. */
  query: Record<string, string>;
  headers: IncomingMessage["headers"];
  /** As it comes. */
  body: AsyncIterable<Buffer>;
}

type Answering = (asked: Asked, response: ServerResponse, number: number) => unknown;

/** A server on this machine that answers as a test tells it to, and remembers what it was asked. */
export class FakeGateway implements AsyncDisposable {
  readonly asked: Asked[] = [];
  readonly #server: Server;

  private constructor(answering: Answering) {
    this.#server = createServer((request, response) => {
      const url = new URL(request.url ?? "/", "http://fake");
      const asked = { method: request.method ?? "", path: url.pathname, query: Object.fromEntries(url.searchParams), headers: request.headers, body: request };
      answering(asked, response, this.asked.push(asked));
    });
  }

  static async start(answering: Answering): Promise<FakeGateway> {
    const gateway = new FakeGateway(answering);
    gateway.#server.listen(0, "127.0.0.1");
    await once(gateway.#server, "listening");
    return gateway;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }
}

export function person(number: number, name = `Person ${number}`): Contact {
  return { businessName: "", lid: "", name, phoneNumber: `62812${String(number).padStart(8, "0")}`, source: "dm" };
}

export function answerPage(response: ServerResponse, data: Contact[], nextCursor = "", headers: Record<string, string> = {}): void {
  response.writeHead(200, { "content-type": "application/json; charset=utf-8", ...headers }).end(JSON.stringify({ data, nextCursor }));
}

export function answerError(response: ServerResponse, status: number, code: string, headers: Record<string, string> = {}, details: unknown = {}): void {
  response
    .writeHead(status, { "content-type": "application/json; charset=utf-8", "x-request-id": `id-of-${code}`, ...headers })
    .end(JSON.stringify({ error: { code, message: `about ${code}`, details } }));
}

/** Pages of so many people as the gateway makes them: limits, cursors and the empty one at the end. */
export function listOf(people: Contact[]): Answering {
  return ({ query }, response) => {
    const from = Number(query["cursor"]?.slice("after-".length) || 0);
    const to = from + Number(query["limit"] ?? 50);
    answerPage(response, people.slice(from, to), to < people.length ? `after-${to}` : "");
  };
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const everything: T[] = [];
  for await (const item of items) {
    everything.push(item);
  }
  return everything;
}
