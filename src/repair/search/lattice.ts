import type { Slot } from "../model/slots.js";

/** Where a path leaves the text as it stands, or comes back to it. */
export interface Transition {
  readonly to: "out of step" | "in step";
  /** offset in the text as it stands */
  readonly at: number;
  readonly kind: "cut" | "broken-gloss";
}

export interface Edge {
  readonly slot: Slot;
  readonly to: number;
  /** in nats */
  readonly cost: number;
  /** whether it assumes that a pair was lost */
  readonly lost: boolean;
  /** whether the character's own gloss stands behind it */
  readonly glossed?: boolean;
  /** before its character */
  readonly before?: Transition;
  /** behind its character */
  readonly behind?: Transition;
}

/** The ways to read a stretch of text. Edges lead to nodes of higher number; the last one ends the text. */
export type Lattice = (Edge[] | undefined)[];

/** Nodes of one position of the text: a node's position is its number divided by this. */
export const stride = 32;

/** The node in which a lattice begins. */
export const firstNode = 2;
