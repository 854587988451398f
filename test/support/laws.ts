import { expect } from "vitest";
import { type Document, documentSchema } from "../../src/model/record.js";

/** The laws that hold for every document of every corpus. */
export function expectLaws(document: Document): void {
  documentSchema.parse(document);
  for (const entity of document.entities) {
    const [published, normal] = entity.in === "title" ? [document.titleOriginal, document.title] : [document.original, document.text];
    expect(published?.slice(entity.start, entity.end), `${entity.type} ${entity.rule}`).toBe(entity.quote);
    expect(normal?.slice(entity.textStart, entity.textEnd), `${entity.type} ${entity.rule}`).toBe(entity.text);
    expect(entity.quote).not.toBe("");
    expectSpans(entity, published, normal);
  }
  for (const repair of document.repairs) {
    expect((repair.in === "title" ? document.titleOriginal : document.original)?.slice(repair.start, repair.end)).toBe(repair.from);
  }
  for (const { start, end } of [...document.cites, ...document.status]) {
    expect(start).toBeLessThan(end);
    expect(end).toBeLessThanOrEqual(document.original.length);
  }
  for (const { field, value, start, end } of document.dates) {
    expect(value).toBe(document[field]);
    if (start !== undefined && end !== undefined) expect(document.original.slice(start, end)).not.toBe("");
  }
  for (const measure of document.measures) expectSpans(measure, document.original, document.text);
  expectOrder(document);
}

/** Every span with a quote, however deep it lies in an entity or a measure, quotes what stands there. */
function expectSpans(value: unknown, published: string | null, normal: string | null): void {
  if (typeof value !== "object" || value === null) return;
  for (const inner of Object.values(value)) expectSpans(inner, published, normal);
  const { quote, start, end, text, textStart, textEnd } = value as Record<string, unknown>;
  if (typeof quote !== "string") return;
  expect(published?.slice(start as number, end as number)).toBe(quote);
  if (textStart !== undefined) expect(normal?.slice(textStart as number, textEnd as number)).toBe(text);
}

/** The title's entities first, then by start; those of one type never overlap. */
function expectOrder({ entities }: Document): void {
  const last = new Map<string, number>();
  let before = { in: "title", start: 0 };
  for (const entity of entities) {
    if (entity.in !== before.in) {
      expect(entity.in).toBe("body");
      last.clear();
    } else expect(entity.start).toBeGreaterThanOrEqual(before.start);
    expect(entity.textStart, `two of type ${entity.type} overlap at ${entity.text}`).toBeGreaterThanOrEqual(last.get(entity.type) ?? 0);
    last.set(entity.type, entity.textEnd);
    before = entity;
  }
}
