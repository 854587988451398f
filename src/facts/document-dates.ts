import type { Context } from "../entities/annotator.js";
import type { Doc } from "../entities/doc.js";
import type { Mention } from "../model/entity.js";
import type { DateEvidence } from "../model/record.js";
import type { Span } from "../text/offset-map.js";
import { deadlineOf } from "./deadline.js";
import { isoOf } from "./iso-date.js";
import { type Term, termOf } from "./term.js";

/** The dates that a document gives of itself, and their evidence; spans are in the normalised body. */
export interface DocumentDates {
  readonly signedAt: string | null;
  readonly effectiveFrom: string | null;
  readonly effectiveTo: string | null;
  readonly deadline: string | null;
  readonly dates: readonly DateEvidence[];
  /** fields for which text and metadata table say different days */
  readonly conflicts: readonly { readonly field: DateEvidence["field"]; readonly text: string; readonly table: string }[];
}

/**
 * When the document was signed, from when until when it is in force, and the deadline that it sets: from its text, else from
 * its metadata table.
 */
export function documentDatesOf(body: Doc, mentions: readonly Mention[], context: Pick<Context, "facts" | "signedAt">): DocumentDates {
  const { facts, signedAt } = context;
  const dated = mentions.filter((mention): mention is Mention<"date"> => mention.type === "date");
  const term: Term = termOf(body, dated, signedAt);
  const dates: DateEvidence[] = [];
  const conflicts: { field: DateEvidence["field"]; text: string; table: string }[] = [];
  const take = (field: DateEvidence["field"], stated: (Partial<Span> & { value: string }) | null, table: string | null): string | null => {
    if (stated !== null) {
      dates.push({ field, ...stated, from: "text" });
      if (table !== null && table !== stated.value) conflicts.push({ field, text: stated.value, table });
      return stated.value;
    }
    if (table !== null) dates.push({ field, value: table, from: "table" });
    return table;
  };
  return {
    signedAt: take("signedAt", signedIn(dated, signedAt, isoOf(facts.成文日期)), isoOf(facts.成文日期)),
    effectiveFrom: take("effectiveFrom", term.from, isoOf(facts.实施日期)),
    effectiveTo: take("effectiveTo", term.to, isoOf(facts.废止日期)),
    deadline: take("deadline", deadlineOf(body, dated), null),
    dates,
    conflicts,
  };
}

/** The date of the signature, and where it stands; null where only the metadata table says when the document was signed. */
function signedIn(
  dates: readonly Mention<"date">[],
  signedAt: string | null,
  tabled: string | null,
): (Partial<Span> & { value: string }) | null {
  if (signedAt === null) return null;
  const signed = dates.find(({ role, from }) => role === "signed" && from === signedAt);
  if (signed !== undefined) return { value: signedAt, start: signed.start, end: signed.end };
  return signedAt === tabled ? null : { value: signedAt };
}
