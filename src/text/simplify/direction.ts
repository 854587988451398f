import type { Script } from "../../model/record.js";
import type { ScriptConverter, Standard } from "./converter.js";
import { simplifiedOnly, tellsConverter, tellsHongKong, tellsOpencc, tellsOriginal, tellsTaiwan, traditionalOnly } from "./marks.js";

/** `hans`, a standard of Traditional, or `converted`: what a converter by single characters made of Simplified text (后 于 系). */
export type Direction = "hans" | Standard | "converted";

/** How paragraphs that follow each other are written, with their span in the source. */
export interface ParagraphScript {
  readonly start: number;
  /** behind its newline */
  readonly end: number;
  readonly direction: Direction;
}

export interface DetectedScript {
  readonly script: Script;
  /** what paragraphs without evidence of their own are taken for */
  readonly direction: Direction;
  readonly paragraphs: readonly ParagraphScript[];
}

/** Share of the distinctive characters under which the other script is no more than a quotation or a name. */
const trace = 0.1;

/**
 * In which script a text is written, as a whole and by paragraph. Only characters that one script alone has count.
 * @param fallback what a text without any such character is taken for: the direction of the document that it belongs to
 */
export function detectScript(text: string, { marks }: ScriptConverter, fallback: Direction = "hans"): DetectedScript {
  /** how often each combination of bits occurs */
  const counts = new Uint32Array(0x100);
  for (let i = 0; i < text.length; i++) {
    const mark = marks[text.charCodeAt(i)] as number;
    counts[mark] = (counts[mark] as number) + 1;
  }
  const sums = sumsOf(counts);
  const traditional = sums(traditionalOnly);
  const simplified = sums(simplifiedOnly);
  const sum = traditional + simplified;
  const share = sum === 0 ? Number(fallback !== "hans") : traditional / sum;
  const script: Script = share <= trace ? "hans" : share >= 1 - trace ? "hant" : "mixed";
  const standard = traditional === 0 ? fallback : standardOf(simplified === 0 ? sums : sumsOf(countTraditional(text, marks)));
  const direction = share > 0.5 ? standard : "hans";
  if (traditional === 0) return { script, direction, paragraphs: [{ start: 0, end: text.length, direction }] };
  return { script, direction, paragraphs: paragraphsOf(text, marks, standard, direction) };
}

/** The same counts over Traditional paragraphs alone: what Simplified ones write (着) says nothing of a standard. */
function countTraditional(text: string, marks: Uint8Array): Uint32Array {
  const counts = new Uint32Array(0x100);
  let start = 0;
  let lead = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const mark = marks[unit] as number;
    if ((mark & (traditionalOnly | simplifiedOnly)) !== 0) lead += mark & traditionalOnly ? 1 : -1;
    if (unit !== 0x0a && i + 1 < text.length) continue;
    for (let at = start; lead > 0 && at <= i; at++) {
      const own = marks[text.charCodeAt(at)] as number;
      counts[own] = (counts[own] as number) + 1;
    }
    start = i + 1;
    lead = 0;
  }
  return counts;
}

/** Each paragraph by its own evidence; neighbours of one direction become one span. */
function paragraphsOf(text: string, marks: Uint8Array, standard: Direction, fallback: Direction): ParagraphScript[] {
  const paragraphs: ParagraphScript[] = [];
  let current: Direction | null = null;
  let start = 0;
  let end = 0;
  let lead = 0; // Traditional less Simplified characters of the paragraph
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const mark = marks[unit] as number;
    if ((mark & (traditionalOnly | simplifiedOnly)) !== 0) lead += mark & traditionalOnly ? 1 : -1;
    if (unit !== 0x0a && i + 1 < text.length) continue;
    const direction: Direction = lead === 0 ? fallback : lead > 0 ? standard : "hans";
    if (current !== null && direction !== current) {
      paragraphs.push({ start, end, direction: current });
      start = end;
    }
    current = direction;
    end = i + 1;
    lead = 0;
  }
  if (current !== null) paragraphs.push({ start, end, direction: current });
  return paragraphs;
}

/** How many of the characters counted by their marks have a bit, for each of the bits. */
function sumsOf(counts: Uint32Array): (bit: number) => number {
  const sums = [0, 0, 0, 0, 0, 0, 0, 0];
  // most combinations never occur
  for (let mark = 1; mark < counts.length; mark++) {
    const count = counts[mark] as number;
    if (count > 0) for (let i = 0; i < sums.length; i++) if ((mark & (1 << i)) !== 0) sums[i] = (sums[i] as number) + count;
  }
  return (bit) => sums[31 - Math.clz32(bit)] as number;
}

/** The standard of a Traditional text by the variants it writes; Taiwan's where nothing decides, for it alone reads 著 as 着. */
function standardOf(sums: (bit: number) => number): Direction {
  const [t, tw, hk] = [sums(tellsOpencc), sums(tellsTaiwan), sums(tellsHongKong)];
  if (hk > tw && hk > t) return "hk";
  if (t > tw) return "t";
  return sums(tellsConverter) > sums(tellsOriginal) ? "converted" : "tw";
}
