import type { Span } from "../text/offset-map.js";

/** A date that the body states of its document, and where it does. */
export interface StatedDate extends Span {
  /** ISO date */
  readonly value: string;
}
