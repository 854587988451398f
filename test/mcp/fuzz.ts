import type { Client } from "@modelcontextprotocol/client";
import * as fc from "fast-check";
import { expect } from "vitest";
import type { StoredRecord } from "../../src/model/record.js";
import type { Store } from "../../src/store/store.js";

/** The parameters that each tool takes. */
const fields: Readonly<Record<string, readonly string[]>> = {
  search: ["q", "place", "money", "size", "cursor"],
  read: ["id", "part", "start", "end", "revision"],
  parts: ["id", "part", "from", "revision"],
  entities: ["type", "value", "size", "q"],
  cite: ["id", "start", "end"],
  verify: ["text"],
  panel: ["q", "terms", "places", "placeLevel", "period", "amounts"],
  as_of: ["id", "day"],
};

export interface Fuzzed {
  readonly calls: number;
  /** calls that were answered rather than refused */
  readonly answered: number;
  readonly quotations: number;
}

/**
 * Calls the tools with made parameters, right and wrong ones: no answer may be a fault of ours, and every quotation must equal
 * the characters of the published text that it names.
 */
export async function fuzzTools(client: Client, store: Store, { calls, seed }: { calls: number; seed: number }): Promise<Fuzzed> {
  const records = await recordsOf(store);
  let answered = 0;
  let quotations = 0;
  const call = fc.tuple(fc.constantFrom(...Object.keys(fields)), givenFor(records), fc.double({ min: 0, max: 1, noNaN: true }));
  await fc.assert(
    fc.asyncProperty(call, async ([name, all, share]) => {
      const chosen = share > 0.9 ? all : ownOf(name, all, share);
      const { content, isError } = await client.callTool({ name, arguments: chosen });
      const [first] = content as { text: string }[];
      const text = first?.text ?? "";
      if (isError) {
        expect(text).toMatch(/"code":"(?:usage|record|cursor)\.|validation|[Ii]nvalid/);
        return;
      }
      answered++;
      const found = quotationsIn(name, JSON.parse(text));
      quotations += found.length;
      for (const { id, revision, text: quoted, start, end } of found) {
        const record = await store.get(id, revision);
        expect(quoted).toBe(record?.original.slice(start, end));
      }
    }),
    { numRuns: calls, seed },
  );
  return { calls, answered, quotations };
}

async function recordsOf(store: Store): Promise<StoredRecord[]> {
  const records = await Promise.all((await store.ids({}, 1000)).map((id) => store.get(id)));
  return records.filter((record) => record !== null);
}

function givenFor(records: readonly StoredRecord[]) {
  const some = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 30 }),
    fc.constantFrom("开平", "發展", "*", "《", "“", "-x", "place:山东", ">=1e7", "2023.."),
  );
  const wild = fc.oneof(fc.nat(20_000), fc.integer(), fc.double());
  const number = fc.oneof({ weight: 8, arbitrary: fc.nat(500) }, { weight: 1, arbitrary: wild });
  const record = fc.constantFrom(...records);
  const parts = [...new Set(records.flatMap((one) => one.parts.map(({ id }) => id)))];
  const draft = fc.tuple(record, fc.nat(400), fc.integer({ min: 4, max: 60 })).map(([one, start, length]) => {
    return `依照《${one.title}》（${one.documentNumber ?? ""}）“${one.text.slice(start, start + length)}”的规定办理。`;
  });
  return fc.record(
    {
      q: some,
      id: fc.oneof({ weight: 4, arbitrary: record.map(({ id }) => id) }, some),
      part: fc.oneof(fc.constantFrom(...parts), some),
      from: number,
      start: number,
      end: number,
      size: fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 1, max: 3 }) }, { weight: 1, arbitrary: wild }),
      cursor: some,
      type: fc.constantFrom("money", "place", "date", "organisation", "documentNumber", "nothing"),
      value: some,
      text: fc.oneof(draft, some),
      day: fc.oneof({ weight: 6, arbitrary: fc.constantFrom("2024-01-01", "2019-12-31", "2024-02-31") }, { weight: 1, arbitrary: some }),
      revision: fc.oneof({ weight: 8, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: wild }),
      place: some,
      money: some,
      terms: some,
      places: fc.constantFrom("home", "mention", "x"),
      placeLevel: fc.constantFrom("province", "none", "x"),
      period: fc.constantFrom("year", "month", "none"),
      amounts: fc.boolean(),
    },
    { requiredKeys: ["id", "q", "type", "text", "day"] },
  );
}

/** Parameters of the tool's own; of a call in three only those that it cannot do without, and one more. */
function ownOf(name: string, all: Readonly<Record<string, unknown>>, share: number): Record<string, unknown> {
  const own = Object.entries(all).filter(([key]) => fields[name]?.includes(key));
  const needed = new Set(["id", "type", "text", "day", ...(name === "search" ? ["q"] : [])]);
  const [more] = own.filter(([key]) => !needed.has(key));
  return Object.fromEntries(share > 0.3 ? own.filter(([key]) => needed.has(key) || key === more?.[0]) : own);
}

interface Quotation {
  readonly id: string;
  readonly revision: number;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}
type Span = Omit<Quotation, "id" | "revision">;
type Held = Pick<Quotation, "id" | "revision">;

/** What an answer quotes of published bodies, with where it says that it stands. */
function quotationsIn(tool: string, answer: Record<string, unknown>): Quotation[] {
  if (tool === "read" && typeof answer.text === "string") return [{ ...(answer.record as Held), ...(answer as unknown as Span) }];
  if (tool === "cite" && typeof answer.quote === "string") {
    const { quote, start, end, sentence, record } = answer as unknown as {
      quote: string;
      start: number;
      end: number;
      sentence: Span;
      record: Held;
    };
    return [
      { ...record, text: quote, start, end },
      { ...record, ...sentence },
    ];
  }
  if (tool === "entities") return (answer.entities as Found[]).flatMap(ofEntity);
  if (tool === "verify")
    return (answer.findings as { document: Held | null; passage: Span | null }[]).flatMap(({ document, passage }) =>
      document === null || passage === null ? [] : [{ ...document, ...passage }],
    );
  return [];
}

interface Found {
  readonly record: Held;
  readonly attachment: number | null;
  readonly sentence: Span;
  readonly entity: { readonly in: string; readonly quote: string; readonly start: number; readonly end: number };
}

function ofEntity({ record, attachment, sentence, entity }: Found): Quotation[] {
  if (attachment !== null || entity.in !== "body") return [];
  return [
    { ...record, text: entity.quote, start: entity.start, end: entity.end },
    { ...record, ...sentence },
  ];
}
