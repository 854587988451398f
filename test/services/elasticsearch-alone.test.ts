import { Client } from "@elastic/elasticsearch";
import { afterAll, expect, it } from "vitest";
import { readConfig } from "../../src/app/config.js";
import { search } from "../../src/app/search.js";
import { openServices, openStoreServices } from "../../src/app/services.js";
import { ingest } from "../../src/ingest/ingest.js";
import { deleteIndices } from "../support/indices.js";
import { generatedNotice } from "../support/notices.js";
import { describeWithElasticsearch } from "./suite.js";

describeWithElasticsearch("Elasticsearch alone", (url) => {
  const prefix = `alone-${process.pid}`;
  const environment = { ZHENGWEN_ES_URL: url, ZHENGWEN_ES_PREFIX: prefix, ZHENGWEN_LOG_LEVEL: "silent", ZHENGWEN_WORKERS: "1" };

  afterAll(async () => {
    const client = new Client({ node: url });
    await deleteIndices(client, prefix);
    await client.close();
  });

  it("ingests with the queue in this process, and is searched while Redis is away", { timeout: 120_000 }, async () => {
    const services = await openServices(readConfig(environment));
    const items = [1, 2, 3].map((number) => {
      const address = `https://notices.example/${number}.html`;
      const known = { url: address, finalUrl: address, contentType: "text/html", fetchedAt: null, hints: {}, attachments: [] };
      return { label: address, address, load: async () => ({ bytes: new TextEncoder().encode(generatedNotice(number)), ...known }) };
    });
    const ingested = await ingest(items, services, { worksQueue: true });
    expect(ingested.map(({ row }) => row.state)).toEqual(["indexed", "indexed", "indexed"]);
    await services.shutdown.close();

    // nothing listens there: reading the store needs no queue
    const reading = await openStoreServices(readConfig({ ...environment, ZHENGWEN_REDIS_URL: "redis://127.0.0.1:1" }));
    const { total, hits } = await search({ query: "專項資金" }, reading);
    expect(total).toBe(3);
    expect(hits[0]?.highlights.body.length).toBeGreaterThan(0);
    expect((await reading.store.ledger.counts()).reduce((sum, { count }) => sum + count, 0)).toBe(3);
    await reading.shutdown.close();
  });
});
