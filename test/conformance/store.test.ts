import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@elastic/elasticsearch";
import { afterAll, describe } from "vitest";
import { openElasticsearchStore } from "../../src/store/elasticsearch/store.js";
import { openSqliteStore } from "../../src/store/sqlite/store.js";
import type { Store } from "../../src/store/store.js";
import { describeWithElasticsearch } from "../services/suite.js";
import { deleteIndices } from "../support/indices.js";
import { describeBulk } from "./store-bulk.js";
import { describeClusters } from "./store-clusters.js";
import { describeFeed } from "./store-feed.js";
import { describeLedger } from "./store-ledger.js";
import { describePages } from "./store-pages.js";
import { describeRecords } from "./store-records.js";
import { describePairs, describeSearch } from "./store-search.js";
import { describeSettings } from "./store-settings.js";
import { describeSources } from "./store-sources.js";
import { describeTwins } from "./store-twins.js";

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
  describePages(open);
  describeBulk(open);
  describeClusters(open);
  describeSearch(open);
  describePairs(open);
  describeLedger(open);
  describeSources(open);
  describeSettings(open);
  describeFeed(open);
  describeTwins(open);
});

describeWithElasticsearch("the Elasticsearch store", (url) => {
  const run = `conformance-${process.pid}-${Date.now()}`;
  const client = new Client({ node: url });
  let opened: Store[] = [];
  let count = 0;
  /** Tests run one after another: what the last one used goes, for hundreds of idle indices would slow the server down. */
  const discard = async () => {
    await Promise.all(opened.map((store) => store.close()));
    await deleteIndices(client, run);
  };
  const open = async () => {
    await discard();
    const prefix = `${run}-${count++}`;
    const store = await openElasticsearchStore({ url, prefix });
    const other = await openElasticsearchStore({ url, prefix });
    opened = [store, other];
    return { store, other };
  };
  afterAll(async () => {
    await discard();
    await client.close();
  });
  describeRecords(open);
  describePages(open);
  describeBulk(open);
  describeClusters(open);
  describeSearch(open);
  describePairs(open);
  describeLedger(open);
  describeSources(open);
  describeSettings(open);
  describeFeed(open);
  describeTwins(open);
});
