import { describe, expect, it } from "vitest";
import { createMetrics } from "../../src/app/metrics.js";

describe("metrics", () => {
  it("are each app's own", async () => {
    const [one, other] = [createMetrics(), createMetrics()];
    one.documents.inc({ state: "indexed", reason: "" });
    expect(await one.registry.metrics()).toContain('zhengwen_documents_total{state="indexed",reason=""} 1');
    expect(await other.registry.metrics()).not.toContain("zhengwen_documents_total{");
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
});
