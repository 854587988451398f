import type { Mention } from "../../model/entity.js";

/** Where a name begins, and how that shows. */
export interface LeftBoundary {
  readonly start: number;
  /** what the name begins with */
  readonly by: "many" | "place" | "national" | "level" | "function" | "organisation" | "words" | "fixed";
}

/** What stands before a name: places and the body found last. */
export interface LeftContext {
  /** by the offsets at which they end and begin */
  readonly places: ReadonlyMap<number, Mention<"place">>;
  readonly placesFrom: ReadonlyMap<number, Mention<"place">>;
  readonly previous: Mention<"organisation"> | undefined;
  /** the document's country: outside the mainland names need no place (医务委员会) */
  readonly country: string;
  /** where the last of 各区教育局、财政局 ends, which are no bodies but many; -1 */
  readonly many: number;
}
