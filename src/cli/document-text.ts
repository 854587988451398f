import type { Entity, EntityOf, EntityType } from "../model/entity.js";
import type { Document } from "../model/record.js";
import { measureRows, outlineRows } from "./outline.js";
import { shorten, table } from "./output.js";

/** What is the same in a document and in a record that is held. */
export type Shown = Omit<Document, "schema">;

/** A document for reading on a terminal: its facts, its entities by type, its text. */
export function documentText(document: Shown): string {
  const facts: [string, string | null | undefined][] = [
    ["title", document.title],
    ["published", document.publishedAt],
    ["publisher", document.publisher],
    ["author", document.author],
    ["editor", document.editor],
    ["issuers", document.issuers.join("、")],
    ["numbers", document.documentNumbers.join("、")],
    ["kind", document.kind],
    ["jurisdiction", document.jurisdiction && `${document.jurisdiction.name} ${document.jurisdiction.code}`],
    ["charset", `${document.charset.name} (${document.charset.evidence})`],
    ["script", document.script],
    ["url", document.url],
    ["id", document.id],
  ];
  const lines = facts.flatMap(([name, value]) => (value ? [[name, value]] : []));
  const types = [...new Set(document.entities.map(({ type }) => type))];
  const entities = types.map((type) => [type, listed(document, type)]);
  const listings: [string, string[][]][] = [
    ["dates", dateRows(document)],
    ["parts", outlineRows(document)],
    ["measures", measureRows(document)],
    ["attachments", attachmentRows(document)],
  ];
  const shown = listings.flatMap(([name, rows]) => (rows.length > 0 ? [`${name}\n${table(rows)}`] : []));
  return [table(lines), table(entities), ...shown, document.text].join("\n\n");
}

/** A row for each date of the document, with the words or the source that state it. */
function dateRows({ dates, original }: Shown): string[][] {
  return dates.map(({ field, value, from, start, end }) => [
    field,
    value,
    start === undefined || end === undefined ? from : `${from}: ${shorten(original.slice(start, end), firstLine)}`,
  ]);
}

/** Columns that the first line of an attachment takes. */
const firstLine = 60;

/** A row for each attachment: its name, its type, how long its text is and how that begins. */
export function attachmentRows({ attachments }: Pick<Document, "attachments">): string[][] {
  return attachments.map(({ name, type, text }) => {
    const first = text?.split("\n", 100).find((line) => line.trim() !== "") ?? "";
    return [
      shorten(name, firstLine),
      type ?? "",
      text === undefined ? "no text" : `${text.length} characters`,
      shorten(first.trim(), firstLine),
    ];
  });
}

/** The distinct values of one type, in order of their first mention, as said and as understood. */
export function listed(document: Pick<Document, "entities">, type: EntityType): string {
  const values = document.entities.flatMap((entity) => (entity.type === type ? [valueText(entity)] : []));
  return [...new Set(values)].join("、");
}

/** An entity as said, with its value where the words do not show it. */
function valueText(entity: Entity): string {
  switch (entity.type) {
    case "place":
      return entity.anaphor ? `${entity.text}→${entity.name}` : `${entity.text}${entity.code ? ` ${entity.code}` : ""}`;
    case "date":
      return `${entity.text} (${entity.from ?? "…"}${entity.to === entity.from ? "" : `–${entity.to ?? "…"}`})`;
    case "money":
      return `${entity.text} (${bounds(entity)} ${entity.currency})`;
    case "enterpriseCount":
      return `${entity.text} (${bounds(entity)}${entity.subject ? ` ${entity.subject}` : ""})`;
    default:
      return entity.text;
  }
}

function bounds({ min, max }: EntityOf<"money"> | EntityOf<"enterpriseCount">): string {
  const number = (value: number) => value.toLocaleString("en-US", { maximumFractionDigits: 6 });
  if (min !== null && min === max) return number(min);
  if (max === null) return `≥ ${number(min ?? 0)}`;
  return min === null ? `≤ ${number(max)}` : `${number(min)}–${number(max)}`;
}
