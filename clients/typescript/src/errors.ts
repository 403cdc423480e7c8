import type { ErrorCode } from "./generated.js";

/** What an answer says went wrong. */
export interface GatewayErrorFields {
  status: number;
  code?: ErrorCode | (string & {}) | undefined;
  details?: Record<string, unknown> | undefined;
  requestId?: string | undefined;
  retryAfter?: number | undefined;
}

/** The server answered, but not with what was asked for. */
export class GatewayError extends Error {
  override readonly name = "GatewayError";

  /** The HTTP status. 0 where a browser hides it, as it does for redirects. */
  readonly status: number;

  /**
   * What went wrong, for programs. A newer server may have codes that this version does not list. Undefined when the answer is not
   * the gateway's own, such as a proxy's page.
   */
  readonly code: ErrorCode | (string & {}) | undefined;

  /** More about it, by name. Empty for most codes. */
  readonly details: Record<string, unknown>;

  /** For `validation_error`: every malformed parameter, with sentences about it. Empty for other codes. */
  readonly faults: Record<string, string[]>;

  /** The request's id (`X-Request-Id`), for whoever runs the gateway. */
  readonly requestId: string | undefined;

  /** Seconds to wait before asking again (`Retry-After`), where the answer says. */
  readonly retryAfter: number | undefined;

  /** The client makes these; tests of callers may. */
  constructor(message: string, fields: GatewayErrorFields) {
    super(message);
    this.status = fields.status;
    this.code = fields.code;
    this.details = fields.details ?? {};
    this.faults = fields.code === "validation_error" ? faultsOf(this.details) : {};
    this.requestId = fields.requestId;
    this.retryAfter = fields.retryAfter;
  }
}

function faultsOf(details: Record<string, unknown>): Record<string, string[]> {
  const isFault = (detail: [string, unknown]): detail is [string, string[]] =>
    Array.isArray(detail[1]) && detail[1].every((sentence) => typeof sentence === "string");
  return Object.fromEntries(Object.entries(details).filter(isFault));
}
