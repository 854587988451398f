import type { Span } from "../../text/offset-map.js";
import type { Token } from "../../text/segment.js";
import { japaneseAt } from "./foreign.js";
import { isNoName } from "./name-form.js";
import { freeName, type Person, type PersonContext, personOf } from "./person-context.js";
import { behindPost } from "./posts.js";
import { acts, speaks } from "./right-context.js";

/** Persons that no post shows: words that the segmenter takes for names, where they speak, act or cannot but be names. */
export function findTagged(context: PersonContext): Person[] {
  const persons: Person[] = [];
  for (const token of context.doc.tokens) {
    const { start, tag } = token;
    const end = token.end - (isGlued(context, token) ? 1 : 0);
    if (end - start < 2 || end - start > 4) continue;
    const speaker = japaneseSpeaker(context, start);
    if (speaker) persons.push(speaker);
    const person = canBeTagged(context, tag, start) ? taggedName(context, { start, end }) : null;
    if (person) persons.push(person);
  }
  return [...persons, ...openingNames(context)];
}

/** What opens a clause: a mark, a line, the beginning. */
const OPENING = /[\s，。；、：:“「（(]/;

/**
 * Names that the segmenter cut up, where they open a clause or stand right behind a body, and speak, act or end the item:
 * 朱|冬青|连任会长, 科顺股份|陈|伟忠、.
 */
function openingNames(context: PersonContext): Person[] {
  const { doc, names, bodies } = context;
  const { text } = doc;
  const persons: Person[] = [];
  for (const { start, end, tag } of doc.tokens) {
    // 许多|人说: a word of the language opens no name
    if (end - start > 1 && tag !== "nr" && tag !== "nrfg" && tag !== "x") continue;
    const behindBody = bodies.has(start);
    if (!names.surnames.has(text[start] as string) || (!behindBody && !OPENING.test(text[start - 1] ?? "\n"))) continue;
    // 民进党|籍|林俊宪
    if (names.posts.before.before(text, start + 1)) continue;
    const name = freeName(context, start, "weak");
    if (!name || name.end - start < 3) continue;
    const shown = speaks(text, name.end, names.contexts) || acts(text, name.end, names.contexts);
    if (shown || (behindBody && /[、，。]/.test(text[name.end] ?? ""))) {
      const person = personOf(context, name, "opening");
      if (person) persons.push(person);
    }
  }
  return persons;
}

/** A Japanese name that speaks, in a word that the segmenter may have cut short. */
function japaneseSpeaker(context: PersonContext, start: number): Person | null {
  const { doc, names, taken } = context;
  if (taken.has(start) || !names.japanese.at(doc.text, start)) return null;
  const found = japaneseAt(doc, start, names, (at) => speaks(doc.text, at, names.contexts));
  return found && found.end - start > 2 ? personOf(context, found, "japanese") : null;
}

/** Whether the segmenter takes a segment for a name, or does not know it, and it begins with a surname. */
function canBeTagged({ doc, names }: PersonContext, tag: string, start: number): boolean {
  return (tag === "nr" || tag === "nrfg" || tag === "x") && names.surnames.has(doc.text[start] as string);
}

function taggedName(context: PersonContext, span: Span): Person | null {
  const { doc, names } = context;
  const { text } = doc;
  const { start, end } = span;
  const speaking = speaks(text, end, names.contexts);
  if (!speaking && !isPlainName(context, span)) return null;
  if (speaking && end - start === 2 && /\p{Script=Han}/u.test(text[start - 1] ?? "")) return null;
  const name = freeName(context, start, "tagged");
  return name?.end === end ? personOf(context, name, speaking ? "speaks" : "plain") : null;
}

/** 陈安丽|作: an unknown word of four whose last character begins the next. */
function isGlued({ doc, names }: PersonContext, { tag, word, end }: Token): boolean {
  const { next, verbs } = names.forms.glued;
  return tag === "x" && word.length === 4 && (next.has(word[3] as string) || verbs.at(doc.text, end - 1) !== null);
}

/** A surname and two characters of given names, with nothing beside it that makes a place or a firm of it. */
function isPlainName({ doc, names }: PersonContext, { start, end }: Span): boolean {
  const { text } = doc;
  const word = text.slice(start, end);
  const surname = names.surnames.has(word.slice(0, 2)) && word.length === 4 ? 2 : 1;
  const given = word.slice(surname);
  if (given.length !== 2) return false;
  for (const character of given) if (!names.given.has(character)) return false;
  // 宣传|周: a word of the language and one character more
  if (names.notGiven.has(given) || names.notGiven.has(word.slice(0, 2)) || isNoName(word, names.forms)) return false;
  if (names.contexts.placeBehind.at(text, end)) return false;
  // (共青团枝江市委 王瑾玺): who wrote it
  if (/[)）]/.test(text[end] ?? "") && text[start - 1] === " ") return true;
  return acts(text, end, names.contexts) || behindPost(text, end, names) !== null;
}
