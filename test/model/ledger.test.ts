import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ErrorCode, ZhengwenError } from "../../src/model/errors.js";
import {
  announced,
  attemptFailed,
  blankRow,
  fetchFailed,
  isEndState,
  isUnfinished,
  type LedgerRow,
  listFailed,
  listRead,
  pageFetched,
  pageUnchanged,
  postponed,
  processingBegun,
  processingWaits,
  retried,
  stored,
  type Transition,
  takenDown,
  takenIn,
  waitingSince,
} from "../../src/model/ledger.js";

const at = "2025-03-01T00:00:00.000Z";
const later = "2025-03-08T00:00:00.000Z";
const blank = blankRow("https://a.gov.cn/1.html", at);
const held: LedgerRow = { ...blank, state: "indexed", id: "0".repeat(32), held: true, etag: '"1"', version: 4, nextDue: later };
const failure = (code: ErrorCode) => new ZhengwenError(code, "here");
const policy = { now: Date.parse(at), firstWait: 300_000, revisit: 7 * 24 * 3600_000, retryAt: null };

/** Each transition, the row before, and what is different afterwards; null where the row is left as it is. */
const table: readonly (readonly [string, Transition, LedgerRow, Partial<LedgerRow> | null])[] = [
  ["an address is announced", announced("home"), blank, { source: "home" }],
  ["an address that is known is announced", announced("home"), held, null],
  ["a list is read", listRead("home", { etag: '"l"', lastModified: null }), blank, { state: "listed", source: "home", etag: '"l"' }],
  [
    "a list fails",
    listFailed("home", failure("fetch.timeout"), later),
    blank,
    { state: "rejected", reason: "fetch.timeout", source: "home", attempts: 1, nextDue: later },
  ],
  ["a page is handed in", takenIn("1".repeat(32), null), held, { state: "fetched", id: "1".repeat(32), source: null }],
  [
    "a page is fetched after failures",
    pageFetched("1".repeat(32), { etag: null, lastModified: null }, later),
    { ...blank, state: "rejected", reason: "fetch.network", detail: "x", attempts: 3 },
    { state: "fetched", id: "1".repeat(32), reason: null, detail: null, attempts: 0, nextDue: later },
  ],
  ["a page is unchanged", pageUnchanged(later), { ...held, attempts: 2 }, { state: "unchanged", attempts: 0 }],
  ["a duplicate is unchanged", pageUnchanged(later), { ...held, state: "duplicate" }, { state: "duplicate" }],
  ["a host wants to be left alone", postponed(later), { ...held, nextDue: at }, { nextDue: later }],
  [
    "a fetch fails for the third time in a row",
    fetchFailed(failure("fetch.unavailable"), policy),
    { ...held, attempts: 2 },
    { state: "rejected", reason: "fetch.unavailable", attempts: 3, nextDue: "2025-03-01T00:20:00.000Z" },
  ],
  ["a fetch fails for good", fetchFailed(failure("fetch.status"), policy), blank, { state: "rejected", attempts: 1, nextDue: later }],
  [
    "a site asks to wait longer than we would",
    fetchFailed(failure("fetch.unavailable"), { ...policy, retryAt: Date.parse("2025-03-02T00:00:00Z") }),
    blank,
    { state: "rejected", attempts: 1, nextDue: "2025-03-02T00:00:00.000Z" },
  ],
  [
    "what was taken down is fetched",
    fetchFailed(failure("removed"), policy),
    held,
    { state: "rejected", reason: "removed", nextDue: null },
  ],
  ["the pipeline begins on a page", processingBegun(false), { ...held, state: "fetched" }, { state: "fetched", begun: 1 }],
  [
    "the pipeline begins on it again, elsewhere",
    processingBegun(false),
    { ...held, state: "fetched", begun: 2 },
    { state: "fetched", begun: 3 },
  ],
  [
    "the pipeline was begun on it too often",
    processingBegun(false),
    { ...held, state: "fetched", begun: 3 },
    { state: "quarantined", reason: "pipeline.poison", begun: 0 },
  ],
  ["the same process begins on it again", processingBegun(true), { ...held, state: "fetched", begun: 3 }, null],
  ["the pipeline begins on what has ended", processingBegun(false), held, null],
  ["a page waits for its attachments", processingWaits, { ...held, state: "fetched", begun: 2 }, { state: "fetched", begun: 0 }],
  ["a document fails", attemptFailed(failure("pipeline.timeout")), held, { state: "quarantined", reason: "pipeline.timeout" }],
  ["a record is stored", stored("indexed", "2".repeat(32)), { ...blank, state: "fetched" }, { state: "indexed", held: true }],
  [
    "a document is taken down",
    takenDown,
    held,
    { state: "rejected", reason: "removed", held: false, etag: null, nextDue: null, detail: null },
  ],
  [
    "a page that failed is tried again",
    retried(true, later),
    { ...held, state: "quarantined", reason: "pipeline.timeout" },
    { state: "fetched", reason: null },
  ],
  [
    "an address whose page is not held is tried again",
    retried(false, at),
    { ...blank, state: "rejected", reason: "fetch.status", source: "home", attempts: 2 },
    { state: "queued", reason: null, attempts: 0, nextDue: at },
  ],
  ["a file whose page is not held is tried again", retried(false, at), { ...blank, state: "rejected", reason: "input.empty" }, null],
  ["what was taken down is tried again", retried(true, at), takenDown(held) as LedgerRow, null],
  ["what is indexed is tried again", retried(true, at), held, null],
  ["a document is taken down again", takenDown, takenDown(held) as LedgerRow, null],
];

describe("a row", () => {
  it.each(table)("when %s", (_, transition, before, expected) => {
    const after = transition(before);
    if (expected === null) expect(after).toBeNull();
    else expect(after).toMatchObject(expected);
  });
});

describe("every transition", () => {
  const rows = fc.record({
    address: fc.constant(blank.address),
    state: fc.constantFrom<LedgerRow["state"]>(
      "queued",
      "fetched",
      "listed",
      "indexed",
      "unchanged",
      "duplicate",
      "rejected",
      "quarantined",
    ),
    reason: fc.constantFrom(null, "removed", "fetch.network"),
    detail: fc.constantFrom(null, "x"),
    source: fc.constantFrom(null, "home"),
    id: fc.constantFrom(null, "0".repeat(32)),
    held: fc.boolean(),
    etag: fc.constantFrom(null, '"e"'),
    lastModified: fc.constant(null),
    attempts: fc.nat(5),
    begun: fc.nat(3),
    updatedAt: fc.constant(at),
    nextDue: fc.constantFrom(null, later),
    version: fc.nat(9),
  });

  it("leaves address and version to the writer, and has a reason exactly where it failed", () => {
    fc.assert(
      fc.property(rows, fc.constantFrom(...table), (row, [, transition]) => {
        const after = transition(row);
        if (after === null) return;
        expect([after.address, after.version, after.updatedAt]).toEqual([row.address, row.version, row.updatedAt]);
        // announcing and postponing say nothing of how an attempt ended
        if (after.state !== row.state) expect(after.reason !== null).toBe(after.state === "rejected" || after.state === "quarantined");
      }),
    );
  });
});

it("waits without an end state, and until it is due", () => {
  expect(waitingSince({ state: "queued", nextDue: null, updatedAt: at })).toBe(`0000 ${at}`);
  expect(waitingSince({ state: "indexed", nextDue: later, updatedAt: at })).toBe(later);
  expect(waitingSince({ state: "rejected", nextDue: null, updatedAt: at })).toBeNull();
  expect([isUnfinished(blank), isUnfinished(held), isEndState("fetched"), isEndState("duplicate")]).toEqual([true, false, false, true]);
});
