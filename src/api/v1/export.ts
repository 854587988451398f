import * as z from "zod";
import { exportFormats, exportSubjects, mediaTypes, startExport } from "../../export/export.js";
import { conditionOf, filtersOf, recordFilters } from "./filters.js";
import { Answer, flagParameter, route } from "./route.js";

const manifestSchema = z.object({
  of: z.enum(exportSubjects),
  format: z.enum(exportFormats),
  query: z.string(),
  count: z.int().min(0),
  bytes: z.int().min(0),
  sha256: z.string(),
  cursor: z.object({ epoch: z.string(), seq: z.int() }),
  generation: z.int(),
  after: z.string().nullable(),
  last: z.string().nullable(),
});

export const exportRoute = route({
  method: "GET",
  url: "/v1/export",
  tag: "export",
  summary: "Everything that a query finds, as a file, however much it is",
  description:
    "Streamed in order of record id. One that broke off goes on with `after` set to the last whole record's id. " +
    "With `manifest=1` the answer is what the file comes to: count, digest, cursor, generation.",
  query: z.strictObject({
    ...recordFilters,
    format: z.enum(exportFormats).describe("bibtex, ris and csl-json hold references to records"),
    of: z.enum(exportSubjects).optional().describe("records where it is not said"),
    after: z
      .string()
      .regex(/^[0-9a-f]{32}$/)
      .optional()
      .describe("id of the last record that you hold; no heading is written again"),
    bom: flagParameter.optional().describe("begin a CSV with a byte order mark, for spreadsheets"),
    manifest: flagParameter.optional(),
  }),
  answers: {
    "application/json": manifestSchema,
    ...Object.fromEntries(exportFormats.map((format) => [mediaTypes[format].split(";")[0] ?? "", null])),
  },
  errors: ["usage.query", "usage.query-cost"],
  examples: [{ url: "/v1/export?format=csv&place=370000" }, { url: "/v1/export?format=jsonl&of=entities&manifest=1" }],
  handle: async ({ query }, services) => {
    const { format, of = "records", after, bom = false, manifest = false } = query;
    const filters = filtersOf(query);
    const where = conditionOf(filters, services);
    const written = new URLSearchParams(
      Object.entries(filters).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
    );
    const request = { format, of, where, query: written.toString(), bom, ...(after !== undefined && { after }) };
    const started = await startExport(services.store, request);
    if (!manifest) {
      const extension = format === "csl-json" ? "json" : format;
      return new Answer(mediaTypes[format], started.chunks, { "content-disposition": `attachment; filename="${of}.${extension}"` });
    }
    for await (const _chunk of started.chunks);
    return started.manifest();
  },
});
