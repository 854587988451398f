import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { SourceStatus } from "../crawl/status.js";
import type { QueueCounts } from "../queue/queue.js";
import { showSources } from "./source-metrics.js";

/** What the program counts, for `/metrics` in Prometheus' text form. */
export interface Metrics {
  readonly registry: Registry;
  /** attempts on documents, by the state they ended in and the reason */
  readonly documents: Counter<"state" | "reason">;
  /** seconds of pipeline for one document */
  readonly pipelineSeconds: Histogram;
  /** seconds of one stage for one document */
  readonly stageSeconds: Histogram<"stage">;
  /**
   * Counts a fetch, for all hosts and for its own.
   * @param outcome the class of its answer: 2xx, 3xx, 4xx, 5xx, or the code of an error
   */
  readonly observeFetch: (outcome: string, seconds: number, host: string) => void;
  /** Shows the sources' state, asked for at most every few seconds. */
  watchSources(statuses: () => Promise<readonly SourceStatus[]>): void;
  /** Shows a queue's counts, asked for at each scrape. */
  watchQueue(name: string, counts: () => Promise<QueueCounts>): void;
}

/** Hosts that have counts of their own; pages may name any number of them, and each is a series that Prometheus keeps. */
const shownHosts = 500;

/** Metrics with a registry of their own: one per app, so that two apps in one process do not share counts. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: "zhengwen_" });
  const queues = new Map<string, () => Promise<QueueCounts>>();
  new Gauge({
    name: "zhengwen_queue_jobs",
    help: "Jobs of a queue by state.",
    labelNames: ["queue", "state"],
    registers,
    async collect() {
      this.reset();
      for (const [queue, counts] of queues) {
        // a queue that cannot be reached has no counts; `/ready` says why, and the other metrics are still served
        const known = await counts().catch(() => null);
        for (const [state, count] of Object.entries(known ?? {})) this.set({ queue, state }, count);
      }
    },
  });
  const fetchSeconds = new Histogram({
    name: "zhengwen_fetch_seconds",
    help: "Seconds of a fetch in all, by the class of its answer or the error's code.",
    labelNames: ["outcome"],
    buckets: [0.1, 0.3, 1, 3, 10, 30],
    registers,
  });
  const fetches = new Counter({
    name: "zhengwen_fetches_total",
    help: "Fetches by host, and by the class of the answer or the error's code.",
    labelNames: ["host", "outcome"],
    registers,
  });
  const hosts = new Set<string>();
  return {
    registry,
    documents: new Counter({
      name: "zhengwen_documents_total",
      help: "Attempts on documents by end state and reason.",
      labelNames: ["state", "reason"],
      registers,
    }),
    pipelineSeconds: new Histogram({
      name: "zhengwen_pipeline_seconds",
      help: "Seconds of pipeline for one document.",
      buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
      registers,
    }),
    stageSeconds: new Histogram({
      name: "zhengwen_stage_seconds",
      help: "Seconds of one stage of the pipeline for one document.",
      labelNames: ["stage"],
      buckets: [0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3],
      registers,
    }),
    observeFetch: (outcome, seconds, host) => {
      fetchSeconds.observe({ outcome }, seconds);
      if (hosts.size < shownHosts) hosts.add(host);
      fetches.inc({ host: hosts.has(host) ? host : "other", outcome });
    },
    watchSources: (statuses) => showSources(registry, statuses),
    watchQueue: (name, counts) => {
      queues.set(name, counts);
    },
  };
}
