import { GatewayError } from "./errors.js";
import { retryAfterOf } from "./retry-after.js";

/** The error that an answer stands for. Reads its body. */
export async function refusalOf(response: Response): Promise<GatewayError> {
  if (response.type === "opaqueredirect" || (response.status >= 300 && response.status < 400)) {
    return errorFor(response, { message: "the answer is a redirect, which is not followed; is baseUrl right?" });
  }
  // An error whose body is cut is still that error.
  return errorFor(response, envelopeIn(await response.text().catch(() => "")) ?? strangers(response));
}

/** For an answer that says all is well but holds something else. */
export function misfitOf(response: Response): GatewayError {
  return errorFor(response, strangers(response));
}

interface Envelope {
  code?: string;
  message: string;
  details?: Record<string, unknown>;
}

function strangers(response: Response): Envelope {
  return { message: `the answer, ${response.status}, is not the gateway's` };
}

function errorFor(response: Response, { code, message, details }: Envelope): GatewayError {
  const requestId = response.headers.get("x-request-id") ?? undefined;
  const marks = [code, requestId && `request ${requestId}`].filter((mark) => mark !== undefined);
  return new GatewayError(marks.length === 0 ? message : `${message} (${marks.join(", ")})`, {
    status: response.status,
    code,
    details,
    requestId,
    retryAfter: retryAfterOf(response.headers),
  });
}

function envelopeIn(body: string): Envelope | undefined {
  try {
    const { code, message, details } = objectOf(objectOf(JSON.parse(body))["error"]);
    return typeof code === "string" && typeof message === "string" ? { code, message, details: objectOf(details) } : undefined;
  } catch {
    return undefined; // not JSON
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
