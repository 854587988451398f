import toTraditional from "opencc-js/dict/STCharacters";
import { big5, gbk, type PairTable } from "../double-byte.js";
import type { Entry } from "./matcher.js";

/** Bits that say in which way of writing a character occurs. */
export const traditionalOnly = 1;
export const simplifiedOnly = 2;
export const tellsOpencc = 4;
export const tellsTaiwan = 8;
export const tellsHongKong = 16;
export const tellsConverter = 32;
export const tellsOriginal = 128;

/** A Han character that Simplified text is not written with: not in GB 2312, or in it and Traditional all the same. */
export const notSimplified = 64;

/** Unified and compatibility ideographs, and the surrogates of those beyond the first plane. */
const han = [
  [0x3400, 0x9fff],
  [0xd800, 0xdfff],
  [0xf900, 0xfaff],
] as const;

/** Characters that only one standard of Traditional writes so. A converter by single characters leaves what Simplified had merged;
 * those who write Traditional themselves keep the two apart. */
const distinctive: readonly (readonly [number, string])[] = [
  [tellsOpencc, "爲衆羣峯啓麪喫牀裏着"],
  [tellsTaiwan, "裡著汙"],
  [tellsHongKong, "衞説鋭閲綫鈎敍裏着"],
  [tellsConverter, "于并划么"],
  [tellsOriginal, "於並劃麼"],
];

/**
 * Bits of each code unit. GB 2312 holds what Simplified text is written with, Big5 what Traditional text is written with.
 * @param characters OpenCC's Traditional characters and their Simplified forms
 * @param variants characters of Taiwan's or Hong Kong's standard, which Simplified shares some of: 税, 温
 * @param own characters of GB 2312 that are Traditional all the same, and others that are not
 */
export function buildMarks(
  characters: readonly Entry[],
  variants: readonly Entry[],
  own: { readonly strays: string; readonly names: string },
): Uint8Array {
  const marks = new Uint8Array(0x10000);
  const simplified = repertoire(gbk, gb2312);
  for (const name of own.names) simplified.add(name);
  for (const stray of own.strays) simplified.delete(stray);
  const traditional = repertoire(big5, plainBig5);
  for (const [variant] of variants) traditional.add(variant);
  const add = (character: string, bit: number) => {
    const unit = character.charCodeAt(0);
    marks[unit] = (marks[unit] as number) | bit;
  };
  // 苧 is a Traditional character (苎), and the Simplified form of another one (薴)
  const written = new Set(characters.flatMap(([from, to]) => (from === to ? [] : [to])));
  for (const [from, to] of characters)
    if (from.length === 1 && from !== to && !simplified.has(from) && !written.has(from)) add(from, traditionalOnly);
  for (const row of toTraditional.split("|")) {
    const from = row.slice(0, row.indexOf(" "));
    if (from.length === 1 && !traditional.has(from)) add(from, simplifiedOnly);
  }
  for (const [first, last] of han) {
    for (let unit = first; unit <= last; unit++)
      if (!simplified.has(String.fromCharCode(unit))) marks[unit] = (marks[unit] as number) | notSimplified;
  }
  for (const [bit, written] of distinctive) for (const character of written) add(character, bit);
  return marks;
}

/** The rows of Han in GB 2312 and in Big5 without what others added to it: first code, last code, first trail. */
const gb2312 = [[0xb0a1, 0xf7fe, 0xa1]] as const;
const plainBig5 = [
  [0xa440, 0xc67e, 0x40],
  [0xc940, 0xf9fe, 0x40],
] as const;

function repertoire(table: PairTable, areas: readonly (readonly [first: number, last: number, firstTrail: number])[]): Set<string> {
  const chars = new Set<string>();
  for (const [first, last, firstTrail] of areas)
    for (let code = first; code <= last; code++) if ((code & 0xff) >= firstTrail) chars.add(table.charOf(code >> 8, code & 0xff));
  return chars;
}
