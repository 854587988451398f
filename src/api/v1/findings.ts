import * as z from "zod";
import type { StoreServices } from "../../app/services.js";
import { type Context, entitiesOf, measuresOf } from "../../export/findings.js";
import { matching } from "../../export/matching.js";
import { type EntityType, entitySchema } from "../../model/entity.js";
import { measureSchema } from "../../model/measure.js";
import type { StoredRecord } from "../../model/record.js";
import { queryLanguage } from "../../pipeline/query-language.js";
import type { Condition } from "../../search/condition.js";
import { entityFilter } from "../../search/entity-filter.js";
import { cursorText, nextLink, readCursor } from "./cursor.js";
import { conditionOf, filtersOf, recordFilters } from "./filters.js";
import { heldRecord } from "./record.js";
import { recordPath, revisionParameter, route, wholeParameter } from "./route.js";

/** Records that one answer looks into at most: it then ends early, with a link that leads on. */
const mostRecords = 200;

const context = {
  record: z.object({
    id: z.string(),
    revision: z.int(),
    title: z.string().nullable(),
    issuer: z.string().nullable(),
    number: z.string().nullable(),
    date: z.string().nullable(),
    url: z.string().nullable(),
  }),
  attachment: z.int().min(0).nullable().describe("place among the record's attachments of the one that it stands in"),
  sentence: z.object({ text: z.string(), start: z.int(), end: z.int() }).describe("as published, with its offsets"),
  permalink: z.string().describe("address of the revision's published text and, in the body, of the characters (RFC 5147)"),
};
export const foundEntitySchema = z.object({ ...context, entity: entitySchema });
export const foundMeasureSchema = z.object({ ...context, measure: measureSchema });

const types = entitySchema.options.map(({ shape }) => shape.type.value) as [EntityType, ...EntityType[]];
export const entityFilters = {
  type: z.enum(types).optional(),
  value: z
    .string()
    .max(200)
    .optional()
    .describe("what it comes to, by its type: >=1e7 (money), 10..20 (counts), 2023..2024 (dates), a code or name (places), else words"),
};
const measureFilters = { instrument: measureSchema.shape.instrument.optional() };
const paging = {
  size: wholeParameter(1, 100).optional().describe("findings on a page; 20 where it is not said"),
  cursor: z.string().max(200).optional().describe("from `next`"),
};
const next = z
  .string()
  .optional()
  .describe("address of the next page; absent on the last one. A page may hold fewer than `size` before that");

export const entitiesRoute = route({
  method: "GET",
  url: "/v1/entities",
  tag: "findings",
  summary: "Entities across documents, each with its sentence and an address that stays",
  description: "The filters choose records, as in a search; `type` and `value` choose among their entities. In order of record id.",
  query: z.strictObject({ ...recordFilters, ...entityFilters, ...paging }),
  answers: { "application/json": z.object({ entities: z.array(foundEntitySchema), next }) },
  errors: ["usage.query", "usage.query-cost", "cursor.invalid"],
  examples: [{ url: "/v1/entities?type=money&value=>=1e7" }, { url: "/v1/entities?type=place&value=370000&size=5" }],
  handle: async ({ query }, services) => {
    const fits = entityFilter(query, queryLanguage(services.dictionary));
    const { found, ...rest } = await collect("/v1/entities", query, services, (record) => entitiesOf(record, fits));
    return { entities: found, ...rest };
  },
});

export const measuresRoute = route({
  method: "GET",
  url: "/v1/measures",
  tag: "findings",
  summary: "Measures across documents: what is given to whom or asked of whom",
  query: z.strictObject({ ...recordFilters, ...measureFilters, ...paging }),
  answers: { "application/json": z.object({ measures: z.array(foundMeasureSchema), next }) },
  errors: ["usage.query", "usage.query-cost", "cursor.invalid"],
  examples: [{ url: "/v1/measures?instrument=award&size=5" }],
  handle: async ({ query }, services) => {
    const { instrument } = query;
    const fits = (measure: z.infer<typeof measureSchema>) => instrument === undefined || measure.instrument === instrument;
    const { found, ...rest } = await collect("/v1/measures", query, services, (record) => measuresOf(record, fits));
    return { measures: found, ...rest };
  },
});

export const recordEntitiesRoute = route({
  method: "GET",
  url: "/v1/records/{id}/entities",
  tag: "records",
  summary: "The entities of a record",
  path: recordPath,
  query: z.strictObject({ revision: revisionParameter, ...entityFilters }),
  answers: { "application/json": z.object({ entities: z.array(foundEntitySchema) }) },
  errors: ["record.not-found", "usage.query"],
  examples: [{ url: "/v1/records/{id}/entities?type=place" }],
  handle: async ({ path: { id }, query }, services) => {
    const fits = entityFilter(query, queryLanguage(services.dictionary));
    return { entities: entitiesOf(await heldRecord(services, id, query.revision), fits) };
  },
});

export const recordMeasuresRoute = route({
  method: "GET",
  url: "/v1/records/{id}/measures",
  tag: "records",
  summary: "The measures of a record",
  path: recordPath,
  query: z.strictObject({ revision: revisionParameter }),
  answers: { "application/json": z.object({ measures: z.array(foundMeasureSchema) }) },
  errors: ["record.not-found"],
  examples: [{ url: "/v1/records/{id}/measures" }],
  handle: async ({ path: { id }, query: { revision } }, services) => ({
    measures: measuresOf(await heldRecord(services, id, revision), () => true),
  }),
});

/** The record that the last page ended in, and how many of its findings were given; or the one that it ended behind. */
const positionSchema = z.tuple([z.string().regex(/^([0-9a-f]{32})?$/), z.int().min(0)]);

/**
 * A page of findings over the records that the filters choose: ends at `size` findings, or where enough records were looked
 * into, so that no request costs more than so much.
 */
async function collect<T extends Context>(
  url: string,
  query: Readonly<Record<string, unknown>> & { readonly size?: number | undefined; readonly cursor?: string | undefined },
  services: StoreServices,
  findings: (record: StoredRecord) => readonly T[],
): Promise<{ found: T[]; next?: string }> {
  const { size = 20, cursor } = query;
  const [after, given] = cursor === undefined ? ["", 0] : readCursor(cursor, positionSchema);
  const where: Condition = conditionOf(filtersOf(query), services);
  const found: T[] = [];
  const on = (position: z.infer<typeof positionSchema>) => ({ found, next: nextLink(url, query, cursorText(position)) });
  let seen = 0;
  let last = after;
  let skip = given;
  for await (const record of matching(services.store, where, after)) {
    const all = findings(record).slice(skip);
    found.push(...all.slice(0, size - found.length));
    // the cursor names the record before this one, so that the next page begins with what is left of it
    if (all.length > 0 && found.length === size)
      return on(all.at(-1) === found.at(-1) ? [record.id, 0] : [last, skip + all.indexOf(found.at(-1) as T) + 1]);
    skip = 0;
    last = record.id;
    if (++seen === mostRecords) return on([last, 0]);
  }
  return { found };
}
