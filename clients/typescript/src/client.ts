import { abortable } from "./abort.js";
import { type Contact, GatewayOperations, type ObservationReport } from "./generated.js";
import { isReport, type Observations, Upload } from "./observations.js";
import { type GatewayClientOptions, type ListAllContactsOptions, type ListContactsOptions, type SendObservationsOptions, type Settings, settingsOf } from "./options.js";
import { type ContactPage, isPage, pageOf } from "./page.js";
import { misfitOf } from "./refusal.js";
import { send } from "./transport.js";

const largestPage = 200;

/**
 * Reads from a gateway and feeds it. Keeps nothing between calls, so one client serves many at once.
 *
 * Every call rejects with a {@link GatewayError} when the server answers with an error, with `fetch`'s `TypeError` when it does
 * not answer, and with the signal's reason when that aborts.
 */
export class GatewayClient {
  readonly #settings: Settings;

  /** @throws TypeError or RangeError when an option is wrong. */
  constructor(options: GatewayClientOptions) {
    this.#settings = settingsOf(options);
  }

  /**
   * One page of the people whom a session has seen; 50 unless `limit` says otherwise.
   * @param session The session's id, `sess_…`.
   */
  async listContacts(session: string, options: ListContactsOptions = {}): Promise<ContactPage> {
    const { source, group, q, limit, cursor, signal } = options;
    const { body, headers } = await this.#ask(
      (operations) => operations.listContacts(session, source, group, q, limit, cursor, signal),
      isPage,
      signal,
    );
    return pageOf(body, headers);
  }

  /**
   * All pages, from the first or from `cursor` on; 200 people each unless `limit` says otherwise. A page is asked for when the loop
   * gets there. Each page's `nextCursor` is where to go on later.
   * @param session The session's id, `sess_…`.
   * @throws Error when the server gives the same cursor twice in a row.
   */
  async *listContactPages(session: string, options: ListContactsOptions = {}): AsyncGenerator<ContactPage, void, undefined> {
    let cursor = options.cursor;
    do {
      const page = await this.listContacts(session, { ...options, limit: options.limit ?? largestPage, cursor });
      if (page.nextCursor !== "" && page.nextCursor === cursor) {
        throw new Error("The server gave the same cursor twice in a row: the list would never end.");
      }
      cursor = page.nextCursor;
      yield page;
    } while (cursor !== "");
  }

  /**
   * Everybody, one by one, each once. Asks for a page of 200, or of `limit`, when the loop gets there.
   * @param session The session's id, `sess_…`.
   * @throws Error when the server gives the same cursor twice in a row.
   */
  async *listAllContacts(session: string, options: ListAllContactsOptions = {}): AsyncGenerator<Contact, void, undefined> {
    for await (const page of this.listContactPages(session, options)) {
      for (const contact of page.data) {
        options.signal?.throwIfAborted();
        yield contact;
      }
    }
  }

  /**
   * Sends what a session observes, each as it comes, for as long as it comes; the gateway commits within a second or so, and holds up
   * who sends faster than that. Something must come every 30 seconds: a quiet feed ends, and begins another. In a browser all of
   * it is gathered before it is sent.
   *
   * Never sent again by itself. After an error, what was committed stays, and sending everything again changes nothing that is there.
   * @param session The session's id, `sess_…`.
   * @returns What became of the observations, once they have ended.
   */
  async sendObservations(session: string, observations: Observations, options: SendObservationsOptions = {}): Promise<ObservationReport> {
    const { signal } = options;
    signal?.throwIfAborted();
    const upload = new Upload(observations);
    try {
      const sent = await abortable(upload.body(), signal);
      return (await this.#ask((operations) => operations.sendObservations(session, sent, signal), isReport, signal)).body;
    } catch (error) {
      throw upload.failure === undefined ? error : upload.failure.error;
    } finally {
      upload.leave();
    }
  }

  /** Does one generated operation, whose paths and parameters are the document's. */
  async #ask<Body, Wanted extends Body>(
    operation: (operations: GatewayOperations) => Promise<Body>,
    isWanted: (body: Body) => body is Wanted,
    signal: AbortSignal | undefined,
  ): Promise<{ body: Wanted; headers: Headers }> {
    signal?.throwIfAborted();
    let response!: Response; // there before a body is
    const http = { fetch: async (url: string, init: RequestInit = {}) => (response = await send(this.#settings, url, init)) };
    let body: Body | undefined;
    try {
      body = await abortable(operation(new GatewayOperations(this.#settings.baseUrl, http)), signal);
    } catch (error) {
      if (!(error instanceof SyntaxError && response)) {
        throw error;
      }
      // The body is not JSON.
    }
    if (body === undefined || !isWanted(body)) {
      throw misfitOf(response);
    }
    return { body, headers: response.headers };
  }
}
