import { type Relation, relationSchema } from "./enums.js";
import type { Cite, StoredRecord } from "./record.js";

/** A record as an earlier version may have written it: fields that were added since are not there. */
type EarlierRecord = Partial<Omit<StoredRecord, "cites">> & {
  readonly cites?: readonly (Omit<Cite, "relation"> & { readonly relation: string })[];
};

/**
 * A record in today's form, whichever version wrote it: what was added since is empty, or said by what was there. `reextract`
 * reads the fields themselves from the kept page.
 */
export function inTodaysForm(given: StoredRecord): StoredRecord {
  const record: EarlierRecord = given;
  if (record.parts !== undefined && record.measures !== undefined && record.dates !== undefined) return given;
  const { issuer = null, documentNumber = null, cites = [] } = record;
  return {
    ...given,
    issuers: record.issuers ?? (issuer === null ? [] : [issuer]),
    issuerLevel: record.issuerLevel ?? null,
    documentNumbers: record.documentNumbers ?? (documentNumber === null ? [] : [documentNumber]),
    dates: record.dates ?? [],
    parts: record.parts ?? [],
    measures: record.measures ?? [],
    cites: cites.map((cite) => ({ ...cite, relation: relationOf(cite.relation) })),
  };
}

/** Relations had Chinese names once. */
function relationOf(relation: string): Relation {
  return relationSchema.options.find((known) => known === relation) ?? "refers";
}
