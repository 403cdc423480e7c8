import type { ObservationReport } from "./generated.js";
import type { SessionStatus } from "./page.js";

interface Timed {
  /** When it was true, as RFC 3339 has it: for every fact the later one counts. When it arrives, without it. */
  at?: string | Date | undefined;
}

interface Named {
  /** The name in the address book. */
  savedName?: string | undefined;
  /** The person's own name. */
  pushName?: string | undefined;
  /** The verified business name. */
  businessName?: string | undefined;
}

interface Identified {
  /** A JID, such as `6281234567890@s.whatsapp.net`, or a LID. */
  jid?: string | undefined;
  /** A LID, such as `205227043110953@lid`. */
  lid?: string | undefined;
}

/** A person, and what is known of it. The facts belong to the `jid`, or to the `lid` where there is none. */
export interface ContactObservation extends Timed, Identified, Named {
  type: "contact";
  /** True when there is a direct chat; false says nothing. */
  directChat?: boolean | undefined;
}

/** A member of a group, where there is more to say than its JID. */
export interface GroupMember extends Identified, Named {
  /** What the person is in the group, such as `admin`. */
  role?: string | undefined;
}

/** A group, and members of it. */
export interface GroupObservation extends Timed {
  type: "group";
  /** The group's JID, such as `120363021234567890@g.us`. */
  jid: string;
  name?: string | undefined;
  members?: readonly (string | GroupMember)[] | undefined;
  /** True when `members` is the whole list: who is not on it has left. */
  complete?: boolean | undefined;
}

/** That a LID and a number are one person. Makes nobody known; joins what is or becomes known. */
export interface MappingObservation extends Timed {
  type: "mapping";
  lid: string;
  /** The number's JID. */
  phone: string;
}

/** The session itself: its own number and LID, who are never listed, and whether it is online. */
export interface SessionObservation extends Timed, Identified {
  type: "session";
  status?: SessionStatus | undefined;
}

/** Something that a WhatsApp number saw. */
export type Observation = ContactObservation | GroupObservation | MappingObservation | SessionObservation;

/** What can be sent: observations as they come, or lines that are NDJSON already. */
export type Observations = Iterable<Observation> | AsyncIterable<Observation> | ReadableStream<Uint8Array> | Blob | string;

/** Whether a body is a report at all: what answers 200 may be a captive portal. */
export function isReport(body: ObservationReport | null): body is ObservationReport {
  return typeof body?.lines?.total === "number" && typeof body.people?.new === "number" && Array.isArray(body.rejections);
}

/** What is sent, line by line, as it is asked for. Once it is left, whoever gives the observations is told to stop. */
export class Upload {
  /** What the source of the observations threw: `fetch` would hide it behind an error of its own. */
  failure: { error: unknown } | undefined;
  readonly #stop: () => void;
  readonly #body: ReadableStream<Uint8Array> | Blob | string;

  constructor(observations: Observations) {
    if (typeof observations === "string" || "getReader" in observations || "arrayBuffer" in observations) {
      [this.#body, this.#stop] = [observations, () => {}];
      return;
    }
    const coming = Symbol.asyncIterator in observations ? observations[Symbol.asyncIterator]() : observations[Symbol.iterator]();
    this.#stop = () => void (async () => coming.return?.())().catch(() => {}); // not awaited: a silent source would hold up who leaves
    this.#body = new ReadableStream<Uint8Array>({ pull: (controller) => this.#pull(coming, controller), cancel: this.#stop });
  }

  /** Browsers send no request of unknown length over HTTP/1.1: there, all of it is gathered first. */
  async body(): Promise<ReadableStream<Uint8Array> | Blob | string> {
    const isInBrowser = "document" in globalThis || "importScripts" in globalThis;
    return isInBrowser && typeof this.#body === "object" && "getReader" in this.#body ? new Response(this.#body).blob() : this.#body;
  }

  leave(): void {
    this.#stop();
  }

  async #pull(coming: Iterator<Observation> | AsyncIterator<Observation>, controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    try {
      const next = await coming.next();
      if (next.done) {
        controller.close();
      } else {
        controller.enqueue(new TextEncoder().encode(JSON.stringify(next.value) + "\n"));
      }
    } catch (error) {
      this.failure = { error };
      throw error;
    }
  }
}
