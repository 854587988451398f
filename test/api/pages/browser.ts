import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { type Browser, chromium, type Page } from "playwright-core";
import { drain } from "../../../src/api/drain.js";
import { type Language, languages } from "../../../src/api/pages/language.js";
import { createServer } from "../../../src/api/server.js";
import { readConfig } from "../../../src/app/config.js";
import { openServices } from "../../../src/app/services.js";
import { faultsOf, findBrowser, keepReports, unreached, watch, withoutScript } from "./browser-checks.js";
import { fillStore, hostileTexts, type Shown } from "./browser-store.js";

/**
 * npm run test:browser: every page in a real Chromium, at two widths, light and dark, with and without JavaScript, in three
 * languages. `-- --screenshots` writes docs/screenshots instead.
 */
const widths = [375, 1280] as const;

interface Shot {
  readonly name: string;
  readonly path: string;
  /** whether it is shown in the docs */
  readonly inDocs?: boolean;
}

const encoded = encodeURIComponent;

function pagesOf({ notice, damaged, long, revised }: Shown): Shot[] {
  return [
    { name: "start", path: "/", inDocs: true },
    { name: "search", path: `/search?q=${encoded("企业")}`, inDocs: true },
    { name: "search-filters", path: `/search?q=${encoded("企业")}&money=${encoded(">=1000万")}&kind=notice&place=330000` },
    { name: "search-nothing", path: `/search?q=${encoded("没有这样的词语")}&kind=notice`, inDocs: true },
    { name: "search-mistake", path: `/search?q=${encoded("开平 titel:绿色")}`, inDocs: true },
    { name: "search-beyond", path: "/search?q=*&page=99" },
    { name: "document", path: `/documents/${notice}`, inDocs: true },
    { name: "document-side", path: `/documents/${damaged}?text=side&q=${encoded("建筑业")}`, inDocs: true },
    { name: "document-attachment", path: `/documents/${notice}?attachment=0` },
    { name: "document-long", path: `/documents/${long}?section=3` },
    { name: "compare", path: `/documents/${revised}/compare?from=1&to=2`, inDocs: true },
    { name: "panel", path: `/panel?terms=${encoded("绿色")}&placeLevel=province`, inDocs: true },
    { name: "try", path: "/try" },
    { name: "sources", path: "/sources", inDocs: true },
    { name: "not-found", path: "/nowhere", inDocs: true },
    { name: "document-not-found", path: `/documents/${"0".repeat(32)}` },
  ];
}

const trial =
  "浙江省人民政府办公厅关于支持企业技术改造的通知\n浙政办发〔2024〕12号\n各市、县（市、区）人民政府：\n一、对符合条件的企业给予最高500万元补助。\n二、本通知自2024年6月1日起施行。\n浙江省人民政府办公厅\n2024年5月20日\n";

const faults: string[] = [];

/** Faults are told as they are found: a run that is broken off has told what it saw. */
function addFaults(found: readonly string[]): void {
  faults.push(...found);
  for (const fault of found) console.error(fault);
}

const manners = (["light", "dark"] as const).flatMap((colorScheme) => [true, false].map((hasScript) => ({ colorScheme, hasScript })));

/** `-- --page=document` looks at one page alone, while it is worked on; `-- --sample` at each in one language a manner, by turns. */
const only = process.argv.find((argument) => argument.startsWith("--page="))?.slice("--page=".length);
const isSample = process.argv.includes("--sample");

/** Every page in each language, in each manner: the manners at once, as each waits for the browser most of the time. */
async function everyPage(browser: Browser, origin: string, shown: Shown): Promise<void> {
  const pages = pagesOf(shown).filter(({ name }) => only === undefined || name === only);
  await Promise.all(
    manners.map(async (manner, turn) => {
      const looks = pages.flatMap((page, at) => {
        const chosen = isSample ? languages.filter((_, index) => index === (turn + at) % languages.length) : languages;
        return chosen.map((language) => ({ ...page, language }));
      });
      const context = await browser.newContext({ colorScheme: manner.colorScheme });
      await context.addInitScript(keepReports);
      const page = await context.newPage();
      const visit = manner.hasScript ? (address: string) => page.goto(address) : await withoutScript(page);
      const seen = watch(page, origin);
      for (const { name, path, language } of looks) {
        await visit(withLanguage(`${origin}${path}`, language));
        const where = [name, language, manner.colorScheme, manner.hasScript ? "script" : "no script"].join(" ");
        addFaults((await faultsAtWidths(page, seen)).map((fault) => `${where} ${fault}`));
      }
      await context.close();
      console.log(`${looks.length} looks, ${manner.colorScheme}, ${manner.hasScript ? "with" : "without"} script`);
    }),
  );
}

async function faultsAtWidths(page: Page, seen: () => string[]): Promise<string[]> {
  const found: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    found.push(...[...seen(), ...(await faultsOf(page))].map((fault) => `${width}: ${fault}`));
  }
  return found;
}

function withLanguage(address: string, language: Language): string {
  return `${address}${address.includes("?") ? "&" : "?"}lang=${language}`;
}

async function hostilePages(browser: Browser, origin: string, { hostile }: Shown): Promise<void> {
  const context = await browser.newContext();
  await context.addInitScript(keepReports);
  const page = await context.newPage();
  const seen = watch(page, origin);
  for (const [at, id] of hostile.entries()) {
    const text = hostileTexts[at] ?? "";
    const paths = [
      `/documents/${id}`,
      `/documents/${id}?attachment=1&text=side&q=${encoded(text)}`,
      `/search?q=${encoded(`"恶意标题" ${text}`)}`,
    ];
    paths.push(
      `/search?q=${encoded("恶意标题")}&issuer=${encoded(text)}&number=${encoded(text)}`,
      `/panel?terms=${encoded(text)}&q=${encoded(text)}`,
    );
    for (const path of paths) {
      await page.goto(`${origin}${path}`);
      const links = (await page.evaluate(
        '[...document.querySelectorAll("[href], [action], [src]")].map((one) => one.href ?? one.action ?? one.src).filter((url) => !/^https?:/.test(url))',
      )) as string[];
      const state = (await page.evaluate("[window.__ran ?? null, globalThis.keptReports]")) as [unknown, string[]];
      const ran = state[0] === null ? [] : ["a text of a document was executed"];
      addFaults([...seen(), ...ran, ...state[1], ...links].map((fault) => `hostile ${at} ${path.slice(0, 60)}: ${fault}`));
    }
  }
  await context.close();
}

/** A trial with JavaScript off, which forms do not need, and what came of it looked at with it on. */
async function tried(browser: Browser, origin: string): Promise<void> {
  const submit = async (page: Page, text: string) => {
    await page.goto(`${origin}/try?lang=en`);
    await page.fill("textarea", text);
    await page.click("form.trial button");
    if ((await page.locator(".stages > li").count()) !== 7) addFaults(["try: the stages are not shown"]);
  };
  const plain = await browser.newPage({ javaScriptEnabled: false });
  const page = await browser.newPage();
  const seen = watch(page, origin);
  for (const text of [trial, `${hostileTexts.join("\n")}\n${trial}`]) {
    await submit(plain, text);
    await submit(page, text);
    addFaults((await faultsAtWidths(page, seen)).map((fault) => `try ${fault}`));
  }
  await plain.close();
  await page.close();
}

async function byKeyboard(browser: Browser, origin: string, shown: Shown): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  for (const { name, path } of pagesOf(shown).filter(({ inDocs }) => inDocs)) {
    await page.goto(`${origin}${path}`);
    addFaults((await unreached(page)).map((element) => `keyboard ${name}: ${element} is not reached`));
  }
  await page.close();
}

/** Milliseconds until a document can be used: the least of several tries, as a busy machine only adds to them. */
async function interactiveAfter(browser: Browser, address: string): Promise<number> {
  const page = await browser.newPage();
  const times: number[] = [];
  for (let i = 0; i < 9; i++) {
    await page.goto(address);
    times.push((await page.evaluate("performance.getEntriesByType('navigation')[0].domInteractive")) as number);
  }
  await page.close();
  return Math.min(...times);
}

async function sizes(origin: string): Promise<void> {
  const textOf = async (path: string) => (await fetch(`${origin}${path}`)).text();
  const text = await textOf("/");
  const assets = [...new Set([...text.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, path = ""]) => path))];
  const texts = [text, ...(await Promise.all(assets.map(textOf)))];
  const compressed = texts.map((one) => brotliCompressSync(one).length).reduce((sum, one) => sum + one, 0);
  console.log(`start page with style sheet, script and icon: ${compressed} bytes compressed`);
  if (compressed > 100_000) addFaults([`the start page takes ${compressed} bytes compressed`]);
}

async function screenshots(browser: Browser, origin: string, shown: Shown): Promise<void> {
  const folder = join(import.meta.dirname, "../../../docs/screenshots");
  mkdirSync(folder, { recursive: true });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  for (const { name, path } of pagesOf(shown).filter(({ inDocs }) => inDocs)) {
    await page.goto(withLanguage(`${origin}${path}`, "zh-Hans"));
    await page.screenshot({ path: join(folder, `${name}.png`) });
  }
  await page.goto(`${origin}/try?lang=zh-Hans`);
  await page.fill("textarea", trial);
  await page.click("form.trial button");
  await page.screenshot({ path: join(folder, "try.png"), fullPage: true });
  await page.goto(`${origin}/documents/${shown.notice}?lang=en`);
  await page.screenshot({ path: join(folder, "document-en.png") });
  const dark = await browser.newPage({ viewport: { width: 375, height: 812 }, colorScheme: "dark" });
  await dark.goto(`${origin}/documents/${shown.notice}?lang=zh-Hant`);
  await dark.screenshot({ path: join(folder, "document-phone-dark.png") });
}

const isForDocs = process.argv.includes("--screenshots");
const folder = mkdtempSync(join(tmpdir(), "zhengwen-browser-"));
const executablePath = findBrowser(process.env);
const env = {
  ZHENGWEN_STORE: join(folder, "store.db"),
  ZHENGWEN_LOG_LEVEL: "silent",
  ZHENGWEN_ADMIN_PAGES: "open",
  ZHENGWEN_SEARCH_TIMEOUT: "60",
};
const services = await openServices(readConfig({ ...env, ZHENGWEN_RATE_LIMIT: "1000000" }));
try {
  const shown = await fillStore(services, isForDocs);
  const server = await createServer({ ...services, intake: services });
  const origin = await server.listen({ host: "127.0.0.1", port: 0 });
  // a container has no namespaces for the browser's own sandbox
  const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
  const began = performance.now();
  if (isForDocs) await screenshots(browser, origin, shown);
  else {
    if (only === undefined) await hostilePages(browser, origin, shown);
    await tried(browser, origin);
    await byKeyboard(browser, origin, shown);
    await sizes(origin);
    const [long, short] = [
      await interactiveAfter(browser, `${origin}/documents/${shown.long}`),
      await interactiveAfter(browser, `${origin}/documents/${shown.short}`),
    ];
    // told, not asserted: on a busy machine the two are not measured alike
    console.log(`interactive: 100,000 characters after ${long.toFixed(0)} ms, 1,000 after ${short.toFixed(0)} ms`);
    await everyPage(browser, origin, shown);
  }
  console.log(`${((performance.now() - began) / 1000).toFixed(0)} s, ${faults.length} faults`);
  await browser.close();
  await drain(server);
} finally {
  await services.shutdown.close();
  rmSync(folder, { recursive: true });
}
process.exitCode = faults.length > 0 ? 1 : 0;
