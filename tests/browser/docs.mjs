// Opens the page at /docs as a person would, tries the list with a key, and prints as JSON what was seen and asked for.
// node docs.mjs PACKAGES CHROMIUM URL KEY SESSION WIDTH HEIGHT [FOLDER FOR SCREENSHOTS]
import { createRequire } from "node:module";
import { join } from "node:path";

const [packages, executablePath, url, key, session, width, height, screenshots] = process.argv.slice(2);
const { chromium } = createRequire(join(packages, "package.json"))("playwright-core");
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});

try {
  const context = await browser.newContext({ viewport: { width: Number(width), height: Number(height) } });
  const page = await context.newPage();
  const seen = { requests: [], failures: [], complaints: [], violations: [] };
  page.on("request", request => seen.requests.push(request.url()));
  page.on("requestfailed", request => seen.failures.push(`${request.url()}: ${request.failure()?.errorText}`));
  page.on("console", message => ["error", "warning"].includes(message.type()) && seen.complaints.push(message.text()));
  page.on("pageerror", error => seen.complaints.push(String(error)));
  await page.exposeFunction("violated", violation => seen.violations.push(violation));
  await page.addInitScript(() => document.addEventListener("securitypolicyviolation", event =>
    window.violated(`${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`)));
  const picture = async name => screenshots && await page.screenshot({ path: join(screenshots, `docs-${width}-${name}.png`) });

  await page.goto(`${url}/`);
  seen.address = page.url();
  await page.getByRole("heading", { name: /^Gateway/ }).waitFor();
  await page.locator(".opblock-summary-path").first().waitFor();
  await picture("opened");

  await page.getByRole("button", { name: "Authorize" }).first().click();
  await page.locator(".auth-container input").fill(key);
  await picture("authorizing");
  await page.locator(".auth-btn-wrapper .authorize").click();
  await page.locator(".auth-btn-wrapper .btn-done").click();

  const list = page.locator("#operations-Contacts-listContacts");
  await list.getByPlaceholder("session").fill(session);
  await picture("parameters");
  seen.prefilled = await list.locator(".parameters input").evaluateAll(inputs => inputs.map(input => `${input.placeholder}=${input.value}`));
  const [answer] = await Promise.all([
    page.waitForResponse(response => response.url().includes("/contacts")),
    list.getByRole("button", { name: "Execute" }).click(),
  ]);
  seen.status = answer.status();
  seen.body = await answer.json();
  await page.locator(".live-responses-table .response-col_status", { hasText: "200" }).first().waitFor();
  seen.shown = await page.locator(".live-responses-table .highlight-code").first().innerText();
  await page.locator(".live-responses-table").first().scrollIntoViewIfNeeded();
  await picture("tried");
  seen.overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  console.log(JSON.stringify(seen));
} finally {
  await browser.close();
}
