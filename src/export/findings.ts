import type { Entity } from "../model/entity.js";
import type { Measure } from "../model/measure.js";
import type { StoredRecord } from "../model/record.js";
import { sentenceAround } from "../search/sentence.js";

/** Where a finding stands: enough of its record to cite it by, its sentence, and an address that stays. */
export interface Context {
  readonly record: {
    readonly id: string;
    readonly revision: number;
    readonly title: string | null;
    readonly issuer: string | null;
    readonly number: string | null;
    readonly date: string | null;
    readonly url: string | null;
  };
  /** place among the record's attachments of the one that it stands in; null for the document's own text */
  readonly attachment: number | null;
  /** the sentence as published, with its offsets in the published text */
  readonly sentence: { readonly text: string; readonly start: number; readonly end: number };
  /** leads to the revision that was read, and in it to the characters (RFC 5147) */
  readonly permalink: string;
}

export type FoundEntity = Context & { readonly entity: Entity };
export type FoundMeasure = Context & { readonly measure: Measure };

/** The entities of a record and of its attachments that fit, in order. */
export function entitiesOf(record: StoredRecord, fits: (entity: Entity) => boolean): FoundEntity[] {
  const own = record.entities.filter(fits).map((entity) => {
    const text = entity.in === "title" ? (record.titleOriginal ?? "") : record.original;
    return { ...contextOf(record, text, entity, null), entity };
  });
  const attached = record.attachments.flatMap(({ entities = [], original, text }, attachment) =>
    entities.filter(fits).map((entity) => ({ ...contextOf(record, original ?? text ?? "", entity, attachment), entity })),
  );
  return [...own, ...attached];
}

/** The measures of a record that fit, in order. */
export function measuresOf(record: StoredRecord, fits: (measure: Measure) => boolean): FoundMeasure[] {
  return record.measures.filter(fits).map((measure) => ({ ...contextOf(record, record.original, measure, null), measure }));
}

function contextOf(record: StoredRecord, text: string, span: { start: number; end: number }, attachment: number | null): Context {
  const { start, end } = sentenceAround(text, span);
  return {
    record: citationOf(record),
    attachment,
    sentence: { text: text.slice(start, end), start, end },
    permalink: permalink(record, attachment === null ? span : undefined),
  };
}

export function citationOf(record: StoredRecord): Context["record"] {
  const { id, revision, title, issuer, documentNumber: number, publishedAt: date, url } = record;
  return { id, revision, title, issuer, number, date, url };
}

/** The address of a revision's published text, and of a span in it. */
export function permalink({ id, revision }: Pick<StoredRecord, "id" | "revision">, span?: { start: number; end: number }): string {
  const text = `/v1/records/${id}?revision=${revision}&format=txt&text=published`;
  return span === undefined ? text : `${text}#char=${span.start},${span.end}`;
}
