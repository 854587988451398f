import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Words that sentences are made of, written for this purpose; those of `test/entities/borders.json` are others. */
export const words = JSON.parse(readFileSync(join(import.meta.dirname, "words.json"), "utf8")) as {
  readonly companies: {
    readonly own: readonly string[];
    readonly trades: readonly string[];
    readonly ends: readonly string[];
    readonly contexts: readonly string[];
    readonly none: readonly string[];
  };
  readonly persons: {
    readonly given: readonly string[];
    /** what stands behind a name */
    readonly right: readonly string[];
    readonly contexts: readonly string[];
    readonly none: readonly string[];
  };
};

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function pick<T>(items: readonly T[], random: () => number): T {
  return items[Math.floor(random() * items.length)] as T;
}

/** A context with names in the places of its marks, and where each name stands. */
export function filled(context: string, name: () => string): { text: string; names: { start: number; end: number }[] } {
  const names: { start: number; end: number }[] = [];
  const text = context.split("#").reduce((before, behind, i) => {
    if (i === 0) return behind;
    const written = name();
    names.push({ start: before.length, end: before.length + written.length });
    return before + written + behind;
  }, "");
  return { text, names };
}
