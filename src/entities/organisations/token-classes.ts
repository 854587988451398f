import type { Agencies } from "../../dictionary/organisations/agencies.js";
import type { NameForms } from "../../dictionary/organisations/name-forms.js";
import type { Token } from "../../text/segment.js";
import { tokenIndexAt } from "../borders.js";
import type { Doc } from "../doc.js";
import { LETTER } from "./levels.js";

const OPEN = /^(?:n|nr|ns|nt|nz|nrt|nrfg|ng|vn|an|b|j|l|i|eng|x|s|a|q|zg|g)$/;
const MANY_IN_BRACKETS = /各[\p{Script=Han}、]{1,8}[(（][\p{Script=Han}、]{1,10}[)）]$/u;
/** A level as a segment of its own. */
export const LEVEL_WORD = /^(?:[省市县区州镇乡]|自治区|全省|全市|特区)$/;
const ENDS_WITH_LEVEL = new RegExp(`^.${LETTER}$`);
export const HAN = /^\p{Script=Han}/u;

/** The segment that ends at an offset, or the part of one that the offset cuts. */
export function tokenBefore(doc: Doc, offset: number): Token | null {
  const token = doc.tokens[tokenIndexAt(doc, offset - 1)];
  if (!token || token.end === offset) return token ?? null;
  return { ...token, word: token.word.slice(0, offset - token.start), end: offset };
}

/** Whether a segment is the one-character name of a country (俄|外交部), and not the end of a date (4月1|日|国务院). */
export function isCountry({ text }: Doc, { word, start }: Token, { countries }: NameForms): boolean {
  const behind = text[start - 1] ?? "";
  return countries.letters.has(word) && !/\d/.test(behind) && !countries.notBehind.has(behind);
}

/** 由|省…: whether the segmenter glued a preposition to the level. */
export function isGluedLevel(word: string, { leads }: NameForms): boolean {
  return ENDS_WITH_LEVEL.test(word) && leads.level.has(word[0] as string);
}

/** Whether what ends at an offset says that many follow: 各县（市、区）|财政局. */
export function manyAhead({ text }: Doc, offset: number): boolean {
  return /[)）]/.test(text[offset - 1] ?? "") && MANY_IN_BRACKETS.test(text.slice(Math.max(0, offset - 24), offset));
}

/** Whether a word says that the name behind it means many bodies, or one that was named before: 各, 该, 贵. */
export function isMany(word: string, { many }: NameForms): boolean {
  return many.starts.at(word, 0) !== null && many.not.at(word, 0) === null;
}

/** Whether a word makes a group of the name behind it, or none at all. */
export function isGeneric(word: string, { generic, forms }: Agencies): boolean {
  return generic.has(word) || isMany(word, forms);
}

/** Whether a segment can stand inside the name of a body. */
export function inside({ tag, word }: Token, { verbs }: Agencies): boolean {
  if (!HAN.test(word)) return /^(?=.*[A-Za-z])[A-Za-z0-9·]+$/.test(word);
  // 应用工程|与|技术中心: a preposition to the segmenter
  if (tag === "c" || (tag === "p" && word === "与")) return word === "和" || word === "与";
  if (tag === "m" || tag === "mq") return /^(?:第|港澳)/.test(word);
  return OPEN.test(tag) || verbs.has(word);
}

/** Words that a company's own name can begin with: what the dictionary does not know, proper names, Latin. */
export function isName(token: Token | null): boolean {
  return token !== null && token.word.length > 1 && /^(?:x|nz|nr|nrt|ns|nt|eng|nrfg)$/.test(token.tag);
}
