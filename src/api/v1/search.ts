import * as z from "zod";
import { search } from "../../app/search.js";
import { ZhengwenError } from "../../model/errors.js";
import { kindSchema, scriptSchema } from "../../model/record.js";
import { extraFields } from "../../search/compact.js";
import { countedFacets } from "../../search/counted.js";
import { textForms } from "../../search/texts.js";
import { cursorText, nextLink, readCursor } from "./cursor.js";
import { filtersOf, recordFilters, searchParametersOf } from "./filters.js";
import { flagParameter, listParameter, route, wholeParameter } from "./route.js";

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
  reposts: z.int().min(0).optional().describe("reposts that match too and are folded into this hit"),
  standing: z.object({ state: z.string(), reason: z.string() }).optional().describe("whether it is in force, where that is known"),
  why: z.array(z.string()).optional().describe("why it was found, in words"),
});

const facetSchema = z.object({ values: z.array(z.looseObject({ value: z.string(), count: z.int() })), more: z.boolean() });

const answerSchema = z.object({
  total: z.int().min(0),
  folded: z.int().min(0).optional().describe("how many hits these come to where reposts are folded"),
  undated: z.int().min(0).describe("how many more would match, had they a date"),
  currencies: z.array(z.string()).optional().describe("currencies of the amounts that were asked for"),
  hits: z.array(hitSchema),
  facets: z.record(z.string(), facetSchema).optional().describe("exact counts of all that was found; places are a tree"),
  next: z.string().optional().describe("address of the next page; absent on the last one"),
});

const keySchema = z.tuple([z.number().nullable(), z.string().regex(/^[0-9a-f]{32}$/), z.string().max(3_000).optional()]);

const url = "/v1/search";

export const searchRoute = route({
  method: "GET",
  url,
  tag: "search",
  summary: "Search the records, in either script",
  description: "Compact hits: what they show does not grow with the documents. `next` leads on, to any depth.",
  query: z.strictObject({
    ...recordFilters,
    sort: z.enum(["relevance", "date"]).optional(),
    size: wholeParameter(1, 100).optional().describe("hits on a page; 10 where it is not said"),
    text: z.enum(textForms).optional().describe("the text that is shown; restored where it is not said"),
    fields: listParameter(extraFields).optional().describe("short fields of the record to be given beside, by comma"),
    facets: listParameter(countedFacets).optional().describe("what all that is found is counted by, by comma"),
    fold: flagParameter.optional().describe("one hit for a document and its reposts; the first pages of such an answer have numbers too"),
    page: wholeParameter(1, 1_000).optional().describe("page of a folded answer, from 1"),
    asOf: z.iso.date().optional().describe("the day on which hits are to be in force; today where it is not said"),
    explain: flagParameter.optional().describe("say in words why each hit was found"),
    hold: flagParameter
      .optional()
      .describe("keep what is found now for whoever follows `next` within minutes, whatever is written meanwhile"),
    cursor: z.string().max(4_500).optional().describe("from `next`"),
  }),
  answers: { "application/json": answerSchema },
  errors: ["usage.query", "usage.query-cost", "cursor.invalid", "cursor.expired", "search.busy"],
  examples: [{ url: "/v1/search?q=%E5%BC%80%E5%B9%B3" }, { url: "/v1/search?q=*&place=370000&sort=date&size=5" }],
  handle: async ({ query }, services) => {
    const { cursor, size = 10, sort = "relevance", text = "restored", fields = [], facets = [], fold = false, page = 1 } = query;
    if (query.page !== undefined && !fold)
      throw new ZhengwenError("usage.argument", "page: only the pages of a folded answer (fold=1) have numbers; others go on at next.");
    const key = cursor === undefined ? undefined : readCursor(cursor, keySchema);
    const parameters = { ...searchParametersOf(filtersOf(query)), sort, size: String(size), page: String(fold ? page : 1) };
    const {
      query: _query,
      next,
      currencies,
      ...answer
    } = await search(parameters, services, {
      form: text,
      fields,
      facets,
      fold,
      explain: query.explain ?? false,
      ...(query.asOf !== undefined && { asOf: query.asOf }),
      hold: query.hold ?? false,
      ...(key && { after: { value: key[0], id: key[1], ...(key[2] !== undefined && { point: key[2] }) } }),
    });
    const asked = { ...query, ...listed({ fields: query.fields, facets: query.facets }) };
    // of a folded answer that began with a page's number it is known whether there are more
    const isLast = fold && cursor === undefined && page * size >= (answer.folded ?? 0);
    const more =
      !isLast &&
      next &&
      nextLink(url, { ...asked, page: undefined }, cursorText([next.value, next.id, ...(next.point ? [next.point] : [])]));
    return { ...answer, ...(currencies.length > 0 && { currencies }), ...(more && { next: more }) };
  },
});

/** Lists as they stand in an address. */
function listed(lists: Readonly<Record<string, readonly string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(lists).flatMap(([name, values]) => (values ? [[name, values.join(",")]] : [])));
}
