import { existsSync } from "node:fs";
import axe from "axe-core";
import type { Page } from "playwright-core";

const usual = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The browser that is used. @throws where there is none, saying how one is named */
export function findBrowser(env: NodeJS.ProcessEnv): string {
  const named = env.ZHENGWEN_TEST_CHROMIUM;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`ZHENGWEN_TEST_CHROMIUM names ${named}, which is not there.`);
  }
  const found = usual.find((path) => existsSync(path));
  if (found === undefined)
    throw new Error("No Chromium was found. Install it (apt-get install chromium), or name it in ZHENGWEN_TEST_CHROMIUM.");
  return found;
}

/** Notes all that must not happen on a page: errors, dialogs, refused resources, requests to others. */
export function watch(page: Page, origin: string): () => string[] {
  let faults: string[] = [];
  page.on("console", (message) => {
    // the page itself may be one that tells of a failure
    const isOwnStatus = /^Failed to load resource: the server responded with a status of 4/.test(message.text());
    if (message.type() === "error" && !(isOwnStatus && message.location().url === page.url())) faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(`${origin}/`)) faults.push(`request: ${request.url()}`);
  });
  return () => {
    const seen = faults;
    faults = [];
    return seen;
  };
}

/** Reports of the Content-Security-Policy are kept where the checks find them. */
export const keepReports = () => {
  const kept: string[] = [];
  Object.assign(globalThis, { keptReports: kept });
  addEventListener("securitypolicyviolation", (event) => {
    const { violatedDirective, blockedURI } = event as unknown as { violatedDirective: string; blockedURI: string };
    kept.push(`${violatedDirective} ${blockedURI}`);
  });
};

/**
 * What visits an address with JavaScript off. It is off while the page is read, so that none of its scripts runs and what is
 * meant for browsers without it is shown; it is on again once the page stands, since the checks are scripts themselves.
 */
export async function withoutScript(page: Page): Promise<(address: string) => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  const setOff = (value: boolean) => session.send("Emulation.setScriptExecutionDisabled", { value });
  const visit = async (address: string) => {
    await setOff(true);
    await page.goto(address);
    await setOff(false);
  };
  await visit("data:text/html,<title>read</title><script>document.title = 'run'</script>");
  if ((await page.title()) !== "read") throw new Error("JavaScript is not off");
  return visit;
}

/** What is wrong with the page as it stands: accessibility, width, what ran, what the policy refused. */
export async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = [];
  await page.evaluate(axe.source);
  const violations = (await page.evaluate(
    `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ": " + nodes.slice(0, 3).map(({ html, failureSummary }) => html.slice(0, 160) + " " + failureSummary.slice(0, 200)).join(" | ")))`,
  )) as string[];
  faults.push(...violations.map((violation) => `axe ${violation}`));
  const state = (await page.evaluate(
    "({ over: document.documentElement.scrollWidth - document.documentElement.clientWidth, ran: window.__ran ?? null, reports: globalThis.keptReports ?? [] })",
  )) as { over: number; ran: unknown; reports: string[] };
  if (state.over > 0) faults.push(`${state.over} px wider than the screen`);
  if (state.ran !== null) faults.push("a text of a document was executed");
  faults.push(...state.reports.map((report) => `policy: ${report}`));
  return faults;
}

/** What can be used with a pointer and is not reached by the Tab key. */
export async function unreached(page: Page): Promise<string[]> {
  const all = `[...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")].filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled)`;
  const count = (await page.evaluate(
    `(() => { const all = ${all}; all.forEach((one, at) => { one.dataset.reach = at }); return all.length })()`,
  )) as number;
  const reached = new Set<string>();
  for (let presses = 0; presses < count + 30; presses++) {
    await page.keyboard.press("Tab");
    const at = (await page.evaluate("document.activeElement?.dataset.reach ?? null")) as string | null;
    if (at !== null) reached.add(at);
  }
  return (await page.evaluate(
    `${all}.filter((one) => !${JSON.stringify([...reached])}.includes(one.dataset.reach)).map((one) => one.outerHTML.slice(0, 120))`,
  )) as string[];
}
