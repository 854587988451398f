import type { Gloss } from "../model/gloss.js";
import type { Byte, Slot } from "../model/slots.js";
import type { Transition } from "./lattice.js";
import type { Cause, Step } from "./lattice-builder.js";

/** A node out of step, and what every edge from it has in common. */
export interface Pending {
  readonly node: number;
  readonly at: number;
  readonly lead: Byte;
  readonly cause: Cause;
  /** what it costs to have come there; not 0 where the run begins at a gloss that stands there */
  readonly cost: number;
  readonly before: Transition | undefined;
  readonly glossed: boolean;
  /** the characters that the pending byte makes with `trail` */
  readonly slot: (trail: Byte, syllable?: string) => Slot;
}

/** What every edge from a node out of step has in common, at an extra cost. */
export function stepOf({ cost, before, glossed }: Pending, extra = 0): Omit<Step, "to"> {
  return { cost: cost + extra, before, glossed };
}

/** The same for an edge whose character's own gloss may stand behind it. */
export function glossedBy(pending: Pending, gloss: Gloss | undefined): Omit<Step, "to"> {
  return gloss ? { ...stepOf(pending), glossed: true } : stepOf(pending);
}
