import type { LedgerState } from "../model/ledger.js";
import type { HealthState } from "../model/source-state.js";
import type { LedgerCount, Store } from "../store/store.js";
import { readSources } from "./sources.js";

/** What became of a source's documents, and how the source itself is. The states add up to `found`. */
export interface SourceStatus {
  readonly source: string;
  /** documents that it ever named */
  readonly found: number;
  /** not asked for yet */
  readonly queued: number;
  /** fetched, and waiting for the pipeline */
  readonly fetched: number;
  readonly indexed: number;
  readonly unchanged: number;
  readonly duplicate: number;
  /** by reason */
  readonly rejected: Readonly<Record<string, number>>;
  readonly quarantined: Readonly<Record<string, number>>;
  readonly health: HealthState;
  /** error code and what was seen, where it is not well */
  readonly reason: string | null;
  readonly detail: string | null;
  /** since when its health is as it is */
  readonly since: string | null;
  readonly lastRound: string | null;
  readonly lastSuccess: string | null;
  readonly nextDue: string | null;
  /** whether old TLS is allowed for it; null where no file says how it is fetched */
  readonly legacyTls: boolean | null;
}

/**
 * The status of every source that has documents or was ever crawled, in order of id.
 * @param file the file of the sources, for what only it says; it need not be there
 */
export async function sourceStatuses(store: Pick<Store, "ledger" | "sources">, file?: string): Promise<SourceStatus[]> {
  const counts = withoutLists(await store.ledger.counts());
  const states = new Map((await store.sources.all()).map((state) => [state.id, state]));
  const configured = new Map(file === undefined ? [] : readSources(file).map((source) => [source.id, source]));
  const ids = new Set([...counts.flatMap(({ source }) => source ?? []), ...states.keys(), ...configured.keys()]);
  const statuses: SourceStatus[] = [];
  for (const id of [...ids].sort()) {
    const own = counts.filter(({ source }) => source === id);
    const state = states.get(id);
    const failing = state?.rounds.at(-1)?.list === "failed" ? (state.rounds.at(-1)?.reason ?? null) : null;
    const documents = withoutOwnList(own, failing);
    const { legacyTls = null } = configured.has(id) ? { legacyTls: configured.get(id)?.legacyTls ?? false } : {};
    statuses.push({
      source: id,
      found: documents.reduce((sum, { count }) => sum + count, 0),
      queued: inState(documents, "queued"),
      fetched: inState(documents, "fetched"),
      indexed: inState(documents, "indexed"),
      unchanged: inState(documents, "unchanged"),
      duplicate: inState(documents, "duplicate"),
      rejected: byReason(documents, "rejected"),
      quarantined: byReason(documents, "quarantined"),
      health: state?.health.state ?? "unknown",
      reason: state?.health.reason ?? null,
      detail: state?.health.detail ?? null,
      since: state?.since ?? null,
      lastRound: state?.rounds.at(-1)?.at ?? null,
      lastSuccess: state?.lastSuccess ?? null,
      nextDue: state?.nextDue ?? null,
      legacyTls,
    });
  }
  return statuses;
}

/** A list that was read is no document. */
function withoutLists(counts: readonly LedgerCount[]): LedgerCount[] {
  return counts.filter(({ state }) => state !== "listed");
}

/** A list that failed stands in the ledger as a rejected row of its source. */
function withoutOwnList(counts: readonly LedgerCount[], reason: string | null): LedgerCount[] {
  if (reason === null) return [...counts];
  return counts.flatMap((each) => {
    if (each.state !== "rejected" || each.reason !== reason) return [each];
    return each.count > 1 ? [{ ...each, count: each.count - 1 }] : [];
  });
}

function inState(counts: readonly LedgerCount[], state: LedgerState): number {
  return counts.filter((each) => each.state === state).reduce((sum, { count }) => sum + count, 0);
}

function byReason(counts: readonly LedgerCount[], state: LedgerState): Record<string, number> {
  return Object.fromEntries(counts.filter((each) => each.state === state).map(({ reason, count }) => [reason ?? "", count]));
}
