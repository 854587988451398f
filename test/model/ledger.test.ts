import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ErrorCode, ZhengwenError } from "../../src/model/errors.js";
import {
  announced,
  attemptFailed,
  blankRow,
  dropped,
  endOfRun,
  fetchFailed,
  isEndState,
  isUnfinished,
  type LedgerRow,
  listFailed,
  listPostponed,
  listRead,
  pageFetched,
  pageLost,
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

const old = "2024-01-01T00:00:00.000Z";
const seenLongAgo = { firstSeen: old, lastSeen: old };
const seenNow = { firstSeen: at, lastSeen: at };
const gone = { ...policy, isGone: true };
const vanished: LedgerRow = {
  ...{ ...held, ...seenLongAgo, state: "rejected", reason: "fetch.status", attempts: 3, nextDue: at },
  ...{ missingSince: "2025-02-01T00:00:00.000Z", vanishedAt: "2025-02-08T00:00:00.000Z" },
};

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
  ["a page is handed in", takenIn("1".repeat(32), null, at), held, { state: "fetched", id: "1".repeat(32), source: null, ...seenNow }],
  [
    "a page is fetched after failures",
    pageFetched("1".repeat(32), { etag: null, lastModified: null }, later, at),
    { ...blank, state: "rejected", reason: "fetch.network", detail: "x", attempts: 3 },
    { state: "fetched", id: "1".repeat(32), reason: null, detail: null, attempts: 0, nextDue: later, ...seenNow },
  ],
  ["a page is unchanged", pageUnchanged(later, at), { ...held, attempts: 2 }, { state: "unchanged", attempts: 0, ...seenNow }],
  ["a duplicate is unchanged", pageUnchanged(later, at), { ...held, state: "duplicate" }, { state: "duplicate", ...seenNow }],
  [
    "a page is there again",
    pageUnchanged(later, at),
    vanished,
    { state: "unchanged", reason: null, ...seenNow, firstSeen: old, attempts: 0, missingSince: null, vanishedAt: null },
  ],
  [
    "a page is missed for the first time",
    fetchFailed(failure("fetch.status"), gone),
    { ...held, ...seenLongAgo },
    { state: "rejected", reason: "fetch.status", attempts: 1, missingSince: at, nextDue: "2025-03-04T12:00:00.000Z" },
  ],
  [
    "a page is missed for the third time within a day",
    fetchFailed(failure("fetch.status"), gone),
    { ...held, ...seenLongAgo, attempts: 2, missingSince: "2025-02-28T00:00:00.000Z" },
    { state: "rejected", reason: "fetch.status", attempts: 3, nextDue: "2025-03-04T12:00:00.000Z" },
  ],
  [
    "a page is missed for the second time after a week",
    fetchFailed(failure("fetch.status"), gone),
    { ...held, ...seenLongAgo, attempts: 1, missingSince: "2025-02-20T00:00:00.000Z" },
    { state: "rejected", reason: "fetch.status", attempts: 2, nextDue: "2025-03-04T12:00:00.000Z" },
  ],
  [
    "a page is missed for the third time after a week",
    fetchFailed(failure("fetch.status"), gone),
    { ...held, ...seenLongAgo, attempts: 2, missingSince: "2025-02-22T00:00:00.000Z" },
    { state: "rejected", reason: "fetch.status", attempts: 3, vanishedAt: at, nextDue: later },
  ],
  ["a vanished page is still not there", fetchFailed(failure("fetch.status"), gone), vanished, { attempts: 4, nextDue: later }],
  [
    "a site bars us from a page that was there",
    fetchFailed(failure("fetch.status"), policy),
    { ...held, ...seenLongAgo },
    { state: "rejected", reason: "fetch.status", attempts: 1, nextDue: later },
  ],
  [
    "a page that never was there is not",
    fetchFailed(failure("fetch.status"), gone),
    blank,
    { state: "rejected", reason: "fetch.status", attempts: 1, nextDue: later },
  ],
  ["a host wants to be left alone", postponed(later), { ...held, nextDue: at }, { nextDue: later }],
  ["so does that of a list", listPostponed("home", later), { ...held, state: "listed", nextDue: null }, { source: "home", nextDue: later }],
  ["so does that of a list never asked", listPostponed("home", later), blank, { state: "listed", source: "home", nextDue: later }],
  [
    "so does that of a list that failed",
    listPostponed("home", later),
    { ...blank, version: 3, state: "rejected", reason: "fetch.status" },
    { source: "home", nextDue: later },
  ],
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
  [
    "its page is lost",
    pageLost(at),
    { ...held, state: "fetched", source: "home" },
    { state: "queued", reason: null, nextDue: at, etag: null },
  ],
  [
    "the page that a feeder gave is lost",
    pageLost(at),
    { ...blank, state: "fetched" },
    { state: "quarantined", reason: "store.page-lost" },
  ],
  ["its page is gone because another run has ended it", pageLost(at), held, null],
  ["a document fails", attemptFailed(failure("pipeline.timeout")), held, { state: "quarantined", reason: "pipeline.timeout" }],
  ["a record is stored", stored("indexed", "2".repeat(32)), { ...blank, state: "fetched" }, { state: "indexed", held: true }],
  [
    "a run ends",
    endOfRun({ ...held, state: "fetched", begun: 1 }, stored("indexed", "2".repeat(32))),
    { ...held, state: "fetched", begun: 1 },
    { state: "indexed", begun: 0 },
  ],
  [
    "a run ends that another worker began on too",
    endOfRun({ ...held, state: "fetched", begun: 1 }, attemptFailed(failure("pipeline.timeout"))),
    { ...held, state: "fetched", begun: 2, version: held.version + 1 },
    { state: "quarantined", reason: "pipeline.timeout" },
  ],
  [
    "a run ends that another worker has ended",
    endOfRun({ ...held, state: "fetched", begun: 1 }, stored("indexed", "2".repeat(32))),
    { ...held, state: "unchanged", version: held.version + 2 },
    { state: "indexed" },
  ],
  [
    "a run ends after another page was taken in",
    endOfRun({ ...held, state: "fetched", begun: 1 }, stored("indexed", "2".repeat(32))),
    { ...held, state: "fetched", begun: 0, version: held.version + 1 },
    null,
  ],
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
  [
    "what was quarantined is dropped",
    dropped,
    { ...held, state: "quarantined", reason: "pipeline.poison" },
    { state: "rejected", reason: "dropped", detail: expect.stringContaining("pipeline.poison"), held: true, nextDue: null },
  ],
  ["what is indexed is dropped", dropped, held, null],
  [
    "what was dropped is tried again",
    retried(false, at),
    { ...blank, state: "rejected", reason: "dropped", source: "home" },
    { state: "queued", nextDue: at },
  ],
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
    firstSeen: fc.constantFrom(null, old),
    lastSeen: fc.constantFrom(null, old),
    missingSince: fc.constantFrom(null, "2025-02-01T00:00:00.000Z"),
    vanishedAt: fc.constantFrom(null, "2025-02-08T00:00:00.000Z"),
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
