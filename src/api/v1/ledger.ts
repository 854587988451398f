import * as z from "zod";
import { cursorText, nextLink, readCursor } from "./cursor.js";
import { route, wholeParameter } from "./route.js";

const states = ["indexed", "unchanged", "duplicate", "rejected", "quarantined", "queued", "fetched", "listed"] as const;

const countSchema = z.object({
  source: z.string().nullable(),
  state: z.enum(states),
  reason: z.string().nullable(),
  count: z.int().min(0),
});

const rowSchema = z.object({
  address: z.string(),
  state: z.enum(states),
  reason: z.string().nullable(),
  detail: z.string().nullable(),
  source: z.string().nullable(),
  id: z.string().nullable(),
  held: z.boolean(),
  attempts: z.int(),
  updatedAt: z.string(),
  nextDue: z.string().nullable(),
});

export const sourcesRoute = route({
  method: "GET",
  url: "/v1/sources",
  tag: "ledger",
  summary: "What became of every address, counted by source, state and reason",
  description: "The counts add up to all addresses ever asked. A null source: addresses that were handed in.",
  query: z.strictObject({}),
  answers: { "application/json": z.object({ total: z.int().min(0), counts: z.array(countSchema) }) },
  errors: [],
  examples: [{ url: "/v1/sources" }],
  handle: async (_request, { store }) => {
    const counts = await store.ledger.counts();
    return { total: counts.reduce((sum, { count }) => sum + count, 0), counts };
  },
});

export const ledgerRoute = route({
  method: "GET",
  url: "/v1/ledger",
  tag: "ledger",
  summary: "The ledger: a row for each asked address, with the state that its last attempt ended in",
  query: z.strictObject({
    state: z.enum(states).optional(),
    reason: z.string().max(100).optional(),
    source: z.string().max(200).optional(),
    id: z
      .string()
      .regex(/^[0-9a-f]{32}$/)
      .optional(),
    size: wholeParameter(1, 500).optional().describe("rows on a page; 100 where it is not said"),
    cursor: z.string().max(8_000).optional().describe("from `next`"),
  }),
  answers: { "application/json": z.object({ rows: z.array(rowSchema), next: z.string().optional() }) },
  errors: ["cursor.invalid"],
  examples: [{ url: "/v1/ledger?state=indexed&size=5" }],
  handle: async ({ query }, { store }) => {
    const { size = 100, cursor, ...given } = query;
    const filter = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const after = cursor === undefined ? undefined : readCursor(cursor, z.string());
    const held = await store.ledger.list(filter, size, after);
    const rows = held.map(({ address, state, reason, detail, source, id, held, attempts, updatedAt, nextDue }) => {
      return { address, state, reason, detail, source, id, held, attempts, updatedAt, nextDue };
    });
    const last = rows.at(-1);
    return { rows, ...(last && rows.length === size && { next: nextLink("/v1/ledger", query, cursorText(last.address)) }) };
  },
});
