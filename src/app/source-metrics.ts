import { Gauge, type Registry } from "prom-client";
import type { SourceStatus } from "../crawl/status.js";
import { type HealthState, healthStates } from "../model/source-state.js";

/** Milliseconds that an answer of the store holds: whoever scrapes often does not make it count each time. */
const keep = 10_000;

/** Shows the sources' state on `/metrics`, asked for at each scrape. */
export function showSources(registry: Registry, statuses: () => Promise<readonly SourceStatus[]>): void {
  const registers = [registry];
  let held: { readonly until: number; readonly statuses: Promise<readonly SourceStatus[]> } | undefined;
  const current = () => {
    // a store that cannot be reached has no sources to show; `/ready` says why, and the other metrics are still served
    if (held === undefined || held.until < performance.now())
      held = { until: performance.now() + keep, statuses: statuses().catch(() => []) };
    return held.statuses;
  };
  new Gauge({
    name: "zhengwen_source_documents",
    help: "Documents of a source by state and reason.",
    labelNames: ["source", "state", "reason"],
    registers,
    async collect() {
      this.reset();
      for (const status of await current()) {
        const { source, rejected, quarantined } = status;
        for (const state of ["queued", "fetched", "indexed", "unchanged", "duplicate"] as const)
          this.set({ source, state, reason: "" }, status[state]);
        for (const [reason, count] of Object.entries(rejected)) this.set({ source, state: "rejected", reason }, count);
        for (const [reason, count] of Object.entries(quarantined)) this.set({ source, state: "quarantined", reason }, count);
      }
    },
  });
  new Gauge({
    name: "zhengwen_source_health",
    help: "1 for the health that a source has, with its reason; 0 for the others.",
    labelNames: ["source", "health", "reason"],
    registers,
    async collect() {
      this.reset();
      for (const { source, health, reason } of await current()) {
        const is = (state: HealthState) =>
          this.set({ source, health: state, reason: state === health ? (reason ?? "") : "" }, state === health ? 1 : 0);
        healthStates.forEach(is);
      }
    },
  });
  for (const [name, help, moment] of [
    ["zhengwen_source_last_success_seconds", "When a source's list was last read, in seconds since 1970.", "lastSuccess"],
    ["zhengwen_source_next_due_seconds", "When a source's list is to be asked next, in seconds since 1970.", "nextDue"],
  ] as const) {
    new Gauge({
      name,
      help,
      labelNames: ["source"],
      registers,
      async collect() {
        this.reset();
        for (const status of await current()) {
          const at = status[moment];
          if (at !== null) this.set({ source: status.source }, Date.parse(at) / 1000);
        }
      },
    });
  }
}
