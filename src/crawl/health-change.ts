import type { Health } from "../model/source-state.js";

/** A change of a source's health, as it is told to people and programs. */
export interface HealthChange {
  /** the same for every attempt to tell of this change */
  readonly key: string;
  readonly source: { readonly id: string; readonly name: string; readonly url: string };
  readonly health: Health;
  /** ISO date-time in UTC */
  readonly since: string;
  readonly lastSuccess: string | null;
}
