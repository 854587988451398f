import { Converter } from "opencc-js";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { loadDictionary } from "../../src/dictionary/load.js";
import { extract, isHtml } from "../../src/extract/extract.js";
import { ZhengwenError } from "../../src/model/errors.js";
import { casesOf } from "../support/cases.js";

/** The pages of the cases again, each in other surroundings: what is the document does not depend on them. */

const dictionary = loadDictionary();
const { chrome } = dictionary;
const toHant = Converter({ from: "cn", to: "tw" });
const toHans = Converter({ from: "tw", to: "cn" });
const givenSchema = z.object({ url: z.string().optional(), contentType: z.string().optional() });

const headlines = [
  "一季度新能源汽车销量创新高",
  "多地优化落户政策吸引人才",
  "高温预警发布 注意防暑",
  "新版医保目录今起执行",
  "暑期文旅市场持续升温",
];
const entries = headlines.map(
  (title, i) => `<li><em>${i + 1}</em><a href="/hot/${i}.html">${title}</a><span>2025-12-0${i + 1}</span></li>`,
);
const hotList = `<div class="module"><h3>热点推荐</h3><ul>${entries.join("")}</ul></div>`;
const advertisement = '<div class="banner"><a href="https://ad.example/x?id=1"><img src="ad.jpg" alt="">限时特惠 点击抢购</a></div>';
const footer =
  '<div class="bottom-info"><p>主办：某某网络有限公司 联系电话：010-12345678</p><p>京ICP备12345678号-1 京公网安备11010102000001号</p><p>Copyright © 2012-2025 All Rights Reserved.</p></div>';
const columns = ["首页", "新闻", "政务公开", "办事服务", "互动交流", "专题专栏"].map((name, i) => `<li><a href="/m${i}/">${name}</a></li>`);
const menu = `<div class="top-menu"><ul>${columns.join("")}</ul></div>`;

/** Changes what stands in the body element. */
function around(page: string, change: (body: string) => string): string {
  const match = /^([\s\S]*?<body[^>]*>)([\s\S]*?)(<\/body>[\s\S]*)?$/i.exec(page);
  return match ? `${match[1]}${change(match[2] ?? "")}${match[3] ?? ""}` : change(page);
}

/** Every class and id by a name that says nothing, but for those that name chrome or posts. */
function renamed(page: string): string {
  const names = new Map<string, string>();
  const telling = (word: string) => chrome.named(word) !== null || chrome.threads.posts.has(word) || chrome.threads.details.has(word);
  const other = (name: string): string => {
    const lower = name.toLowerCase();
    if ([lower, ...lower.split(/[-_]+/)].some(telling)) return name;
    names.set(name, names.get(name) ?? `c${names.size}`);
    return names.get(name) ?? "";
  };
  return page.replace(/\b(class|id)="([^"]*)"/g, (_, key: string, value: string) => `${key}="${value.split(/\s+/).map(other).join(" ")}"`);
}

const ways: Readonly<Record<string, (page: string) => string>> = {
  "in a table": (page) => around(page, (body) => `<table width="100%"><tbody><tr><td>${body}</td></tr></tbody></table>`),
  "in a page laid out by a table": (page) =>
    around(
      page,
      (body) =>
        `<table><tr><td colspan="2">${menu}</td></tr><tr><td>${body}</td><td width="300">${hotList}</td></tr><tr><td>${footer}</td></tr></table>`,
    ),
  "behind a column with a hot list": (page) =>
    around(page, (body) => `<div class="wrap"><div class="l">${hotList}</div><div class="r">${body}</div></div>`),
  "above a hot list, an advertisement and a footer": (page) => around(page, (body) => body + hotList + advertisement + footer),
  "below a menu, an advertisement and a hot list": (page) => around(page, (body) => menu + advertisement + hotList + body),
  "deep in blocks": (page) => around(page, (body) => "<div>".repeat(12) + body + "</div>".repeat(12)),
  "twice, once hidden, for phones": (page) =>
    around(page, (body) => `<div class="pc">${body}</div><div class="mob" style="display:none">${body}</div>`),
  "twice, for screens and phones": (page) => around(page, (body) => `<div class="pc">${body}</div><div class="mob">${body}</div>`),
  "with tags in capitals": (page) =>
    page.replace(/<(\/?)([a-z][a-z0-9]*)/g, (_, slash: string, tag: string) => `<${slash}${tag.toUpperCase()}`),
  "with white space between its blocks": (page) => page.replace(/(<\/(?:div|p|li|ul|td|tr|table|h\d|article|section)>)/gi, "$1\n\t  \n"),
  "with names that say nothing": renamed,
  "in Traditional characters": toHant,
};

const lineEnd = /\r?\n/g;
/** The same for pages that were saved as text. */
const waysOfTexts: Readonly<Record<string, (text: string) => string>> = {
  "in Traditional characters": toHant,
  "below a menu": (text) => `首页\n新闻\n政务公开\n办事服务\n互动交流\n专题专栏\n${text}`,
  "above a hot list and a footer": (text) => `${text}\n热点推荐\n${headlines.join("\n")}\n主办：某某网络有限公司\n京ICP备12345678号-1\n`,
  "with an empty line behind each": (text) => text.replace(lineEnd, "\n\n"),
  "with line ends of Windows": (text) => text.replace(lineEnd, "\r\n"),
  "with indented lines": (text) => text.replace(/^/gm, "\u3000\u3000"),
  "with white space at the ends of its lines": (text) => text.replace(/$/gm, " \t"),
};

/** What a case needs that a change takes away. */
const needed: Readonly<Record<string, readonly string[]>> = {
  // without the system's container an advertisement ends the text: the line of the reporter below it is lost
  "advertisement-inside": ["with names that say nothing"],
  // within a named container a title stays, in a block that nothing names it is the page's
  "metadata-table": ["with names that say nothing"],
  "discuz-thread": ["with names that say nothing"],
  // half of the system's containers are taken for all of them
  "thread-last-reply": ["with names that say nothing"],
  // the menu of the second copy stands between two titles
  "thread-that-asks-to-log-in": ["twice, for screens and phones"],
  // an empty line ends what a mark would carry on
  "text-broken-before-marks": ["with an empty line behind each"],
  "links-below-the-text": ["with names that say nothing"],
  "links-that-the-text-announces": ["with names that say nothing"],
  "wechat-article": ["with names that say nothing"],
  "newspaper-page": ["in Traditional characters"],
  "text-labels-and-values": ["above a hot list and a footer", "below a menu"],
  "text-notice-of-short-lines": ["above a hot list and a footer", "below a menu"],
  "text-poem": ["below a menu"],
};

function read(page: string, given: unknown) {
  const { url, contentType } = givenSchema.parse(given);
  try {
    const { article } = extract(page, { url: url ?? null, contentType: contentType ?? null, depth: 512 }, dictionary);
    const { title, body, publishedAt, publisher } = article;
    return { title, body, publishedAt, publisher };
  } catch (error) {
    if (error instanceof ZhengwenError) return null;
    throw error;
  }
}

const pages = casesOf("extract").flatMap(({ slug, input, given }) => {
  const page = input.toString("utf8");
  const found = read(page, given);
  return found ? [{ slug, page, given, found, html: isHtml(page, givenSchema.parse(given).contentType ?? null) }] : [];
});

test("there are pages and texts to change", () => {
  expect(pages.filter(({ html }) => html).length).toBeGreaterThan(30);
  expect(pages.filter(({ html }) => !html).length).toBeGreaterThan(15);
});

for (const [kind, changes] of [
  ["page", ways],
  ["text", waysOfTexts],
] as const) {
  for (const [way, change] of Object.entries(changes)) {
    describe(`a ${kind} ${way}`, () => {
      for (const { slug, page, given, found } of pages.filter(({ html }) => html === (kind === "page"))) {
        const run = needed[slug]?.includes(way) ? test.fails : test;
        run(slug, () => {
          const script = change === toHant ? toHans : (text: string) => text;
          const same = (value: typeof found | null) => JSON.parse(script(JSON.stringify(value))) as typeof found;
          expect(same(read(change(page), given))).toEqual(same(found));
        });
      }
    });
  }
}
