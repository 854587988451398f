import type { Weights } from "../../dictionary/derived/border-weights.js";
import type { Names } from "../../dictionary/persons/names.js";
import type { Token } from "../../text/segment.js";
import { bordersOf, tokenAt } from "../borders.js";
import type { Doc } from "../doc.js";
import { type Candidate, likeliest } from "../weigh.js";
import { CONJUNCTION, HAN, isNoName } from "./name-form.js";
import { behindPost, type NameEvidence } from "./posts.js";
import { followsName } from "./right-context.js";

/** Up to this a surname is so rare that what reads as a word is one. */
const rareSurname = 9;
/** From this class on a character is often met in given names. */
const LIKELY_GIVEN = 8;
const OFTEN_LAST = 10;

/**
 * Where the Chinese name ends that begins at an offset behind a post or in a list: behind one or two characters of a given name,
 * weighed by how often names have them, by how the segmenter cuts and by what stands behind; null where no name is likelier.
 */
export function nameEnd(doc: Doc, start: number, names: Names, evidence: NameEvidence, weights: Weights): number | null {
  const ends = possibleEnds(doc, start, names, evidence);
  return ends.length === 0 ? null : likeliest([noEnd(doc, start, names, evidence), ...ends], weights);
}

/** The offsets at which the name may end, and none of them, with what speaks for each. */
export function nameEnds(doc: Doc, start: number, names: Names, evidence: NameEvidence): Candidate[] {
  return [noEnd(doc, start, names, evidence), ...possibleEnds(doc, start, names, evidence)];
}

function noEnd(doc: Doc, start: number, names: Names, evidence: NameEvidence): Candidate {
  return { at: null, features: noneFeatures(doc, start, names, evidence) };
}

function possibleEnds(doc: Doc, start: number, names: Names, evidence: NameEvidence): Candidate[] {
  const { text } = doc;
  const { surnames } = names.characters;
  const isSurname = (word: string): boolean => names.surnames.has(word) || surnames.has(word);
  const candidates: Candidate[] = [];
  const single = isSurname(text[start] ?? "");
  const double = isSurname(text.slice(start, start + 2)) && start + 2 <= text.length;
  if (!(single || double) || isTitled(text, start, names) || isLed(doc, start, names)) return candidates;
  // a married name: 林郑月娥
  const married = single && names.surnames.has(text[start + 1] ?? "");
  for (const [surname, given, kind] of [
    [1, 1, "1"],
    [1, 2, "1"],
    [2, 1, "2"],
    [2, 2, double ? "2" : "married"],
  ] as const) {
    if (surname === 1 ? !single : kind === "married" ? !married : !double) continue;
    const end = start + surname + given;
    const name = text.slice(start, end);
    if (end > text.length || !HAN.test(name) || !isPossible(name, surname, names)) continue;
    if (isWordBefore(doc, start, end, given, names)) continue;
    candidates.push({
      at: end,
      features: [`kind:${kind}:${given}`, `kind:${kind}:${given}:${evidence}`, ...endFeatures(doc, start, surname, end, names)],
    });
  }
  const longer = candidates.at(-1)?.at ?? 0;
  return candidates.filter(({ at }) => at === null || at !== longer - 1 || !leavesOne(doc, at, names));
}

/** 李育|家、: whether one character that given names often have would be left to the mark behind a name. */
function leavesOne({ text }: Doc, at: number, { characters, contexts }: Names): boolean {
  if (!/[、，；。,;]/.test(text[at + 1] ?? " ") || (characters.given.get(text[at] as string) ?? 0) < OFTEN_LAST) return false;
  return !followsName(text, at, contexts);
}

/** 司长|和|陈|局长, 申请人|向|非户籍地: a conjunction or preposition, where what stands behind shows no name of such a surname. */
function isWordBefore(doc: Doc, start: number, end: number, given: number, names: Names): boolean {
  const { text } = doc;
  if (CONJUNCTION.test(text.slice(start, end)) && behindPost(text, end, names)) return true;
  if (followsName(text, end, names.contexts)) return false;
  return (tokenAt(doc, start)?.tag === "p" && given === 1) || isPhrase(doc, start, end, names);
}

/** 居民|可|优先, 医生|应|通过, 市民|新|诉求: words of the language whose first character is a rare surname as well. */
function isPhrase(doc: Doc, start: number, end: number, { characters }: Names): boolean {
  if ((characters.surnames.get(doc.text[start] ?? "") ?? 0) > rareSurname) return false;
  const first = tokenAt(doc, start);
  if (first === undefined || first.start !== start || /^n/.test(first.tag)) return false;
  const second = tokenAt(doc, start + 1);
  return (first.end === end && first.tag !== "x") || (first.end === start + 1 && second !== undefined && !/^(?:nr|x)/.test(second.tag));
}

/** 曾|于|去年, 于|年结记者会, 花|一天: a word, ahead of a preposition or a time. */
function isLed(doc: Doc, start: number, names: Names): boolean {
  const { forms } = names;
  const { text } = doc;
  const token = tokenAt(doc, start);
  return (
    (text[start + 1] === "于" && !isGeneration(doc, start + 1, names)) ||
    (token?.end === start + 1 && !/^n/.test(token.tag) && forms.times.at(text, start + 1) !== null)
  );
}

/** 黄|于珊|表示: whether 于 is the first character of a given name, since what follows is no place and no time. */
function isGeneration(doc: Doc, at: number, { characters, forms }: Names): boolean {
  const next = doc.text[at + 1] ?? "";
  if ((characters.given.get(next) ?? 0) < LIKELY_GIVEN || forms.times.at(doc.text, at + 1) !== null) return false;
  const token = tokenAt(doc, at + 1);
  return token?.end === at + 2 && (token.start === at + 1 || token.tag === "x") && !/^(?:ns|j|p|f|m|t|v)$/.test(token.tag);
}

/** 潘|老师, 李|先生: a title of two characters right behind the surname. */
function isTitled(text: string, start: number, { forms }: Names): boolean {
  return (forms.notNames.ends.at(text, start + 1)?.word.length ?? 0) > 1;
}

/** 李先生, 王某: a title or a word that no given name holds. */
function isPossible(name: string, surname: number, { forms }: Names): boolean {
  if (isNoName(name, forms)) return false;
  for (const character of name.slice(surname)) if (forms.notGiven.anywhere.has(character)) return false;
  return true;
}

function noneFeatures(doc: Doc, start: number, names: Names, evidence: NameEvidence): string[] {
  const token = tokenAt(doc, start);
  if (!token) return ["none"];
  const border = token.start === start;
  const first = doc.text[start] as string;
  const word = doc.text.slice(start, token.end);
  return [
    "none",
    `none:${evidence}`,
    `none:tag:${border ? "" : "in:"}${tagOf(doc, token)}:${Math.min(word.length, 5)}`,
    `none:surname:${names.characters.surnames.get(first) ?? "rare"}`,
    `none:char:${first}`,
    `none:word:${word.slice(0, 4)}`,
    `none:behind:${/\p{Script=Han}/u.test(doc.text[start - 1] ?? "\n") ? "han" : "mark"}`,
  ];
}

function endFeatures(doc: Doc, start: number, surname: number, end: number, names: Names): string[] {
  const { text } = doc;
  const given = text.slice(start + surname, end);
  const last = text[end - 1] as string;
  const features = [
    ...[...given].map((character, i) => `given:${given.length}${i}:${names.characters.given.get(character) ?? "rare"}`),
    `surname:${names.characters.surnames.get(text.slice(start, start + surname)) ?? "rare"}`,
    `last:char:${last}`,
    ...cutFeatures(doc, start, end),
    ...behindFeatures(doc, end, names),
  ];
  if (names.notGiven.has(given)) features.push("word-given");
  if (names.notGiven.has(text.slice(start, start + 2))) features.push("word-surname");
  if (given.length === 2 && names.forms.glued.verbs.at(text, end - 1)) features.push("verb-begins");
  if (names.forms.glued.verbs.at(text, end)) features.push("verb-behind");
  const next = text[end];
  if (next && HAN.test(next)) features.push(`across:char:${last}${next}`);
  return features;
}

/** The segmenter's tag; a name of a place that no list of places has is a person's as likely: 钟南山. */
function tagOf({ dictionary }: Doc, { tag, word }: Token): string {
  return tag === "ns" && !dictionary.places.names.words.has(word) ? "nr" : tag;
}

/** How the segmenter cuts the name. */
function cutFeatures(doc: Doc, start: number, end: number): string[] {
  const first = tokenAt(doc, start);
  const last = tokenAt(doc, end - 1);
  if (!first || !last) return [];
  const begins = first.start === start ? "" : "led:";
  const rest = first.end - end;
  const shape = rest === 0 ? "whole" : rest > 0 ? `over${Math.min(rest, 3)}` : "cut";
  const features = [`seg:${begins}${shape}:${tagOf(doc, first)}`];
  if (rest < 0) {
    const over = last.end - end;
    features.push(
      `tail:${Math.min(end - last.start, 2)}:${over > 0 ? "over" : "end"}:${last.tag}`,
      `pieces:${first.tag}${first.end - start}:${over > 0 ? "over" : "end"}`,
    );
  }
  return features;
}

/** What stands behind the name. */
function behindFeatures(doc: Doc, end: number, names: Names): string[] {
  const { text } = doc;
  if (end >= text.length) return ["next:$"];
  const next = text[end] as string;
  if (!HAN.test(next)) return ["next:mark", `next:${/\s/.test(next) ? "space" : /\d/.test(next) ? "digit" : next}`];
  const features = [`next:char:${next}`];
  // 邹多|为|、
  if (!HAN.test(text[end + 1] ?? "\n")) features.push(`next:single:char:${next}`);
  if (HAN.test(text.slice(end, end + 2))) features.push(`next:word:char:${text.slice(end, end + 2)}`);
  const token = tokenAt(doc, end);
  if (bordersOf(doc)[end] === 1 && token) features.push(`next:tag:${token.tag}:${Math.min(token.end - token.start, 4)}`);
  else features.push(`next:in:${token?.tag}`);
  if (followsName(text, end, names.contexts)) features.push("follows");
  if (behindPost(text, end, names)) features.push("post");
  return features;
}
