import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe } from "vitest";
import { openSqliteStore } from "../../src/store/sqlite/store.js";
import type { Store } from "../../src/store/store.js";
import { describeLedger } from "./store-ledger.js";
import { describeRecords } from "./store-records.js";
import { describeSearch } from "./store-search.js";

describe("the SQLite store", () => {
  const folder = mkdtempSync(join(tmpdir(), "zhengwen-store-"));
  const opened: Store[] = [];
  let count = 0;
  const open = async () => {
    const path = join(folder, `${count++}.db`);
    const [store, other] = [openSqliteStore(path), openSqliteStore(path)];
    opened.push(store, other);
    return { store, other };
  };
  afterAll(async () => {
    await Promise.all(opened.map((store) => store.close()));
    rmSync(folder, { recursive: true });
  });
  describeRecords(open);
  describeSearch(open);
  describeLedger(open);
});
