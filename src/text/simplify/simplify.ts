import type { Script } from "../../model/record.js";
import { identityMap, type MappedText, runsOf } from "../offset-map.js";
import type { ScriptConverter, Standard } from "./converter.js";
import { type Direction, detectScript, type ParagraphScript } from "./direction.js";
import { notSimplified } from "./marks.js";
import { convert, convertString, outputFor, textOf, unitsOf } from "./matcher.js";

export interface Simplified extends MappedText {
  /** how it was published */
  readonly script: Script;
  /** what paragraphs without evidence were taken for: the fallback of texts that belong to this one, such as its title */
  readonly direction: Direction;
  /** spans in what was given */
  readonly paragraphs: readonly ParagraphScript[];
}

/**
 * Simplifies characters and variants, never vocabulary. Each paragraph goes its own way: Simplified ones stay as they are but
 * for Traditional characters that stray into them; Traditional ones are converted by the standard they are written in.
 * @param fallback what a text is taken for that holds no character of one script alone
 */
export function simplify(text: string, converter: ScriptConverter, fallback: Direction = "hans"): Simplified {
  const { script, direction, paragraphs } = detectScript(text, converter, fallback);
  const untouched = { text, map: identityMap(text.length), script, direction, paragraphs };
  const { marks, matchers } = converter;
  if (paragraphs.every((paragraph) => paragraph.direction === "hans") && !hasStray(text, marks)) return untouched;
  const units = unitsOf(text);
  const output = outputFor(text.length);
  for (const { start, end, direction: way } of paragraphs) {
    // a converter by single characters writes 著 for 着 as Taiwan does
    convert(matchers[way === "converted" ? "tw" : way], units, start, end, output);
  }
  const map = { runs: runsOf(output.runs), sourceLength: text.length, targetLength: output.length };
  return { ...untouched, text: textOf(output), map };
}

/** Only the text of `simplify`: for facts, queries and the comparison of lines. */
export function simplifyString(text: string, converter: ScriptConverter, fallback: Direction = "hans"): string {
  return simplify(text, converter, fallback).text;
}

function hasStray(text: string, marks: Uint8Array): boolean {
  for (let i = 0; i < text.length; i++) if (((marks[text.charCodeAt(i)] as number) & notSimplified) !== 0) return true;
  return false;
}

/** A text converted by one standard as a whole, whatever it looks like. */
export function simplifyAs(text: string, standard: Standard, { matchers }: ScriptConverter): string {
  return convertString(matchers[standard], text);
}

/** A text simplified character by character, whatever stands beside them: how words are looked up in either script. */
export function simplifyCharacters(text: string, { matchers }: ScriptConverter): string {
  const { single } = matchers.t;
  let result = "";
  for (let i = 0; i < text.length; i++) result += String.fromCharCode(single[text.charCodeAt(i)] ?? text.charCodeAt(i));
  return result;
}
