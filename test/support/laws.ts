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
  expectOrder(document);
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
