import { pause } from "./abort.js";
import type { Settings } from "./options.js";
import { refusalOf } from "./refusal.js";
import { retryAfterOf } from "./retry-after.js";
import { authorization } from "./token.js";

const firstDelay = 500;

/** Sends a request until it is answered 200, sending it again only where that is safe. Throws what any other answer stands for. */
export async function send(settings: Settings, url: string, init: RequestInit): Promise<Response> {
  const { fetch, token, maxRetries, maxRetryDelay } = settings;
  const isRepeatable = init.method === "GET" || init.method === "HEAD";
  const signal = init.signal ?? undefined;
  for (let retries = 0; ; retries++) {
    const headers = new Headers(init.headers);
    headers.set("Authorization", await authorization(token));
    const mayRepeat = isRepeatable && retries < maxRetries;
    const backOff = Math.min(maxRetryDelay, firstDelay * 2 ** retries) * (0.5 + Math.random() / 2);
    let response: Response;
    try {
      // A redirect is looked at here: followed, it would carry the token to where it points.
      response = await fetch(url, { ...init, ...streaming(init.body), headers, redirect: "manual" });
    } catch (error) {
      if (!mayRepeat || !isNetworkFailure(error)) {
        throw error;
      }
      await pause(backOff, signal);
      continue;
    }

    if (response.status === 200) {
      return response;
    }
    const retryAfter = retryAfterOf(response.headers);
    const delay = retryAfter === undefined ? backOff : retryAfter * 1000;
    if (!mayRepeat || ![429, 503].includes(response.status) || delay > maxRetryDelay) {
      throw await refusalOf(response);
    }
    await response.body?.cancel().catch(() => {});
    await pause(delay, signal);
  }
}

/** What `fetch` asks for where a body is sent while it is made; types of the web do not know it yet. */
function streaming(body: unknown): object {
  return typeof body === "object" && body !== null && "getReader" in body ? { duplex: "half" } : {};
}

/** By name: in some test runners a global class is not the runtime's. */
function isNetworkFailure(error: unknown): boolean {
  return Object(error).name === "TypeError";
}
