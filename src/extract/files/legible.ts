import { type CharacterCosts, costOf } from "../../text/decode/cost.js";

// enough of a text to judge it by, and how much of it is looked at
const fewest = 30;
const looked = 20_000;
// share of characters that no text is written in
const nonsense = 0.3;
// share of letters of scripts that Chinese documents are not written in, and of how many scripts
const foreign = 0.3;
const manyScripts = 4;
// bits per Han character: running text takes 8 to 11, lists of names 13, characters drawn at random 20
const strangeHan = 15.5;

// share of one character among the Han of a text: the commonest, 的, is 4 %
const mostOfOne = 0.3;

const noCharacter = /[\p{Co}\p{Cn}\p{Cc}\ufffd]/u;
const blank = /\s/;
const han = /\p{Script=Han}/u;
const familiar = /[A-Za-z\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Hangul}]/u;
const letter = /[\p{L}\p{M}]/u;
const blockSize = 7;

/**
 * Why a text is none, though its file has one: a font of a PDF may say nothing, or the wrong thing, about which character a
 * shape is (its ToUnicode table). Such a text has characters of no script, of a dozen scripts, or Han that no one writes.
 * @returns null for a text that can be read
 */
export function illegible(text: string, costs: CharacterCosts): string | null {
  const counts = { all: 0, nonsense: 0, letters: 0, foreign: 0 };
  const blocks = new Set<number>();
  let drawn = "";
  for (const character of text.slice(0, looked)) {
    if (blank.test(character)) continue;
    counts.all++;
    if (noCharacter.test(character)) counts.nonsense++;
    else if (han.test(character)) drawn += character;
    else if (letter.test(character) && !familiar.test(character)) {
      counts.foreign++;
      blocks.add((character.codePointAt(0) ?? 0) >> blockSize);
    }
    if (letter.test(character)) counts.letters++;
  }
  if (counts.all < fewest) return null;
  if (counts.nonsense > nonsense * counts.all) return "its fonts name no character for most of their shapes";
  if (counts.foreign > foreign * counts.letters && blocks.size >= manyScripts)
    return "its fonts name letters of many scripts for their shapes";
  const units = drawn.length;
  if (units >= fewest && largestShare(drawn) > mostOfOne) return "its fonts name one character for many shapes";
  if (units >= fewest && costOf(drawn, costs) / units > strangeHan) return "its fonts name the wrong characters for their shapes";
  return null;
}

function largestShare(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return Math.max(...counts.values()) / text.length;
}
