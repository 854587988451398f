import type { ListState } from "./announcements.js";
import type { VisitState } from "./visit.js";

/** What one round of a source came to. */
export interface Round {
  readonly list: ListState;
  /** documents that the list names, and how many of them were not known before */
  readonly announced: number;
  readonly discovered: number;
  /** documents asked for, by how that ended */
  readonly visits: Readonly<Record<VisitState, number>>;
}

/** A round in which nothing was asked. */
export function emptyRound(list: ListState): Round {
  return { list, announced: 0, discovered: 0, visits: { fetched: 0, unchanged: 0, failed: 0, postponed: 0 } };
}
