import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Converter } from "opencc-js";
import { describe, expect, test } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { extract } from "../../src/index.js";
import { defaultLimits } from "../../src/pipeline/limits.js";
import { decode } from "../../src/text/decode/decode.js";
import { comparedValue } from "../eval/match.js";
import type { Gold } from "../eval/score.js";

/** Our gold documents again, written otherwise: with other line ends, indents, widths, script, menus and fonts. Their values stay. */

const root = join(import.meta.dirname, "../..");
const leastShare = 0.99;
const dictionary = loadDictionary();
const toHant = Converter({ from: "cn", to: "tw" });
const toHans = Converter({ from: "tw", to: "cn" });
/** radicals that print like the characters that they stand for */
const radicals: Readonly<Record<string, string>> = {
  民: "⺠",
  西: "⻄",
  长: "⻓",
  见: "⻅",
  马: "⻢",
  龙: "⻰",
  金: "⾦",
  水: "⽔",
  土: "⼟",
  工: "⼯",
};
const menuText = ["首页", "新闻", "政务公开", "办事服务", "互动交流", "专题专栏"];

interface Given {
  readonly text: string;
  readonly html: boolean;
}

/** Changes text alone, never tags. */
const inText = ({ text, html }: Given, change: (text: string) => string): string =>
  html ? text.replace(/>([^<]+)</g, (_, inner: string) => `>${change(inner)}<`) : change(text);

const menuOf = ({ html }: Given): string =>
  html
    ? `<div class="top-menu"><ul>${menuText.map((name) => `<li><a href="/${name}/">${name}</a></li>`).join("")}</ul></div>`
    : `${menuText.join("\n")}\n`;

const ways: Readonly<Record<string, (given: Given) => string>> = {
  "with line ends of Windows": ({ text }) => text.replace(/\r?\n/g, "\r\n"),
  "with indented lines": (given) =>
    given.html ? given.text.replace(/<p>(?=[^\s<])/g, "<p>　　") : given.text.replace(/^(?=\S)/gm, "　　"),
  "with digits of full width": (given) =>
    inText(given, (text) => text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))),
  "in the other script": (given) => inText(given, toHant),
  "below a menu": (given) =>
    given.html ? given.text.replace(/<body[^>]*>/i, (tag) => `${tag}${menuOf(given)}`) : menuOf(given) + given.text,
  "with radicals of a font": (given) => inText(given, (text) => text.replace(/[民西长见马龙金水土工]/g, (char) => radicals[char] ?? char)),
};

const documents = ["samples", "documents", "issuers"].flatMap((name) =>
  readFileSync(join(root, `test/eval/${name}.gold.jsonl`), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Gold),
);

/** The values of the scored types, in Simplified characters, with how often each stands in the document. */
function valuesOf(text: string, { url, contentType, fetchedAt }: Gold): Map<string, number> {
  const { entities } = extract(Buffer.from(text), {
    ...(url && { url }),
    contentType: `${contentType?.split(";")[0] ?? "text/plain"}; charset=utf-8`,
    ...(fetchedAt && { fetchedAt }),
  });
  const counts = new Map<string, number>();
  for (const entity of entities) {
    const value = comparedValue[entity.type]?.(entity as unknown as Record<string, unknown>);
    if (value === undefined) continue;
    const key = toHans(JSON.stringify([entity.type, value]));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

const total = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((sum, count) => sum + count, 0);

describe("the values of a document stay the same", () => {
  const texts = documents.map((gold) => {
    const { text } = decode(readFileSync(join(root, gold.path)), gold.contentType ?? null, defaultLimits, dictionary.characters);
    const given = { text: text.replace(/charset=["']?[\w-]{3,12}/gi, "charset=utf-8"), html: gold.path.endsWith(".html") };
    return { gold, given, values: valuesOf(given.text, gold) };
  });

  test("there are values to keep", () => expect(texts.reduce((sum, { values }) => sum + total(values), 0)).toBeGreaterThan(800));

  test.each(Object.entries(ways))("%s", (_, change) => {
    let [same, of] = [0, 0];
    const lost: string[] = [];
    for (const { gold, given, values } of texts) {
      const changed = valuesOf(change(given), gold);
      of += Math.max(total(values), total(changed));
      for (const [key, count] of values) {
        const kept = Math.min(count, changed.get(key) ?? 0);
        same += kept;
        if (kept < count) lost.push(`${gold.id}: ${key}`);
      }
    }
    expect(same / of, `${of - same} of ${of} values changed: ${lost.slice(0, 12).join("; ")}`).toBeGreaterThanOrEqual(leastShare);
  });
});
