/**
 * How the three texts of a record follow from one another: as published, restored (repaired, in the published script) and
 * normalised (repaired and Simplified). The published and the normalised text stand in the record; the maps are kept
 * beside it, so that searching needs no stage of the pipeline. All numbers are UTF-16 code units.
 */
export interface TextMap {
  /**
   * What restoring changed, in order, three values for each edit: how far behind the previous edit it begins, how many
   * code units of the published text it replaces (negative: as many, and positions inside run in parallel), and with what.
   */
  readonly edits: readonly (number | string)[];
  /**
   * Where simplifying changed a length, in order, three numbers for each run: how far behind the previous run it begins in
   * the restored text, its length there, and its length in the normalised text.
   */
  readonly runs: readonly number[];
}

/** The maps of a record's title (null where it has none), of its body, and of each attachment (null where it has no text). */
export interface TextMaps {
  readonly title: TextMap | null;
  readonly body: TextMap;
  /** in the order of the record's attachments; absent in maps that were kept before attachments had texts of their own */
  readonly attachments?: readonly (TextMap | null)[];
}
