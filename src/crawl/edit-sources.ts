import { applyEdits, modify, parse } from "jsonc-parser";
import type * as z from "zod";
import type { sourceSchema } from "./source-schema.js";
import { parseSources } from "./sources.js";

/** An entry as a person writes it. */
export type SourceEntry = z.input<typeof sourceSchema>;

const formattingOptions = { insertSpaces: true, tabSize: 2, eol: "\n" } as const;

/**
 * The text of a `sources.json` with one more entry behind the others; comments and form stay as they are.
 * @param text null where there is no file yet
 * @throws config.invalid where the file or the entry breaks its form, or the id is taken
 */
export function withSource(text: string | null, entry: SourceEntry, file: string): string {
  const before = text ?? '{\n  "sources": []\n}\n';
  if (text !== null) parseSources(text, file);
  const path = Array.isArray(parse(before)) ? [] : ["sources"];
  const edits = modify(before, [...path, -1], entry, { formattingOptions, isArrayInsertion: true });
  const after = applyEdits(before, edits);
  parseSources(after, file);
  return after;
}

/** An id for an address that no other source has: www.gd.gov.cn → gd, then gd-2. */
export function idFor(url: string, taken: ReadonlySet<string>): string {
  const labels = new URL(url).hostname.split(".").filter((label) => !/^(?:www|m|wap|gov|com|org|net|edu|cn|hk|tw|mo)$/.test(label));
  const stem = (labels.join("-") || "source").replace(/[^a-z0-9-]/g, "").slice(0, 50);
  const base = /[a-z]/.test(stem) ? stem.replace(/^-+/, "") : `site-${stem}`;
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(id)) return id;
  }
}
