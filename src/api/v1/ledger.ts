import * as z from "zod";
import { type ErrorCode, errorTable } from "../../model/errors.js";
import type { LedgerFilter, Store } from "../../store/store.js";
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

const paging = {
  size: wholeParameter(1, 500).optional().describe("rows on a page; 100 where it is not said"),
  cursor: z.string().max(8_000).optional().describe("from `next`"),
};
const chosen = { reason: z.string().max(100).optional(), source: z.string().max(200).optional() };

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
    ...chosen,
    id: z
      .string()
      .regex(/^[0-9a-f]{32}$/)
      .optional(),
    ...paging,
  }),
  answers: { "application/json": z.object({ rows: z.array(rowSchema), next: z.string().optional() }) },
  errors: ["cursor.invalid"],
  examples: [{ url: "/v1/ledger?state=indexed&size=5" }],
  handle: async ({ query }, { store }) => {
    const { size, cursor, ...filter } = query;
    return pageOf("/v1/ledger", filter, query, store);
  },
});

export const quarantineRoute = route({
  method: "GET",
  url: "/v1/quarantine",
  tag: "ledger",
  summary: "What was set apart because a process failed on it, and what to do about it",
  query: z.strictObject({ ...chosen, ...paging }),
  answers: {
    "application/json": z.object({
      rows: z.array(rowSchema.extend({ remedy: z.string().nullable() })),
      next: z.string().optional(),
    }),
  },
  errors: ["cursor.invalid"],
  examples: [{ url: "/v1/quarantine?reason=pipeline.timeout" }],
  handle: async ({ query }, { store }) => {
    const { size, cursor, ...filter } = query;
    const { rows, ...rest } = await pageOf("/v1/quarantine", { ...filter, state: "quarantined" }, query, store);
    return { rows: rows.map((row) => ({ ...row, remedy: remedyOf(row.reason) })), ...rest };
  },
});

function remedyOf(reason: string | null): string | null {
  return reason !== null && Object.hasOwn(errorTable, reason) ? errorTable[reason as ErrorCode].remedy : null;
}

type Given<T> = { readonly [Key in keyof T]?: T[Key] | undefined };

/** A page of rows of the ledger, with the address of the next one. */
async function pageOf(
  url: string,
  filter: Given<LedgerFilter>,
  query: { readonly size?: number | undefined; readonly cursor?: string | undefined },
  store: Store,
): Promise<{ rows: z.infer<typeof rowSchema>[]; next?: string }> {
  const { size = 100, cursor } = query;
  const after = cursor === undefined ? undefined : readCursor(cursor, z.string());
  const asked = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
  const held = await store.ledger.list(asked, size, after);
  const rows = held.map(({ address, state, reason, detail, source, id, held, attempts, updatedAt, nextDue }) => {
    return { address, state, reason, detail, source, id, held, attempts, updatedAt, nextDue };
  });
  const last = rows.at(-1);
  return { rows, ...(last && rows.length === size && { next: nextLink(url, query, cursorText(last.address)) }) };
}
