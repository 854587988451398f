import type { Agencies } from "../../dictionary/organisations/agencies.js";
import type { Token } from "../../text/segment.js";
import { tokenIndexAt } from "../borders.js";
import type { Doc } from "../doc.js";

const OPEN = /^(?:n|nr|ns|nt|nz|nrt|nrfg|ng|vn|an|b|j|l|i|eng|x|s|a|q|zg|g)$/;
const COUNTRY = /^[俄美英法德日韩印澳加乌朝伊]$/;
/** What says that a name means many bodies, or one that was named before. */
export const MANY = /^(?:[各该]|贵(?![州阳港池溪定德南])|诸(?![暨城葛]))/;
const MANY_IN_BRACKETS = /各[\p{Script=Han}、]{1,8}[(（][\p{Script=Han}、]{1,10}[)）]$/u;
export const LEVEL = /^(?:[省市县区州镇乡]|自治区|全省|全市|特区)$/;
/** 由|省…: the segmenter glued a preposition to the level. */
export const GLUED = /^[由在对向与和经把被让请给从据][省市县区州]$/;
export const HAN = /^\p{Script=Han}/u;

/** The segment that ends at an offset, or the part of one that the offset cuts. */
export function tokenBefore(doc: Doc, offset: number): Token | null {
  const token = doc.tokens[tokenIndexAt(doc, offset - 1)];
  if (!token || token.end === offset) return token ?? null;
  return { ...token, word: token.word.slice(0, offset - token.start), end: offset };
}

/** Whether a segment is the one-character name of a country (俄|外交部), and not the end of a date (4月1|日|国务院). */
export function isCountry({ text }: Doc, { word, start }: Token): boolean {
  return COUNTRY.test(word) && !/[\d一二三四五六七八九十今昨当近同次每]/.test(text[start - 1] ?? "");
}

/** Whether what ends at an offset says that many follow: 各县（市、区）|财政局. */
export function manyAhead({ text }: Doc, offset: number): boolean {
  return /[)）]/.test(text[offset - 1] ?? "") && MANY_IN_BRACKETS.test(text.slice(Math.max(0, offset - 24), offset));
}

/** Whether a word makes a group of the name behind it, or none at all. */
export function isGeneric(word: string, { generic }: Agencies): boolean {
  return generic.has(word) || MANY.test(word);
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
