import type { ContactPage as Listed } from "./generated.js";

/** Whether the number was online, as last reported. */
export type SessionStatus = "connected" | "disconnected" | "unknown";

/** One page of people, and how current it is. */
export interface ContactPage extends Listed {
  /** When the session last took in data. Undefined when never: an empty page then means that nothing has been synced. */
  dataAsOf: Date | undefined;
  /** Whether the number was online, as last reported. */
  sessionStatus: SessionStatus;
}

/** Whether a body is a page at all: what answers 200 may be a captive portal. */
export function isPage(body: Listed | null): body is Listed {
  return Array.isArray(body?.data) && typeof body.nextCursor === "string";
}

export function pageOf(listed: Listed, headers: Headers): ContactPage {
  const dataAsOf = new Date(headers.get("gateway-data-as-of") ?? NaN);
  const status = headers.get("gateway-session-status");
  return {
    ...listed,
    dataAsOf: Number.isNaN(dataAsOf.getTime()) ? undefined : dataAsOf,
    sessionStatus: status === "connected" || status === "disconnected" ? status : "unknown",
  };
}
