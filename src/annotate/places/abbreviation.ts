import type { Gazetteer, Sense } from "../../dictionary/gazetteer.js";
import type { Mention } from "../../model/entity.js";
import type { Token } from "../../text/segment.js";
import type { View } from "../annotator.js";

/** Countries whose one-character name is heard with 中 or 方: others are words too often (中意, 中西, 新方). */
const WITH_CHINA = new Set("美英法德日俄韩朝印越菲澳泰");
const TOWARDS = new Set("访赴驻对涉援旅");
const GOING = new Set("在来赴进离抵驻返入出留");
const PROVINCES = new Set("京津沪渝粤浙苏鲁豫湘鄂皖闽赣冀晋陕川黔滇琼桂藏疆");

/** 1 for the UTF-16 code units with which a segment that may hold such a name begins. */
const beginnings = new Uint8Array(0x10000);
for (const letter of ["中", ...WITH_CHINA, ...TOWARDS, ...GOING, ...PROVINCES]) beginnings[letter.charCodeAt(0)] = 1;

/**
 * One-character names where their segment shows them for places: 中美, 美方, 访美; 在京, 赴粤, 入鲁. Anything else that is
 * one character long is left alone (沪指, 日前).
 */
export function findAbbreviations(view: View, gazetteer: Gazetteer): Mention<"place">[] {
  const mentions: Mention<"place">[] = [];
  const { tokens } = view;
  for (let i = 0; i < tokens.length; i++) {
    const { word, start, tag } = tokens[i] as Token;
    if (word.length > 3 || beginnings[word.charCodeAt(0)] === 0) continue;
    if (word.length === 1 && PROVINCES.has(word)) {
      const before = tokens[i - 1];
      if (before && GOING.has(before.word) && /^[pv]/.test(before.tag)) put(mentions, gazetteer.provinces.get(word), start);
    }
    if (word.length !== 2 && word.length !== 3) continue;
    const first = word[0] as string;
    if (first !== "中" && !WITH_CHINA.has(first) && !TOWARDS.has(first) && !GOING.has(first)) continue;
    const [second, third] = [word[1] as string, word[2]];
    if (first === "中" && WITH_CHINA.has(second) && (third === undefined || WITH_CHINA.has(third) || third === "俄") && tag !== "t") {
      for (const [i, letter] of [second, third ?? ""].entries()) put(mentions, gazetteer.abbreviations.get(letter), start + 1 + i);
    } else if (third === undefined) {
      if (WITH_CHINA.has(first) && (second === "方" || second === "中")) put(mentions, gazetteer.abbreviations.get(first), start);
      else if (first !== second && WITH_CHINA.has(first) && WITH_CHINA.has(second) && /^(?:j|ns|nz)$/.test(tag)) {
        put(mentions, gazetteer.abbreviations.get(first), start);
        put(mentions, gazetteer.abbreviations.get(second), start + 1);
      } else if (TOWARDS.has(first) && WITH_CHINA.has(second)) put(mentions, gazetteer.abbreviations.get(second), start + 1);
      else if (GOING.has(first) && PROVINCES.has(second)) put(mentions, gazetteer.provinces.get(second), start + 1);
    }
  }
  return mentions;
}

function put(mentions: Mention<"place">[], sense: Sense | undefined, start: number): void {
  if (!sense) return;
  const { code, name, level, path, country } = sense;
  mentions.push({
    type: "place",
    start,
    end: start + 1,
    rule: "place.abbreviation",
    code,
    name,
    level,
    path: path.map((division) => ({ code: division.code, name: division.name })),
    ...(country ? { country } : {}),
  });
}
