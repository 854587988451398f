import * as z from "zod";
import { searchHere } from "../../app/answer.js";
import { route } from "./route.js";

const findingSchema = z.object({
  kind: z.enum(["number", "title", "quotation", "figure"]),
  quote: z.string().describe("exact substring of the text that was sent"),
  start: z.int(),
  end: z.int(),
  verdict: z
    .enum(["exact", "altered", "repealed", "not held"])
    .describe("not held: no document here shows it; nothing is known of whether it is true"),
  difference: z.object({ said: z.string(), held: z.string() }).nullable(),
  document: z
    .object({
      id: z.string(),
      revision: z.int(),
      title: z.string().nullable(),
      issuer: z.string().nullable(),
      number: z.string().nullable(),
      date: z.string().nullable(),
      url: z.string().nullable(),
    })
    .nullable(),
  passage: z
    .object({ text: z.string(), start: z.int(), end: z.int(), permalink: z.string() })
    .nullable()
    .describe("what the document says, as published"),
});

export const verifyBody = z.object({ text: z.string().min(1).max(100_000).describe("a draft, in either script") });

export const verifyRoute = route({
  method: "POST",
  url: "/v1/verify",
  tag: "verify",
  summary: "Check what a draft says of documents: their numbers, titles, quotations, figures",
  body: verifyBody,
  answers: { "application/json": z.object({ findings: z.array(findingSchema) }) },
  errors: ["usage.query-cost", "search.busy"],
  examples: [{ url: "/v1/verify", body: { text: "〔2019〕53号" } }],
  handle: async ({ body: { text } }, services) => ({
    findings: await (services.searcher ?? searchHere(services.store)).verify({ kind: "verify", text }),
  }),
});
