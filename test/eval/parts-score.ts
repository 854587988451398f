import { loadDictionary } from "../../src/dictionary/load.js";
import { partsOf } from "../../src/parts/parts.js";
import { type GoldText, goldTexts } from "./parts-gold.js";

interface Ratio {
  right: number;
  of: number;
}

/** What a half of the gold comes to. */
export interface PartsReport {
  readonly texts: number;
  /** F1 of spans, and of where parts begin */
  readonly spans: number;
  readonly starts: number;
  /** of the parts whose span is right, or that begin where one of gold begins */
  readonly levels: Ratio;
  readonly ids: Ratio;
  readonly misses: readonly string[];
}

export function scoreParts(half: GoldText["half"]): PartsReport {
  const texts = goldTexts().filter((text) => text.half === half);
  const dictionary = loadDictionary();
  const spans = { right: 0, found: 0, gold: 0 };
  const starts = { right: 0, found: 0, gold: 0 };
  const levels: Ratio = { right: 0, of: 0 };
  const ids: Ratio = { right: 0, of: 0 };
  const misses: string[] = [];
  for (const { name, text, parts } of texts) {
    const found = partsOf(text, dictionary);
    const bySpan = new Map(found.map((part) => [`${part.textStart}-${part.textEnd}`, part]));
    const byStart = new Map(found.map((part) => [part.textStart, part]));
    for (const each of [spans, starts]) {
      each.found += found.length;
      each.gold += parts.length;
    }
    for (const part of parts) {
      const same = byStart.get(part.start);
      const spanned = bySpan.has(`${part.start}-${part.end}`);
      if (spanned) spans.right++;
      if (same) {
        starts.right++;
        levels.of++;
        ids.of++;
        if (same.level === part.level) levels.right++;
        if (same.id === part.id) ids.right++;
      }
      if (same?.id !== part.id || !spanned) {
        const line = text.slice(part.start).split("\n", 1)[0];
        misses.push(`${name}: ${part.id} ${same?.id ?? "none"}${spanned ? "" : " span"} ${line}`);
      }
    }
  }
  return { texts: texts.length, spans: f1(spans), starts: f1(starts), levels, ids, misses };
}

function f1({ right, found, gold }: { right: number; found: number; gold: number }): number {
  return (2 * right) / Math.max(found + gold, 1);
}
