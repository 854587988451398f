import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@elastic/elasticsearch";
import { afterAll, describe } from "vitest";
import { openElasticsearchStore } from "../../src/store/elasticsearch/store.js";
import { openSqliteStore } from "../../src/store/sqlite/store.js";
import type { Store } from "../../src/store/store.js";
import { describeWithElasticsearch } from "../services/suite.js";
import { deleteIndices } from "./indices.js";

let count = 0;

/** A suite that every store must pass. `open` gives it an empty store of its own, which is closed and deleted at the end. */
export function describeStores(name: string, suite: (open: () => Promise<Store>) => void): void {
  describe(`${name}: SQLite`, () => {
    const folder = mkdtempSync(join(tmpdir(), "zhengwen-stores-"));
    const opened: Store[] = [];
    afterAll(async () => {
      await Promise.all(opened.map((store) => store.close()));
      rmSync(folder, { recursive: true });
    });
    suite(async () => {
      const store = openSqliteStore(join(folder, `${count++}.db`));
      opened.push(store);
      return store;
    });
  });
  describeWithElasticsearch(`${name}: Elasticsearch`, (url) => {
    const run = `stores-${process.pid}-${Date.now()}`;
    const opened: Store[] = [];
    afterAll(async () => {
      await Promise.all(opened.map((store) => store.close()));
      const client = new Client({ node: url });
      await deleteIndices(client, run);
      await client.close();
    });
    suite(async () => {
      const store = await openElasticsearchStore({ url, prefix: `${run}-${count++}`, shards: 2 });
      opened.push(store);
      return store;
    });
  });
}
