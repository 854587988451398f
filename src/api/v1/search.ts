import * as z from "zod";
import { search } from "../../app/search.js";
import { kindSchema, scriptSchema } from "../../model/record.js";
import { type CompactHit, extraFields } from "../../search/compact.js";
import { moment } from "../../search/projection.js";
import { type HitKey, orderOf } from "../../search/query.js";
import { textForms } from "../../search/texts.js";
import { cursorText, nextLink, readCursor } from "./cursor.js";
import { filtersOf, recordFilters, searchParametersOf } from "./filters.js";
import { listParameter, route, wholeParameter } from "./route.js";

const span = z.object({ start: z.int().min(0), end: z.int().min(0) });
const snippet = z.object({ text: z.string(), start: z.int().min(0), spans: z.array(span) });

const matched = z.object({
  filter: z.string(),
  quote: z.string().nullable(),
  min: z.number().nullable().optional(),
  max: z.number().nullable().optional(),
  currency: z.string().optional(),
  code: z.string().optional(),
  name: z.string().optional(),
  anaphor: z.literal(true).optional(),
  day: z.string().optional(),
  attachment: z.int().min(0).optional(),
});

/** A hit: see `CompactHit`. */
export const hitSchema = z.object({
  id: z.string(),
  title: z.string().nullable(),
  issuers: z.array(z.string()),
  number: z.string().nullable(),
  date: z.string().nullable(),
  place: z.object({ code: z.string(), name: z.string() }).nullable(),
  url: z.string().nullable(),
  source: z.string().nullable(),
  publisher: z.string().nullable(),
  kind: kindSchema,
  script: scriptSchema,
  score: z.number().describe("comparable within one answer only"),
  beginning: z.string().describe("how the body begins"),
  highlights: z.object({
    title: snippet.nullable(),
    body: z.array(snippet),
    attachments: z.array(z.object({ index: z.int().min(0), name: z.string(), snippets: z.array(snippet) })),
    moreAttachments: z.int().min(0),
  }),
  matched: z.array(matched).describe("the amounts, counts, places and days that met the filters"),
  fields: z.record(z.string(), z.unknown()).optional().describe("the fields that were asked for"),
});

const answerSchema = z.object({
  total: z.int().min(0),
  undated: z.int().min(0).describe("how many more would match, had they a date"),
  currencies: z.array(z.string()).optional().describe("currencies of the amounts that were asked for"),
  hits: z.array(hitSchema),
  next: z.string().optional().describe("address of the next page; absent on the last one"),
});

const keySchema = z.tuple([z.number().nullable(), z.string().regex(/^[0-9a-f]{32}$/)]);

export const searchRoute = route({
  method: "GET",
  url: "/v1/search",
  tag: "search",
  summary: "Search the records, in either script",
  description: "Compact hits: what they show does not grow with the documents. `next` leads on, to any depth.",
  query: z.strictObject({
    ...recordFilters,
    sort: z.enum(["relevance", "date"]).optional(),
    size: wholeParameter(1, 100).optional().describe("hits on a page; 10 where it is not said"),
    text: z.enum(textForms).optional().describe("the text that is shown; restored where it is not said"),
    fields: listParameter(extraFields).optional().describe("short fields of the record to be given beside, by comma"),
    cursor: z.string().max(200).optional().describe("from `next`"),
  }),
  answers: { "application/json": answerSchema },
  errors: ["usage.query", "usage.query-cost", "cursor.invalid", "search.busy"],
  examples: [{ url: "/v1/search?q=%E5%BC%80%E5%B9%B3" }, { url: "/v1/search?q=*&place=370000&sort=date&size=5" }],
  handle: async ({ query }, services) => {
    const { cursor, size = 10, sort = "relevance", text = "restored", fields = [] } = query;
    const key = cursor === undefined ? undefined : readCursor(cursor, keySchema);
    const after: HitKey | undefined = key && { by: key[0], id: key[1] };
    const parameters = { ...searchParametersOf(filtersOf(query)), sort, size: String(size) };
    const found = await search(parameters, services, { form: text, fields, ...(after && { after }) });
    const { total, undated, currencies, hits } = found;
    const last = hits.at(-1);
    const asked = { ...query, ...(query.fields && { fields: query.fields.join(",") }) };
    return {
      total,
      undated,
      ...(currencies.length > 0 && { currencies }),
      hits,
      ...(last && hits.length === size && { next: nextLink("/v1/search", asked, cursorText(keyOf(last, orderOf(found.query)))) }),
    };
  },
});

function keyOf({ id, score, date }: CompactHit, order: "relevance" | "date"): z.infer<typeof keySchema> {
  return [order === "relevance" ? score : date === null ? null : moment(date), id];
}
