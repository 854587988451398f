import type { Script } from "../../model/record.js";
import { identityMap, type OffsetMap } from "../offset-map.js";
import { type ScriptConverter, traditionalOnly } from "./converter.js";
import { detectScript, type ParagraphScript } from "./direction.js";
import { longestMatch, type Matcher, unitsOf } from "./matcher.js";

export interface Simplified {
  readonly text: string;
  /** from `text` to what was given */
  readonly map: OffsetMap;
  /** how it was published */
  readonly script: Script;
  /** spans in what was given */
  readonly paragraphs: readonly ParagraphScript[];
}

/**
 * Simplifies characters and variants, never vocabulary. Each paragraph goes its own way: Simplified ones stay as they are but
 * for Traditional characters that stray into them; Traditional ones are converted by the standard they are written in.
 */
export function simplify(text: string, converter: ScriptConverter): Simplified {
  const { script, paragraphs } = detectScript(text, converter);
  if (!hasTraditional(text, paragraphs, converter)) return { text, map: identityMap(text.length), script, paragraphs };
  const output = new Output(text.length);
  const units = unitsOf(text);
  for (const { start, end, direction } of paragraphs) {
    if (direction === "hans") convertStrays(units, start, end, converter, output);
    else {
      if (direction !== "t") convertVariants(units, start, end, converter.variants[direction]);
      convert(units, start, end, converter.toSimplified, output);
    }
  }
  return { text: output.text(), map: output.map(text.length), script, paragraphs };
}

/** Only the text of `simplify`: for facts, queries and the comparison of lines. */
export function simplifyString(text: string, converter: ScriptConverter): string {
  return simplify(text, converter).text;
}

function hasTraditional(text: string, paragraphs: readonly ParagraphScript[], { kinds }: ScriptConverter): boolean {
  if (paragraphs.some(({ direction }) => direction !== "hans")) return true;
  for (let i = 0; i < text.length; i++) if (kinds[text.charCodeAt(i)] === traditionalOnly) return true;
  return false;
}

/** Converted text in the making, with the runs of the offset map. */
class Output {
  private units: Uint16Array;
  private length = 0;
  private readonly runs: number[] = [];

  constructor(size: number) {
    this.units = new Uint16Array(size + 64);
  }

  put(unit: number): void {
    if (this.length === this.units.length) this.grow(1);
    this.units[this.length++] = unit;
  }

  /** Puts what stands for source units `start` to `end`. */
  replace(start: number, end: number, value: Uint16Array): void {
    if (value.length !== end - start) this.runs.push(start, end, this.length, this.length + value.length);
    if (this.length + value.length > this.units.length) this.grow(value.length);
    this.units.set(value, this.length);
    this.length += value.length;
  }

  private grow(need: number): void {
    const larger = new Uint16Array((this.units.length + need) * 2);
    larger.set(this.units);
    this.units = larger;
  }

  text(): string {
    return Buffer.from(this.units.buffer, 0, this.length * 2).toString("utf16le");
  }

  map(sourceLength: number): OffsetMap {
    return { runs: Int32Array.from(this.runs), sourceLength, targetLength: this.length };
  }
}

/** Writes the standard's variants as OpenCC's Traditional, in place: lengths never change. */
function convertVariants(units: Uint16Array, start: number, end: number, matcher: Matcher): void {
  for (let i = start; i < end; i++) {
    const unit = units[i] as number;
    if (matcher.begins[unit] === 1) {
      const match = longestMatch(matcher, units, i, end);
      if (match) {
        units.set(match.value, i);
        i = match.end - 1;
        continue;
      }
    }
    const variant = matcher.single[unit] as number;
    if (variant !== 0) units[i] = variant;
  }
}

function convert(units: Uint16Array, start: number, end: number, matcher: Matcher, output: Output): void {
  for (let i = start; i < end; i++) {
    const unit = units[i] as number;
    if (matcher.begins[unit] === 1) {
      const match = longestMatch(matcher, units, i, end);
      if (match) {
        output.replace(i, match.end, match.value);
        i = match.end - 1;
        continue;
      }
    }
    const simple = matcher.single[unit] as number;
    output.put(simple === 0 ? unit : simple);
  }
}

/** Converts only matches that hold a character which Simplified text never has. */
function convertStrays(units: Uint16Array, start: number, end: number, { toSimplified, kinds }: ScriptConverter, output: Output): void {
  for (let i = start; i < end; i++) {
    const unit = units[i] as number;
    if (toSimplified.begins[unit] === 1) {
      const match = longestMatch(toSimplified, units, i, end);
      if (match && units.subarray(i, match.end).some((part) => kinds[part] === traditionalOnly)) {
        output.replace(i, match.end, match.value);
        i = match.end - 1;
        continue;
      }
    }
    const simple = kinds[unit] === traditionalOnly ? (toSimplified.single[unit] as number) : 0;
    output.put(simple === 0 ? unit : simple);
  }
}
