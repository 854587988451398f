import { loadDictionary } from "../../src/dictionary/load.js";
import { partAt, type TextPart } from "../../src/parts/part.js";
import { partsOf } from "../../src/parts/parts.js";
import { provisionAt, referencesIn } from "../../src/parts/references.js";
import { type GoldText, goldTexts } from "./parts-gold.js";

/** Of so many, so many right. */
interface Ratio {
  right: number;
  of: number;
}

interface Found extends Ratio {
  found: number;
}

/** What a half of the gold comes to. */
export interface PartsReport {
  readonly texts: number;
  /** parts whose span is one of gold, and parts that begin where one of gold does */
  readonly spans: Found;
  readonly starts: Found;
  /** of the parts that begin where one of gold does */
  readonly levels: Ratio;
  readonly ids: Ratio;
  /** references of gold that are found with the right part */
  readonly references: Ratio;
  /** references that are given a part which gold does not give them */
  readonly wrong: number;
  readonly provisions: Ratio;
  readonly misses: string[];
}

/** Scores the tree, the references and the provisions of one half of the gold. */
export function scoreParts(half: GoldText["half"]): PartsReport {
  const texts = goldTexts().filter((text) => text.half === half);
  const report: PartsReport = {
    texts: texts.length,
    spans: { right: 0, of: 0, found: 0 },
    starts: { right: 0, of: 0, found: 0 },
    levels: { right: 0, of: 0 },
    ids: { right: 0, of: 0 },
    references: { right: 0, of: 0 },
    wrong: 0,
    provisions: { right: 0, of: 0 },
    misses: [],
  };
  for (const text of texts) {
    const parts = partsOf(text.text, loadDictionary());
    scoreTree(text, parts, report);
    scoreReferences(text, parts, report);
  }
  return report;
}

function count(ratio: Ratio, right: boolean): void {
  ratio.of++;
  if (right) ratio.right++;
}

function scoreTree(
  { name, text, parts: gold }: GoldText,
  found: readonly TextPart[],
  { spans, starts, levels, ids, misses }: PartsReport,
): void {
  const bySpan = new Set(found.map(({ textStart, textEnd }) => `${textStart}-${textEnd}`));
  const byStart = new Map(found.map((part) => [part.textStart, part]));
  spans.found += found.length;
  starts.found += found.length;
  for (const part of gold) {
    const same = byStart.get(part.start);
    const spanned = bySpan.has(`${part.start}-${part.end}`);
    count(spans, spanned);
    count(starts, same !== undefined);
    if (same) {
      count(levels, same.level === part.level);
      count(ids, same.id === part.id);
    }
    const line = text.slice(part.start).split("\n", 1)[0];
    if (same?.id !== part.id || !spanned)
      misses.push(`${name}: ${part.id}, found ${same?.id ?? "none"}${spanned ? "" : ", another span"}: ${line}`);
  }
}

function scoreReferences(gold: GoldText, parts: readonly TextPart[], report: PartsReport): void {
  const { name, text } = gold;
  const dictionary = loadDictionary();
  const key = (within: string | undefined, quote: string, part: string | undefined) => `${within} ${quote} ${part}`;
  const found = referencesIn(text, parts, dictionary).filter(({ part }) => part !== undefined);
  const keys = new Set(found.map(({ start, end, part }) => key(partAt(parts, start)?.id, text.slice(start, end), part)));
  const expected = new Set(gold.references.map((reference) => key(reference.in, reference.quote, reference.part)));
  for (const each of expected) {
    count(report.references, keys.has(each));
    if (!keys.has(each)) report.misses.push(`${name}: reference missed: ${each}`);
  }
  for (const each of keys) {
    if (expected.has(each)) continue;
    report.misses.push(`${name}: no reference of gold: ${each}`);
    (report as { wrong: number }).wrong++;
  }
  for (const { title, provision } of gold.provisions) {
    const at = text.indexOf(`《${title}》${provision}`);
    const read = at < 0 ? "" : provisionAt(text, at + title.length + 2, dictionary);
    count(report.provisions, read === provision);
    if (read !== provision) report.misses.push(`${name}: provision ${provision}, read ${read}`);
  }
}

/** F1 of what was found against what gold holds. */
function f1({ right, of, found }: Found): number {
  return (2 * right) / Math.max(of + found, 1);
}

/** What floors hold of a report: shares, cut to four digits. */
export function measuredParts({ spans, starts, levels, ids, references, wrong, provisions }: PartsReport): Record<string, number> {
  const share = ({ right, of }: Ratio) => right / Math.max(of, 1);
  const values = {
    "part spans": f1(spans),
    "part starts": f1(starts),
    "part levels": share(levels),
    "part ids": share(ids),
    references: share(references),
    "references not wrong": 1 - wrong / Math.max(references.of, 1),
    provisions: share(provisions),
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Math.floor(value * 10_000) / 10_000]));
}
