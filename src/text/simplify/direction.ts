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

/** Share of the telling characters under which the other script is no more than a quotation or a name. */
const trace = 0.1;

const telling = traditionalOnly | simplifiedOnly | tellsOpencc | tellsTaiwan | tellsHongKong | tellsConverter | tellsOriginal;

/**
 * In which script a text is written, as a whole and by paragraph. Only characters that one script alone has count.
 * @param fallback what a text without any such character is taken for: the direction of the document that it belongs to
 */
export function detectScript(text: string, { marks }: ScriptConverter, fallback: Direction = "hans"): DetectedScript {
  // one pass that counts how often each combination of bits occurs; paragraphs are differences of two running sums
  const counts = new Uint32Array(0x100);
  const bounds: number[] = []; // end of a paragraph, Traditional and Simplified characters up to it
  let traditional = 0;
  let simplified = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const mark = marks[unit] as number;
    if ((mark & telling) !== 0) {
      counts[mark] = (counts[mark] as number) + 1;
      traditional += mark & traditionalOnly;
      simplified += (mark & simplifiedOnly) >> 1;
    } else if (unit === 0x0a) bounds.push(i + 1, traditional, simplified);
  }
  if (bounds.at(-3) !== text.length) bounds.push(text.length, traditional, simplified);
  const sum = traditional + simplified;
  const share = sum === 0 ? Number(fallback !== "hans") : traditional / sum;
  const script: Script = share <= trace ? "hans" : share >= 1 - trace ? "hant" : "mixed";
  const standard = traditional === 0 ? fallback : standardOf(counts);
  const direction = share > 0.5 ? standard : "hans";
  return { script, direction, paragraphs: paragraphsOf(bounds, standard, direction) };
}

/** Each paragraph by its own evidence; neighbours of one direction become one span. */
function paragraphsOf(bounds: readonly number[], standard: Direction, fallback: Direction): ParagraphScript[] {
  const paragraphs: ParagraphScript[] = [];
  let [start, end, traditional, simplified] = [0, 0, 0, 0];
  let current: Direction | null = null;
  for (let i = 0; i < bounds.length; i += 3) {
    const [t, s] = [bounds[i + 1] as number, bounds[i + 2] as number];
    const more = t - traditional - (s - simplified);
    const direction = more === 0 ? fallback : more > 0 ? standard : "hans";
    if (current !== null && direction !== current) {
      paragraphs.push({ start, end, direction: current });
      start = end;
    }
    [current, end, traditional, simplified] = [direction, bounds[i] as number, t, s];
  }
  if (current !== null) paragraphs.push({ start, end, direction: current });
  return paragraphs;
}

/** The standard of a Traditional text by the variants it writes; Taiwan's where nothing tells, for it alone reads 著 as 着. */
function standardOf(counts: Uint32Array): Direction {
  const sum = (bit: number) => counts.reduce((total, count, mark) => (mark & bit ? total + count : total), 0);
  const [t, tw, hk] = [sum(tellsOpencc), sum(tellsTaiwan), sum(tellsHongKong)];
  if (hk > tw && hk > t) return "hk";
  if (t > tw) return "t";
  return sum(tellsConverter) > sum(tellsOriginal) ? "converted" : "tw";
}
