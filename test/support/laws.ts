import { expect } from "vitest";
import { type Document, documentSchema } from "../../src/model/record.js";
import type { TextPart, TextRow } from "../../src/parts/part.js";

/** The laws that hold for every document of every corpus. */
export function expectLaws(document: Document): void {
  documentSchema.parse(document);
  expectTexts(document);
  for (const { original, text, entities, repairs, parts } of document.attachments) {
    if (original === undefined || text === undefined || !entities || !repairs || !parts) continue;
    expect(entities.every((entity) => entity.in === "body")).toBe(true);
    if (parts.length > 0) expectParts(parts, original, text);
    expectTexts({ original, text, entities, repairs, title: null, titleOriginal: null });
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
  expectParts(document.parts, document.original, document.text);
  for (const { part } of document.cites) if (part !== undefined) expect(document.parts.map(({ id }) => id)).toContain(part);
}

type Texts = Pick<Document, "title" | "titleOriginal" | "text" | "original" | "entities" | "repairs">;

/** What holds for the texts of a document and for those of each of its attachments. */
function expectTexts(texts: Texts): void {
  for (const entity of texts.entities) {
    const [published, normal] = entity.in === "title" ? [texts.titleOriginal, texts.title] : [texts.original, texts.text];
    expect(published?.slice(entity.start, entity.end), `${entity.type} ${entity.rule}`).toBe(entity.quote);
    expect(normal?.slice(entity.textStart, entity.textEnd), `${entity.type} ${entity.rule}`).toBe(entity.text);
    expect(entity.quote).not.toBe("");
    expectSpans(entity, published, normal);
  }
  for (const repair of texts.repairs) {
    expect((repair.in === "title" ? texts.titleOriginal : texts.original)?.slice(repair.start, repair.end)).toBe(repair.from);
  }
  expectOrder(texts);
}

/** A tree of parts over a normalised text, which covers the published text as well. */
function expectParts(parts: Document["parts"], original: string, text: string): void {
  expectTree(text, parts);
  expectTiling(
    original.length,
    parts.map(({ id, parent, start, end }) => ({ id, parent, textStart: start, textEnd: end })),
  );
}

/**
 * The laws of parts: each character lies in the own text of exactly one, parts begin at the beginning of a line, and ids are
 * those of a tree in pre-order.
 */
export function expectTree(
  text: string,
  parts: readonly (Tiled & { readonly rows?: readonly Pick<TextRow, "textStart" | "textEnd">[] | undefined })[],
): void {
  const ids = new Set<string>();
  for (const { id, parent, textStart, rows, textEnd } of parts) {
    expect(ids, `${id} comes twice`).not.toContain(id);
    if (parent !== null) expect(ids, `the parent of ${id} stands before it`).toContain(parent);
    ids.add(id);
    expect(textStart === 0 || text[textStart - 1] === "\n", `${id} begins a line`).toBe(true);
    for (const row of rows ?? []) {
      expect(row.textStart).toBeGreaterThanOrEqual(textStart);
      expect(row.textEnd).toBeLessThanOrEqual(textEnd);
    }
  }
  expectTiling(text.length, parts);
}

type Tiled = Pick<TextPart, "id" | "parent" | "textStart" | "textEnd">;

/** Parts follow one another from the beginning to the end, each parent's own text before its children, which end with it. */
function expectTiling(length: number, parts: readonly Tiled[]): void {
  const open: Tiled[] = [];
  const close = (until: string | null) => {
    while (open.length > 0 && open.at(-1)?.id !== until) {
      const closed = open.pop() as Tiled;
      expect(closed.textEnd, `${closed.id} ends with its last child`).toBe(at);
    }
    expect(open.at(-1)?.id ?? null).toBe(until);
  };
  let at = 0;
  for (const [i, part] of parts.entries()) {
    close(part.parent);
    expect(part.textStart, `${part.id} begins where the text before it ends`).toBe(at);
    const next = parts[i + 1];
    at = next?.parent === part.id ? next.textStart : part.textEnd;
    expect(at, `${part.id} has text of its own`).toBeGreaterThan(part.textStart);
    open.push(part);
  }
  close(null);
  expect(at).toBe(length);
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
