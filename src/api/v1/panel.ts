import * as z from "zod";
import { amountsCsv, longCsv, wideCsv } from "../../app/panel-csv.js";
import { panelFile } from "../../app/panel-file.js";
import { panel } from "../../app/panel-request.js";
import { mediaTypes } from "../../export/export.js";
import { panelOptionsSchema } from "../../search/panel.js";
import { filtersOf, recordFilters, searchParametersOf } from "./filters.js";
import { Answer, flagParameter, route } from "./route.js";

const { places, placeLevel, period, reposts } = panelOptionsSchema.shape;
const cell = { place: z.string().nullable(), period: z.string().nullable(), issuerLevel: z.string().nullable() };

export const panelRoute = route({
  method: "GET",
  url: "/v1/panel",
  tag: "search",
  summary: "Count documents and a concept by place, period and level of issuer",
  description: "Exact. `terms` are one concept; the filters of a search choose the documents.",
  query: z.strictObject({
    ...recordFilters,
    terms: z.string().max(4_000).optional().describe("terms of the concept, by comma; none counts documents alone"),
    synonyms: flagParameter.optional().describe("count what says the same elsewhere too"),
    places: places.optional().describe("the place that a document belongs to, or each that it names"),
    placeLevel: placeLevel.optional(),
    period: period.optional(),
    issuerLevel: flagParameter.optional().describe("divide by the level of the issuer too"),
    reposts: reposts.optional().describe("reposts count once, or all"),
    amounts: flagParameter.optional().describe("amounts of money by instrument beside the documents"),
    format: z.enum(["json", "csv", "wide", "jsonl", "parquet"]).optional(),
    measure: z.enum(["documents", "matching", "occurrences", "share"]).optional().describe("what a wide table shows"),
  }),
  answers: {
    "application/json": z.object({
      rows: z.array(z.object({ ...cell, documents: z.int(), characters: z.int(), matching: z.int(), occurrences: z.int() })),
      amounts: z.array(z.looseObject({ ...cell, instrument: z.string().nullable(), currency: z.string(), amounts: z.int() })),
    }),
    "text/csv": null,
    "application/x-ndjson": null,
    "application/vnd.apache.parquet": null,
  },
  errors: ["usage.query", "usage.query-cost", "search.busy"],
  examples: [{ url: "/v1/panel?terms=%E7%BB%BF%E8%89%B2&period=year" }, { url: "/v1/panel?amounts=1&format=jsonl" }],
  handle: async ({ query }, services) => {
    const { terms = "", synonyms = false, format = "json", measure = "share", issuerLevel = false, amounts = false } = query;
    const chosen = { places: query.places, placeLevel: query.placeLevel, period: query.period, reposts: query.reposts };
    const found = await panel(
      {
        terms: terms.split(/[,，]/).filter((term) => term.trim() !== ""),
        synonyms,
        search: searchParametersOf(filtersOf(query)),
        options: { ...Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined)), issuerLevel, amounts },
      },
      services,
    );
    if (format === "json") return found;
    const nameOf = (code: string) => services.dictionary.places.divisions.get(code)?.name ?? null;
    if (format === "jsonl" || format === "parquet")
      return new Answer(mediaTypes[format], panelFile(found, { format, ofAmounts: amounts, nameOf }));
    const table = amounts ? amountsCsv(found, nameOf) : format === "wide" ? wideCsv(found, measure, nameOf) : longCsv(found, nameOf);
    return new Answer("text/csv; charset=utf-8", table);
  },
});
