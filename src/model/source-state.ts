import type { ErrorCode } from "./errors.js";

/**
 * What is known of a source: how its last rounds went, when something new came, and whether it is well. One row a source, kept
 * by the store; every change of it is a pure function from the row as it stands, written by compare-and-set.
 */

/** What can be seen of a list's titles, or of the bodies behind it, without knowing what they should say. Shares are from 0 to 1. */
export interface Signs {
  readonly count: number;
  /** of those that hold Han characters */
  readonly han: number;
  /** of those that differ from all others */
  readonly distinct: number;
  /** of those that bear a date */
  readonly dated: number;
  /** median length in UTF-16 code units */
  readonly length: number;
}

/** How often documents of a round failed, by error code. */
type Failures = Readonly<Partial<Record<ErrorCode, number>>>;

/** What one round of a source came to. */
export interface RoundNote {
  /** when it began: ISO date-time in UTC */
  readonly at: string;
  /** how asking the list ended */
  readonly list: "read" | "unchanged" | "failed";
  /** the error code where it failed */
  readonly reason: ErrorCode | null;
  /** what was said where it failed, or what of it is missing where it was read */
  readonly detail: string | null;
  readonly announced: number;
  readonly discovered: number;
  /** of the titles that the list shows; null where it was not read */
  readonly titles: Signs | null;
  /** documents that were asked for, and those of them that failed */
  readonly asked: number;
  readonly failures: Failures;
  /** of the documents that the rounds before fetched and the pipeline has ended since; null where there were none */
  readonly bodies: (Signs & { readonly rejected: number }) | null;
}

/** `unknown` until its first round. */
export const healthStates = ["unknown", "healthy", "unhealthy"] as const;
export type HealthState = (typeof healthStates)[number];

export interface Health {
  readonly state: HealthState;
  readonly reason: ErrorCode | null;
  readonly detail: string | null;
}

export interface SourceState {
  readonly id: string;
  /** the last rounds, oldest first */
  readonly rounds: readonly RoundNote[];
  /** when something new was found, oldest first: ISO date-times in UTC */
  readonly arrivals: readonly string[];
  readonly health: Health;
  /** when the health last changed; null before the first round */
  readonly since: string | null;
  /** whether that change has been told to whoever wants to hear of it */
  readonly told: boolean;
  /** when the list was last read, or found unchanged */
  readonly lastSuccess: string | null;
  /** when its list is to be asked next */
  readonly nextDue: string | null;
  /** addresses fetched of late whose documents have not been looked at yet */
  readonly fetched: readonly string[];
  /** raised with every write: compare-and-set */
  readonly version: number;
}

/** Rounds, arrivals and fetched addresses that are remembered. */
const remembered = { rounds: 30, arrivals: 21, fetched: 20 } as const;

export function blankSource(id: string): SourceState {
  return {
    id,
    rounds: [],
    arrivals: [],
    health: { state: "unknown", reason: null, detail: null },
    since: null,
    told: true,
    lastSuccess: null,
    nextDue: null,
    fetched: [],
    version: 0,
  };
}

/** What a round adds to a source's row. */
export interface RoundResult {
  readonly note: RoundNote;
  /** moments at which something new came, in any order */
  readonly arrivals: readonly string[];
  readonly fetched: readonly string[];
  readonly nextDue: string;
}

/** A source after a round; its health is judged behind that, by `withHealth`. */
export function afterRound(state: SourceState, { note, arrivals, fetched, nextDue }: RoundResult): SourceState {
  return {
    ...state,
    rounds: [...informative(state.rounds, note), note].slice(-remembered.rounds),
    arrivals: [...new Set([...state.arrivals, ...arrivals])].sort().slice(-remembered.arrivals),
    lastSuccess: note.list === "failed" ? state.lastSuccess : note.at,
    fetched: [...new Set(fetched)].slice(-remembered.fetched),
    nextDue,
  };
}

/** Failures of one kind in a row that are kept apart. */
const failuresKept = 3;

/**
 * The rounds that are worth remembering beside a new one: of many in a row that only found nothing new, or failed alike, the
 * last is enough, so that what came before them stays known.
 */
function informative(rounds: readonly RoundNote[], note: RoundNote): readonly RoundNote[] {
  const alike = (other: RoundNote) =>
    isIdle(note) ? isIdle(other) : note.list === "failed" && other.list === "failed" && other.reason === note.reason;
  const last = rounds.slice(isIdle(note) ? -1 : -failuresKept);
  return last.length > 0 && last.length === (isIdle(note) ? 1 : failuresKept) && last.every(alike) ? rounds.slice(0, -1) : rounds;
}

function isIdle({ list, asked, bodies }: RoundNote): boolean {
  return list === "unchanged" && asked === 0 && bodies === null;
}

/** A source with its health as it was judged. A change of state or reason is to be told, but not that a new source is well. */
export function withHealth(state: SourceState, health: Health, at: string): SourceState {
  const same = state.health.state === health.state && state.health.reason === health.reason;
  if (same) return { ...state, health };
  const news = state.health.state !== "unknown" || health.state === "unhealthy";
  return { ...state, health, since: at, told: !news };
}
