/** Seconds to wait, from a `Retry-After` header: seconds or an HTTP date. Undefined when there is none, or none that can be read. */
export function retryAfterOf(headers: Headers): number | undefined {
  const text = headers.get("retry-after")?.trim() ?? "";
  if (/^[0-9]+$/.test(text)) {
    return Number(text);
  }
  // Date.parse reads much else as a date.
  const date = /^[A-Z][a-z]+, .+ GMT$/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, (date - Date.now()) / 1000);
}
