import { setImmediate as othersFirst } from "node:timers/promises";
import * as z from "zod";
import { type BatchRow, batchKinds, runBatch } from "../../app/batch.js";
import { ZhengwenError } from "../../model/errors.js";
import { route } from "./route.js";

const rowSchema = z.object({
  line: z.int().min(1),
  input: z.string(),
  found: z.enum(["document", "terms", "nothing"]),
  id: z.string().nullable(),
  title: z.string().nullable(),
  number: z.string().nullable(),
  date: z.string().nullable(),
  total: z.int().nullable().describe("records that match, for terms"),
  reason: z.string().nullable().describe("why nothing was found, or not one thing"),
});

export const batchRoute = route({
  method: "POST",
  url: "/v1/batch",
  tag: "search",
  summary: "Look up numbers, titles, ids or terms, one a line",
  body: z.object({
    lines: z.array(z.string().max(500)).min(1).max(100),
    kind: z.enum(batchKinds).optional().describe("what the lines are; found out where it is not said"),
  }),
  answers: { "application/json": z.object({ rows: z.array(rowSchema) }) },
  errors: ["usage.query-cost"],
  examples: [{ url: "/v1/batch", body: { lines: ["〔2019〕53号", "00000000000000000000000000000000"] } }],
  handle: async ({ body: { lines, kind = "auto" }, signal }, services) => {
    const { searchTimeout } = services.config;
    // as long as its searches might take one by one in the processes that search
    const deadline = performance.now() + 5 * searchTimeout;
    const rows: BatchRow[] = [];
    for await (const row of runBatch(lines, kind, services)) {
      rows.push(row);
      // the embedded store blocks: others have their turn between two lines
      await othersFirst();
      if (signal.aborted) break;
      if (performance.now() > deadline) throw new ZhengwenError("usage.query-cost", `${rows.length} lines took too long: send fewer.`);
    }
    return { rows };
  },
});
