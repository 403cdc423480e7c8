/**
 * An API key (`wa_…`) or a login token (JWT), or a function that gives one. A function is asked anew for every request, also for
 * one that is sent again: login tokens expire.
 */
export type Token = string | (() => string | Promise<string>);

/** What RFC 6750 lets a bearer token be. */
const wellFormed = /^[A-Za-z0-9._~+/-]+=*$/;

/** The header of one request. Refuses here what a header cannot carry: `fetch` would say so with the token in its message. */
export async function authorization(token: Token): Promise<string> {
  const text = typeof token === "function" ? await token() : token;
  if (typeof text !== "string" || !wellFormed.test(text)) {
    throw new Error("The token is missing, or has characters that no bearer token has.");
  }
  return `Bearer ${text}`;
}
