import { describe, expect, it } from "vitest";
import { ZhengwenError } from "../../src/model/errors.js";
import { blankRow, type LedgerRow } from "../../src/model/ledger.js";
import { gathering } from "../../src/store/gather.js";
import { openSqliteStore } from "../../src/store/sqlite/store.js";
import type { Ledger, Store } from "../../src/store/store.js";
import { buildDocument } from "../support/document.js";

const bounds = { items: 4, bytes: 100_000, wait: 1 };
const row = (address: string): LedgerRow => blankRow(address, "2024-06-01T00:00:00.000Z");

/** A store in memory whose batches of rows are told, and may be made to fail. */
function watched(fail: (rows: readonly LedgerRow[]) => Error | null = () => null): { store: Store; batches: string[][] } {
  const behind = openSqliteStore(":memory:");
  const batches: string[][] = [];
  const writeAll: Ledger["writeAll"] = async (rows) => {
    batches.push(rows.map(({ address }) => address));
    const error = fail(rows);
    if (error !== null) throw error;
    return behind.ledger.writeAll(rows);
  };
  return { store: { ...behind, ledger: { ...behind.ledger, writeAll } }, batches };
}

describe("a gathering store", () => {
  it("makes what is asked for at the same time together, within its bounds, each with its own answer", async () => {
    const { store, batches } = watched();
    const { ledger } = gathering(store, bounds);
    const names = [..."abcdefghij"];
    const written = await Promise.all(names.map((address) => ledger.write(row(address))));
    expect(written.map(({ address, version }) => address + version)).toEqual(names.map((name) => `${name}1`));
    expect(batches.flat()).toEqual(names);
    expect(Math.max(...batches.map(({ length }) => length))).toBe(4);
    const read = await Promise.all([...names, "none"].map((address) => ledger.get(address)));
    expect(read.map((one) => one?.address ?? null)).toEqual([...names, null]);
  });

  it("ends a batch at its bytes, and takes alone what is larger than they are", async () => {
    const behind = openSqliteStore(":memory:");
    const sizes: number[] = [];
    const putAll: Store["putAll"] = (requests) => {
      sizes.push(requests.length);
      return behind.putAll(requests);
    };
    const store = gathering({ ...behind, putAll }, { ...bounds, bytes: 2_000 });
    const texts = ["长".repeat(2_000), "短一。", "短二。", "长".repeat(1_900)];
    const outcomes = await Promise.all(texts.map((text) => store.put(buildDocument({ text: `${text}\n` }))));
    expect(outcomes.map(({ state }) => state)).toEqual(["indexed", "indexed", "indexed", "indexed"]);
    expect(sizes).toEqual([1, 2, 1]);
  });

  it("tells the error of one to whoever asked for it, and to no one else", async () => {
    const { store } = watched();
    const { ledger } = gathering(store, bounds);
    await ledger.write(row("b"));
    const answers = await Promise.allSettled(["a", "b", "c"].map((address) => ledger.write(row(address))));
    expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(answers[1]).toMatchObject({ reason: { code: "store.conflict" } });
  });

  it("does each alone when one undoes all, so that only that one fails", async () => {
    const { store, batches } = watched((rows) => (rows.some(({ address }) => address === "bad") ? new TypeError("bad") : null));
    const { ledger } = gathering(store, bounds);
    const answers = await Promise.allSettled(["a", "bad", "c"].map((address) => ledger.write(row(address))));
    expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(batches).toEqual([["a", "bad", "c"], ["a"], ["bad"], ["c"]]);
  });

  it("asks a store that is away once for all, and goes on when it is back", async () => {
    let away = true;
    const { store, batches } = watched(() => (away ? new ZhengwenError("store.unavailable") : null));
    const { ledger } = gathering(store, bounds);
    const answers = await Promise.allSettled(["a", "b"].map((address) => ledger.write(row(address))));
    expect(answers).toMatchObject([{ reason: { code: "store.unavailable" } }, { reason: { code: "store.unavailable" } }]);
    away = false;
    expect(await ledger.write(row("a"))).toMatchObject({ version: 1 });
    expect(batches).toEqual([["a", "b"], ["a"]]);
  });

  it("has written by the time that it answers", async () => {
    const { store } = watched();
    const gathered = gathering(store, bounds);
    await Promise.all(
      ["a", "b", "c"].map(async (address) => {
        await gathered.ledger.write(row(address));
        expect(await store.ledger.get(address)).toMatchObject({ version: 1 });
      }),
    );
  });
});
