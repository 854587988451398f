import { createHash } from "node:crypto";
import * as z from "zod";
import { recordFilters } from "../api/v1/filters.js";
import { entitiesRoute, entityFilters } from "../api/v1/findings.js";
import { panelRoute } from "../api/v1/panel.js";
import { heldRecord } from "../api/v1/record.js";
import { type Route, recordPath } from "../api/v1/route.js";
import { searchRoute } from "../api/v1/search.js";
import { verifyBody } from "../api/v1/verify.js";
import { asOf } from "../app/as-of.js";
import type { StoreServices } from "../app/services.js";
import { verify } from "../app/verify.js";
import { cite } from "../export/citation.js";
import { cslItem } from "../export/formats/citations.js";
import { ZhengwenError } from "../model/errors.js";
import type { StoredRecord } from "../model/record.js";
import { panelOptionsSchema } from "../search/panel.js";
import { sentenceAround } from "../search/sentence.js";

/** A tool that an agent may call: it reads, and changes nothing. */
export interface Tool<Input extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly description: string;
  readonly input: Input;
  call(input: z.output<Input>, services: StoreServices): Promise<Record<string, unknown>>;
}

const tool = <Input extends z.ZodObject>(entry: Tool<Input>): Tool => entry as unknown as Tool;

const id = recordPath.shape.id;
const revision = z.int().min(1).optional();
const { possible: _possible, ...filters } = recordFilters;
/** Without the descriptions that docs/query.md and the names themselves give: an agent reads the list of tools every time. */
const briefFilters = Object.fromEntries(
  Object.keys(filters).map((name) => [
    name,
    z
      .string()
      .max(name === "q" ? 4_000 : 200)
      .optional(),
  ]),
) as {
  readonly [Name in keyof typeof filters]: z.ZodOptional<z.ZodString>;
};
const paging = { size: z.int().min(1).max(20).optional(), cursor: z.string().max(200).optional().describe("from `next`") };

const { places, placeLevel, period } = panelOptionsSchema.shape;
const panelInput = {
  terms: z.string().max(4_000).optional(),
  places: places.optional(),
  placeLevel: placeLevel.optional(),
  period: period.optional(),
  amounts: z.boolean().optional().describe("sums of money by instrument too"),
};
/** Rows of a panel that are given at most. */
const mostRows = 300;

/** Characters of a document that are given at once: what is longer is given part by part, never cut. */
const mostCharacters = 12_000;

export const tools: readonly Tool[] = [
  tool({
    name: "search",
    description:
      'Search Chinese policy documents, in either script. q: terms that must all occur, "phrases", -excluded, OR, title:…, * for all. ' +
      "place: name or GB/T 2260 code; from, to: dates; money: >=1e7; enterprises: >=100.",
    input: z.strictObject({ ...briefFilters, sort: z.enum(["relevance", "date"]).optional(), ...paging }),
    call: async (input, services) => {
      const answer = (await ask(searchRoute, { ...input, text: "published" }, services)) as { hits: { id: string }[]; next?: string };
      const hits = await Promise.all(answer.hits.map(async (hit) => ({ ...hit, ...cite(await heldRecord(services, hit.id)) })));
      return { ...answer, hits, ...nextCursor(answer.next) };
    },
  }),
  tool({
    name: "read",
    description:
      "Read a document as published. A long one is answered with its outline: ask for a part by its id, or for a span. " +
      "text equals the published text from start to end: quote it exactly.",
    input: z.strictObject({
      id,
      revision,
      part: z.string().max(200).optional(),
      start: z.int().min(0).optional(),
      end: z.int().min(0).optional(),
    }),
    call: async ({ id, revision, part, start, end }, services) => read(await heldRecord(services, id, revision), { part, start, end }),
  }),
  tool({
    name: "parts",
    description:
      "The outline of a document (chapters, articles, items, annexes) with the id and the span of each part; with part: what stands below it.",
    input: z.strictObject({ id, revision, part: z.string().max(200).optional(), from: z.int().min(0).optional() }),
    call: async ({ id, revision, part, from = 0 }, services) => {
      const record = await heldRecord(services, id, revision);
      const chosen = record.parts.filter((one) => part === undefined || one.id === part || one.id.startsWith(`${part}.`));
      if (part !== undefined && chosen.length === 0) throw new ZhengwenError("record.no-part", part.toWellFormed());
      const shown = chosen.slice(from, from + mostParts);
      const rest = from + shown.length < chosen.length && shown.length > 0;
      return { ...cite(record), parts: shown.map(shownPart), ...(rest && { from: from + shown.length }) };
    },
  }),
  tool({
    name: "entities",
    description:
      "Entities across documents (type: place, money, date, enterpriseCount, quantity, documentNumber, policyTitle, organisation, …) " +
      "with sentence and permalink. value by type: >=1e7, 10..20, 2023..2024, a code or name, else words.",
    input: z.strictObject({ ...briefFilters, type: entityFilters.type, value: z.string().max(200).optional(), ...paging }),
    call: async (input, services) => {
      const answer = (await ask(entitiesRoute, input, services)) as {
        entities: { record: { id: string; revision: number } }[];
        next?: string;
      };
      const held = new Map<string, StoredRecord>();
      const entities = [];
      for (const found of answer.entities) {
        const record = held.get(found.record.id) ?? (await heldRecord(services, found.record.id, found.record.revision));
        held.set(record.id, record);
        const { citation, sha256 } = cite(record);
        entities.push({ ...found, citation, sha256 });
      }
      return { entities, ...nextCursor(answer.next) };
    },
  }),
  tool({
    name: "cite",
    description: "How to cite a document (GB/T 7714, CSL-JSON), or a span of its published text with its sentence.",
    input: z.strictObject({ id, revision, start: z.int().min(0).optional(), end: z.int().min(0).optional() }),
    call: async ({ id, revision, start, end }, services) => {
      const record = await heldRecord(services, id, revision);
      const span = spanOf(record, start, end);
      const sentence = span && sentenceAround(record.original, span);
      return {
        ...cite(record, span ?? undefined),
        csl: cslItem(record),
        ...(span && { quote: record.original.slice(span.start, span.end), ...span }),
        ...(sentence && { sentence: { text: record.original.slice(sentence.start, sentence.end), ...sentence } }),
      };
    },
  }),
  tool({
    name: "verify",
    description:
      "Check a draft: each document number, title in 《》, quotation and figure said of a document is exact, altered (with the difference), " +
      "repealed or not held. Not held says nothing of whether it is true.",
    input: verifyBody,
    call: async ({ text }, services) => {
      const findings = await verify(text, services);
      const cited = findings.map(async (finding) => {
        if (finding.document === null) return finding;
        const { citation, sha256 } = cite(await heldRecord(services, finding.document.id, finding.document.revision));
        return { ...finding, citation, sha256 };
      });
      return { findings: await Promise.all(cited) };
    },
  }),
  tool({
    name: "panel",
    description:
      "Count exactly, by place and period, the documents and those in which a concept occurs. terms: the ways to say it, by comma. " +
      "Filters as in search.",
    input: z.strictObject({ ...briefFilters, ...panelInput }),
    call: async (input, services) => {
      const { rows, amounts } = (await ask(panelRoute, input, services)) as { rows: object[]; amounts: object[] };
      const sha256 = createHash("sha256").update(JSON.stringify({ rows, amounts })).digest("hex");
      const { epoch, floor } = await services.store.feed();
      return {
        rows: rows.slice(0, mostRows),
        amounts: amounts.slice(0, mostRows),
        moreRows: Math.max(0, rows.length - mostRows),
        moreAmounts: Math.max(0, amounts.length - mostRows),
        // a count is of no document: it is cited by what was asked, when, and what came of it
        permalink: `${panelRoute.url}?${new URLSearchParams(written(input))}`,
        counted: { epoch, seq: floor - 1 },
        sha256,
      };
    },
  }),
  tool({
    name: "as_of",
    description:
      "A document as it was known on a day, and whether it was in force then by what held documents say (null: none of them says).",
    input: z.strictObject({ id, day: z.iso.date() }),
    call: async ({ id, day }, { store }) => ({ ...(await asOf(store, id, day)) }),
  }),
];

/** What a route of the API answers to these parameters, which are read by its own schema. */
async function ask(route: Route, input: Readonly<Record<string, unknown>>, services: StoreServices): Promise<unknown> {
  const query = route.query?.parse(written(input)) ?? {};
  const nothing = { path: {}, body: undefined, text: "", headers: {}, key: null, origin: "" };
  return route.handle({ ...nothing, query, signal: services.shutdown.signal }, services);
}

/** Parameters as they stand in an address; what is empty is not given. */
function written(input: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(input).flatMap(([name, value]) => (value === undefined || value === "" ? [] : [[name, String(value)]])),
  );
}

/** A link of the API as the cursor in it. */
function nextCursor(next: string | undefined): { next?: string } {
  const cursor = next === undefined ? null : new URLSearchParams(next.slice(next.indexOf("?"))).get("cursor");
  return cursor === null ? {} : { next: cursor };
}

interface Wanted {
  readonly part: string | undefined;
  readonly start: number | undefined;
  readonly end: number | undefined;
}

function read(record: StoredRecord, { part, start, end }: Wanted): Record<string, unknown> {
  const chosen = part === undefined ? null : (record.parts.find((one) => one.id === part) ?? null);
  if (part !== undefined && chosen === null) throw new ZhengwenError("record.no-part", part.toWellFormed());
  const span = chosen ?? spanOf(record, start, end) ?? { start: 0, end: record.original.length };
  const { title, publisher, script, attachments, effectiveFrom, effectiveTo } = record;
  const about = { ...cite(record, { start: span.start, end: span.end }), title, publisher, script, effectiveFrom, effectiveTo };
  const files = attachments.map(({ name, type, url }) => ({ name, type, url }));
  if (span.end - span.start <= mostCharacters) {
    return { ...about, attachments: files, text: record.original.slice(span.start, span.end), start: span.start, end: span.end };
  }
  const within = record.parts.filter((one) => one.start >= span.start && one.end <= span.end && one.id !== part);
  const outline = outlineOf(within);
  return { ...about, attachments: files, length: span.end - span.start, outline, start: span.start, end: span.end };
}

/** Parts of an outline at most: of a document with more, the upper levels. */
const mostParts = 200;

function outlineOf(parts: StoredRecord["parts"]): object[] {
  const depth = (id: string) => id.split(".").length;
  let most = Math.max(1, ...parts.map(({ id }) => depth(id)));
  while (most > 1 && parts.filter(({ id }) => depth(id) <= most).length > mostParts) most--;
  const shown = parts.filter(({ id }) => depth(id) <= most);
  return shown.slice(0, mostParts).map(shownPart);
}

function shownPart({ id, level, label, heading, start, end }: StoredRecord["parts"][number]): object {
  return { id, level, label, ...(heading && { heading }), start, end };
}

/** A span that stands in the published text and splits no character. @throws usage.argument */
function spanOf({ original }: StoredRecord, start?: number, end?: number): { start: number; end: number } | null {
  if (start === undefined && end === undefined) return null;
  const span = { start: start ?? 0, end: end ?? original.length };
  if (span.start >= span.end || span.end > original.length) {
    throw new ZhengwenError("usage.argument", `start and end must lie in order within 0 and ${original.length}.`);
  }
  return span;
}
