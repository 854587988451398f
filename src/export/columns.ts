import type { Entity } from "../model/entity.js";
import type { StoredRecord } from "../model/record.js";
import type { FoundEntity, FoundMeasure } from "./findings.js";

export type Cell = string | number | boolean | null;

/** A column of an export: what formats, codebook and readers know of it. */
export interface Column<Row> {
  readonly name: string;
  /** `json`: a list or object as JSON in a text */
  readonly type: "string" | "integer" | "number" | "json";
  readonly description: string;
  value(row: Row): Cell | undefined;
}

/** A column, with its parts in order. */
export const column = <Row>(
  name: string,
  type: Column<Row>["type"],
  description: string,
  value: (row: Row) => Cell | undefined,
): Column<Row> => ({
  name,
  type,
  description,
  value,
});

const json = (value: unknown) => JSON.stringify(value);

/** A row for each record. */
export const recordColumns: readonly Column<StoredRecord>[] = [
  column("id", "string", "id of the record", ({ id }) => id),
  column("revision", "integer", "which revision of the document", ({ revision }) => revision),
  column("title", "string", "title, normalised: repaired and Simplified", ({ title }) => title),
  column("titleOriginal", "string", "title as published", ({ titleOriginal }) => titleOriginal),
  column("kind", "string", "kind of document", ({ kind }) => kind),
  column("issuers", "json", "every issuing body", ({ issuers }) => json(issuers)),
  column("issuerLevel", "string", "level of the first issuing body", ({ issuerLevel }) => issuerLevel),
  column("documentNumber", "string", "the first number that the document bears", ({ documentNumber }) => documentNumber),
  column("documentNumbers", "json", "every number that it bears", ({ documentNumbers }) => json(documentNumbers)),
  column("jurisdictionCode", "string", "GB/T 2260 code of the place that it belongs to", ({ jurisdiction }) => jurisdiction?.code),
  column("jurisdictionName", "string", "name of that place", ({ jurisdiction }) => jurisdiction?.name),
  column("publishedAt", "string", "date or date-time of publication", ({ publishedAt }) => publishedAt),
  column("signedAt", "string", "date of the signature", ({ signedAt }) => signedAt),
  column("effectiveFrom", "string", "date from which it holds", ({ effectiveFrom }) => effectiveFrom),
  column("effectiveTo", "string", "date until which it holds", ({ effectiveTo }) => effectiveTo),
  column("deadline", "string", "date until which something is to be done", ({ deadline }) => deadline),
  column("status", "json", "words of its status, such as repealed, revised or on trial, with their offsets", ({ status }) => json(status)),
  column("cites", "json", "cited documents with their relation", ({ cites }) => json(cites)),
  column("keywords", "json", "weighted terms", ({ keywords }) => json(keywords)),
  column("publisher", "string", "who put it online", ({ publisher }) => publisher),
  column("author", "string", "author named by the page", ({ author }) => author),
  column("source", "string", "id of the source", ({ source }) => source?.id),
  column("url", "string", "address as asked", ({ url }) => url),
  column("canonicalUrl", "string", "address after redirects, in canonical form", ({ canonicalUrl }) => canonicalUrl),
  column("originalUrl", "string", "address of the first publication", ({ originalUrl }) => originalUrl),
  column("fetchedAt", "string", "when the bytes were fetched", ({ fetchedAt }) => fetchedAt),
  column("script", "string", "script of the published text: hans, hant or mixed", ({ script }) => script),
  column("charset", "string", "charset of the page", ({ charset }) => charset.name),
  column("cluster", "string", "the repost cluster", ({ cluster }) => cluster),
  column("fingerprint", "string", "64-bit simhash", ({ fingerprint }) => fingerprint),
  column("generation", "integer", "generation of the code that made the record", ({ pipeline }) => pipeline.generation),
  column("text", "string", "the body, normalised: repaired and Simplified", ({ text }) => text),
  column("original", "string", "the body as published", ({ original }) => original),
];

/** What every finding says of where it stands. */
const placed = <Row extends FoundEntity | FoundMeasure>(
  span: (row: Row) => { quote: string; start: number; end: number; text: string },
) => [
  column<Row>("record", "string", "id of the record", ({ record }) => record.id),
  column<Row>("revision", "integer", "which revision of the document", ({ record }) => record.revision),
  column<Row>("documentTitle", "string", "title of the document", ({ record }) => record.title),
  column<Row>("documentNumber", "string", "number of the document", ({ record }) => record.number),
  column<Row>("documentDate", "string", "date of publication", ({ record }) => record.date),
  column<Row>("quote", "string", "the words as published", (row) => span(row).quote),
  column<Row>("start", "integer", "offset in the published text, in UTF-16 code units", (row) => span(row).start),
  column<Row>("end", "integer", "offset behind it", (row) => span(row).end),
  column<Row>("text", "string", "the words, normalised", (row) => span(row).text),
  column<Row>("sentence", "string", "the sentence that they stand in, as published", ({ sentence }) => sentence.text),
  column<Row>("permalink", "string", "address of the revision and of the characters in it", ({ permalink }) => permalink),
];

const of = <Name extends string>(entity: Entity, name: Name): Cell | undefined => {
  const value = (entity as unknown as Record<string, unknown>)[name];
  return value === undefined || (typeof value === "object" && value !== null) ? undefined : (value as Cell);
};

/** A row for each entity. */
export const entityColumns: readonly Column<FoundEntity>[] = [
  ...placed<FoundEntity>(({ entity }) => entity),
  column("type", "string", "type of the entity", ({ entity }) => entity.type),
  column("in", "string", "body or title", ({ entity }) => entity.in),
  column("attachment", "integer", "place of the attachment that it stands in; empty for the document's own text", (row) => row.attachment),
  column(
    "name",
    "string",
    "its canonical name, where its type has one",
    ({ entity }) => of(entity, "canonical") ?? of(entity, "title") ?? of(entity, "name"),
  ),
  column("code", "string", "GB/T 2260 code of a place", ({ entity }) => of(entity, "code")),
  column("value", "number", "the number said", ({ entity }) => (entity.type === "contact" ? undefined : of(entity, "value"))),
  column("min", "number", "least value, inclusive; empty is open", ({ entity }) => of(entity, "min")),
  column("max", "number", "greatest value, inclusive; empty is open", ({ entity }) => of(entity, "max")),
  column(
    "unit",
    "string",
    "currency, unit or counter",
    ({ entity }) => of(entity, "currency") ?? of(entity, "unit") ?? of(entity, "counter"),
  ),
  column("from", "string", "first day of a date", ({ entity }) => of(entity, "from")),
  column("to", "string", "last day of a date", ({ entity }) => of(entity, "to")),
  column("rule", "string", "the rule that found it", ({ entity }) => entity.rule),
  column("details", "json", "the whole entity", ({ entity }) => json(entity)),
];

/** A row for each measure. */
export const measureColumns: readonly Column<FoundMeasure>[] = [
  ...placed<FoundMeasure>(({ measure }) => measure),
  column("part", "string", "id of the part that states it", ({ measure }) => measure.part),
  column("instrument", "string", "what kind of measure it is", ({ measure }) => measure.instrument),
  column("min", "number", "least amount of the first sum", ({ measure }) => measure.amounts[0]?.min),
  column("max", "number", "greatest amount of the first sum", ({ measure }) => measure.amounts[0]?.max),
  column("currency", "string", "currency of the first sum", ({ measure }) => measure.amounts[0]?.currency),
  column("rateMin", "number", "least rate, percent", ({ measure }) => measure.rate?.min),
  column("rateMax", "number", "greatest rate, percent", ({ measure }) => measure.rate?.max),
  column("beneficiary", "string", "who receives", ({ measure }) => measure.beneficiary?.text),
  column("subject", "string", "who is obliged", ({ measure }) => measure.subject?.text),
  column("condition", "string", "on which condition", ({ measure }) => measure.condition?.text),
  column("deadline", "string", "until when", ({ measure }) => measure.deadline?.value ?? measure.deadline?.text),
  column("details", "json", "the whole measure", ({ measure }) => json(measure)),
];
