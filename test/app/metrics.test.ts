import { describe, expect, it } from "vitest";
import { createMetrics } from "../../src/app/metrics.js";
import type { SourceStatus } from "../../src/crawl/status.js";

describe("metrics", () => {
  it("are each app's own", async () => {
    const [one, other] = [createMetrics(), createMetrics()];
    one.documents.inc({ state: "indexed", reason: "" });
    expect(await one.registry.metrics()).toContain('zhengwen_documents_total{state="indexed",reason=""} 1');
    expect(await other.registry.metrics()).not.toContain("zhengwen_documents_total{");
  });

  it("count fetches by host, and those of hosts beyond a bound together", async () => {
    const metrics = createMetrics();
    for (let i = 0; i < 502; i++) metrics.observeFetch("2xx", 0.2, `h${i}.example`);
    metrics.observeFetch("fetch.timeout", 30, "h0.example");
    const text = await metrics.registry.metrics();
    expect(text).toContain('zhengwen_fetches_total{host="h0.example",outcome="2xx"} 1');
    expect(text).toContain('zhengwen_fetches_total{host="h0.example",outcome="fetch.timeout"} 1');
    expect(text).toContain('zhengwen_fetches_total{host="other",outcome="2xx"} 2');
    expect(text).toContain('zhengwen_fetch_seconds_count{outcome="2xx"} 502');
  });

  it("ask a queue for its counts at each scrape, and go on without one that cannot be reached", async () => {
    const metrics = createMetrics();
    let waiting = 3;
    let reachable = true;
    metrics.watchQueue("process", async () => {
      if (!reachable) throw new Error("gone");
      return { waiting, running: 1, delayed: 0, failed: 0 };
    });
    expect(await metrics.registry.metrics()).toContain('zhengwen_queue_jobs{queue="process",state="waiting"} 3');
    waiting = 2;
    expect(await metrics.registry.metrics()).toContain('zhengwen_queue_jobs{queue="process",state="waiting"} 2');
    reachable = false;
    const text = await metrics.registry.metrics();
    expect(text).not.toContain("zhengwen_queue_jobs{");
    expect(text).toContain("zhengwen_documents_total");
  });

  it("show each source's documents, health and times, and go on without a store that cannot be reached", async () => {
    const status: SourceStatus = {
      ...{
        source: "gd",
        found: 6,
        queued: 0,
        fetched: 1,
        indexed: 3,
        unchanged: 0,
        duplicate: 0,
        rejected: { "fetch.robots": 2 },
        quarantined: {},
      },
      ...{ health: "unhealthy", reason: "source.silent", detail: "", since: null, lastRound: null, legacyTls: null },
      ...{ lastSuccess: "2025-03-01T00:00:00.000Z", nextDue: null },
    };
    const metrics = createMetrics();
    metrics.watchSources(async () => [status]);
    const text = await metrics.registry.metrics();
    expect(text).toContain('zhengwen_source_documents{source="gd",state="indexed",reason=""} 3');
    expect(text).toContain('zhengwen_source_documents{source="gd",state="rejected",reason="fetch.robots"} 2');
    expect(text).toContain('zhengwen_source_health{source="gd",health="unhealthy",reason="source.silent"} 1');
    expect(text).toContain('zhengwen_source_health{source="gd",health="healthy",reason=""} 0');
    expect(text).toContain('zhengwen_source_last_success_seconds{source="gd"} 1740787200');
    expect(text).not.toContain("zhengwen_source_next_due_seconds{");
    const away = createMetrics();
    away.watchSources(() => Promise.reject(new Error("gone")));
    expect(await away.registry.metrics()).toContain("# TYPE zhengwen_source_health gauge");
  });
});
