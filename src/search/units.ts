/**
 * Splits a normalised text into units: what a phrase is made of, in documents and in queries alike. A unit is one Han
 * character (astral ones included) or a whole run of Latin letters and digits with its inner points, case and width
 * folded, without the separators of thousands (3,000 is 3000). Commas, stops, colons, and the ends of lines and cells are a
 * `breakUnit`, one for however many stand together, so that no phrase reaches over them. Every other character is ignored, so
 * 鲁政办字[2019]53号 and 鲁政办字〔2019〕53号 are the same units.
 */

/** Stands for what parts a text: no character of a word, and kept whole by every tokenizer. */
export const breakUnit = "\u241f";

/** A run longer than this is known by its beginning: search servers cut longer tokens, each in its own way. */
const longestUnit = 128;
/** How much of a run is folded: more than enough for the longest unit, whatever its marks compose to. */
const foldedPart = 1024;

const run =
  /(?:\p{Nd}{1,3}(?:[,，]\p{Nd}{3}){1,8}(?![\p{Nd},，]))?(?:[\p{Script=Latin}\p{Nd}][\p{Script=Latin}\p{Nd}\p{M}]*)?(?:[.．][\p{Script=Latin}\p{Nd}][\p{Script=Latin}\p{Nd}\p{M}]*)*/uy;
const wordStart = /[\p{Script=Latin}\p{Nd}]/uy;
const han = /\p{Script=Han}/uy;
const breaking = /[\n\r\t、，。；：！？,;:!?｡､]/;

/**
 * Calls `visit` with each unit and its span in `text` (UTF-16 offsets), in order, until it returns false. Linear in the text.
 */
export function eachUnit(text: string, visit: (unit: string, start: number, end: number) => unknown): void {
  let at = 0;
  let parted = true; // nothing to part before the first unit
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if ((code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf)) {
      if (visit(text.charAt(at), at, at + 1) === false) return;
      at += 1;
      parted = false;
      continue;
    }
    const end = unitEnd(text, at, code);
    if (end > at) {
      if (visit(fold(text.slice(at, end)), at, end) === false) return;
      at = end;
      parted = false;
      continue;
    }
    if (!parted && breaking.test(text.charAt(at))) {
      parted = true;
      if (visit(breakUnit, at, at + 1) === false) return;
    }
    at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }
}

/** The units of a normalised text, in order. */
export function units(text: string): string[] {
  const found: string[] = [];
  eachUnit(text, (unit) => found.push(unit));
  return found;
}

/** A text as a phrase to look for: its units without breaks at its ends. Breaks within must be there too, whichever they are. */
export function phraseOf(text: string): string[] {
  const phrase = units(text);
  if (phrase.at(-1) === breakUnit) phrase.pop();
  return phrase;
}

/** Where the unit that begins at `at` ends; `at` itself where none begins. */
function unitEnd(text: string, at: number, code: number): number {
  if (code < 0x80 && !isAsciiWord(code)) return at;
  wordStart.lastIndex = at;
  if (wordStart.test(text)) {
    run.lastIndex = at;
    return run.test(text) ? run.lastIndex : at;
  }
  han.lastIndex = at;
  return code >= 0x2e80 && han.test(text) ? han.lastIndex : at;
}

function isAsciiWord(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

function fold(unit: string): string {
  const folded = unit.slice(0, foldedPart).normalize("NFKC").toLowerCase().replaceAll(",", "");
  return folded.length <= longestUnit ? folded : folded.slice(0, longestUnit).replace(/[\ud800-\udbff]$/, "");
}
