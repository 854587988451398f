import { expect } from "vitest";
import { type Document, documentSchema, type Part } from "../../src/model/record.js";

/** The laws that hold for every document of every corpus. */
export function expectLaws(document: Document): void {
  documentSchema.parse(document);
  expectTexts(document);
  for (const { original, text, entities, repairs, parts } of document.attachments) {
    if (original === undefined || text === undefined || !entities || !repairs || !parts) continue;
    expect(entities.every((entity) => entity.in === "body")).toBe(true);
    if (parts.length > 0) expectCovered(parts, original.length, text.length);
    expectTexts({ original, text, entities, repairs, title: null, titleOriginal: null });
  }
  for (const { start, end } of [...document.cites, ...document.status]) {
    expect(start).toBeLessThan(end);
    expect(end).toBeLessThanOrEqual(document.original.length);
  }
}

type Texts = Pick<Document, "title" | "titleOriginal" | "text" | "original" | "entities" | "repairs">;

/** What holds for the texts of a document and for those of each of its attachments. */
function expectTexts(texts: Texts): void {
  for (const entity of texts.entities) {
    const [published, normal] = entity.in === "title" ? [texts.titleOriginal, texts.title] : [texts.original, texts.text];
    expect(published?.slice(entity.start, entity.end), `${entity.type} ${entity.rule}`).toBe(entity.quote);
    expect(normal?.slice(entity.textStart, entity.textEnd), `${entity.type} ${entity.rule}`).toBe(entity.text);
    expect(entity.quote).not.toBe("");
  }
  for (const repair of texts.repairs) {
    expect((repair.in === "title" ? texts.titleOriginal : texts.original)?.slice(repair.start, repair.end)).toBe(repair.from);
  }
  expectOrder(texts);
}

/** The parts at the top follow one another and cover the text, as published and as normalised. */
function expectCovered(parts: readonly Part[], original: number, text: number): void {
  const top = parts.filter(({ parent }) => parent === null);
  expect(top.map(({ start }) => start)).toEqual([0, ...top.slice(0, -1).map(({ end }) => end)]);
  expect(top.map(({ textStart }) => textStart)).toEqual([0, ...top.slice(0, -1).map(({ textEnd }) => textEnd)]);
  expect(top.at(-1)).toMatchObject({ end: original, textEnd: text });
}

/** The title's entities first, then by start; those of one type never overlap. */
function expectOrder({ entities }: Texts): void {
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
