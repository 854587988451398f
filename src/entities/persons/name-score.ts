import type { Names } from "../../dictionary/persons/names.js";
import type { Span } from "../../text/offset-map.js";
import type { Token } from "../../text/segment.js";
import { bordersOf, tokenAt } from "../borders.js";
import type { Doc } from "../doc.js";
import { dottedAt, japaneseAt, joinedAt, partedAt, transliteratedAt } from "./foreign.js";
import { nameEnd } from "./name-end.js";
import { CONJUNCTION, HAN, isNoName, NAME_TAG } from "./name-form.js";
import { behindPost, type NameEvidence } from "./posts.js";
import { followsName } from "./right-context.js";

/** How long a native name is at most. */
const LONGEST_NATIVE = 4;
/** The score from which on a name is likely. */
const LEAST = 3;

/**
 * The person's name that begins at an offset, or null: surname and one or two characters, weighed by what the segmenter
 * says and by what stands behind; a foreign name with ·, with its Latin spelling behind, or all in the characters of
 * transliteration.
 */
export function nameAt(doc: Doc, start: number, names: Names, evidence: NameEvidence): Span | null {
  const known = doc.part(namesRead)[evidence];
  let found = known.get(start);
  if (found === undefined) {
    found = readName(doc, start, names, evidence);
    known.set(start, found);
  }
  return found;
}

/** What was read before, by evidence and offset: posts, rows and lists ask for the same names. */
function namesRead(): Readonly<Record<NameEvidence, Map<number, Span | null>>> {
  return { firm: new Map(), weak: new Map(), tagged: new Map() };
}

function readName(doc: Doc, start: number, names: Names, evidence: NameEvidence): Span | null {
  const { text } = doc;
  const foreignStart = names.foreign.has(text[start] ?? "");
  const dotted = foreignStart ? dottedAt(doc, start, names) : null;
  if (dotted) return dotted;
  const joined = evidence === "firm" ? joinedAt(doc, start, names) : null;
  if (joined) return joined;
  const parted = evidence === "tagged" ? null : partedAt(doc, start, names);
  if (parted) return parted;
  const weights = doc.dictionary.borders.person;
  const end = evidence === "tagged" ? taggedAt(doc, start, names) : (nameEnd(doc, start, names, evidence, weights) ?? 0);
  if (evidence !== "tagged") {
    const isEnd = (at: number): boolean => isShown(text, at, names) || /^[vpdtcuxs]/.test(tokenAt(doc, at)?.tag ?? "x");
    const japanese = japaneseAt(doc, start, names, isEnd);
    if (japanese && japanese.end > end) return japanese;
  }
  // 布尔|纳比奇: the characters of a foreign name go on
  if (end > 0 && foreignRun(text, start, names) > LONGEST_NATIVE) return transliteratedAt(doc, start, names, evidence === "firm");
  const foreign = foreignStart ? transliteratedAt(doc, start, names, evidence === "firm") : null;
  if (foreign && foreign.end - start > 3) return foreign;
  return end > 0 ? { start, end } : foreign;
}

/** The end of the likeliest Chinese name that begins at an offset and that the segmenter takes for one; 0 where none is likely. */
function taggedAt(doc: Doc, start: number, names: Names): number {
  const { text } = doc;
  const surname = names.surnames.has(text.slice(start, start + 2)) ? 2 : names.surnames.has(text[start] ?? "") ? 1 : 0;
  if (surname === 0) return 0;
  // a married name: 林郑月娥
  const married = surname === 1 && names.surnames.has(text[start + 1] ?? "");
  let best = 0;
  let most = LEAST - 1;
  for (let form = 0; form < (married ? 3 : 2); form++) {
    const before = form === 2 ? 2 : surname;
    const end = start + before + (form === 1 ? 1 : 2);
    const score = scoreOf(doc, { start, end }, before, names) - (form === 2 ? 1 : 0);
    if (score > most) {
      most = score;
      best = end;
    }
  }
  return best;
}

/** How many characters from an offset on are those of foreign names. */
function foreignRun(text: string, start: number, { foreign }: Names): number {
  let end = start;
  while (end - start <= LONGEST_NATIVE && foreign.has(text[end] ?? "")) end++;
  return end - start;
}

/** Whether what stands behind a name's end shows that it is one. */
function isShown(text: string, end: number, names: Names): boolean {
  return followsName(text, end, names.contexts) || behindPost(text, end, names) !== null;
}

/** How the segmenter cuts a name. */
interface Segmentation {
  /** the segment that holds its first character */
  readonly token: Token;
  /** the segment took the first character of the next word as well: 王晓晖|将 */
  readonly cut: boolean;
  /** the segment is the name, but for what is glued to it */
  readonly exact: boolean;
  /** and it is one that can be a name */
  readonly tagged: boolean;
}

/** How likely a surname and what stands behind it are a name; 0 or less where they are none. */
function scoreOf(doc: Doc, span: Span, surname: number, names: Names): number {
  const { start, end } = span;
  const { text } = doc;
  if (end > text.length || !isWellFormed(text.slice(start, end), surname, names)) return 0;
  if (end - start > 2 && names.forms.glued.verbs.at(text, end - 1)) return 0;
  const segmentation = segmentationOf(doc, span, names);
  if (isLedByPreposition(text, start, segmentation.token, names) || runsOn(doc, span)) return 0;
  if (!segmentation.tagged) return 0;
  return (
    formScore(text.slice(start + surname, end), segmentation) +
    wordScore(doc, span, surname, segmentation) +
    rightScore(doc, end, segmentation, names)
  );
}

/** Whether a text has the form of a name: no given name holds 的, and 李先生 and 钱报 are none. */
function isWellFormed(name: string, surname: number, { forms }: Names): boolean {
  const given = name.slice(surname);
  const { anywhere, last } = forms.notGiven;
  if (!HAN.test(name) || name[1] === "于" || last.has(name.at(-1) as string) || isNoName(name, forms)) return false;
  for (const character of given) if (anywhere.has(character)) return false;
  return true;
}

function segmentationOf(doc: Doc, { start, end }: Span, { forms }: Names): Segmentation {
  const { text } = doc;
  const { next, verbs } = forms.glued;
  const token = tokenAt(doc, start) as Token;
  const unknown = token.tag === "x";
  // 与|李倩萍: what the segmenter does not know it glues to the word before
  const led = unknown && token.start === start - 1 && CONJUNCTION.test(token.word);
  const cut = unknown && token.end === end + 1 && (verbs.at(text, end) !== null || (end - start > 2 && next.has(text[end] as string)));
  const exact = (token.start === start || led) && (token.end === end || cut);
  return { token, cut, exact, tagged: exact && NAME_TAG.test(token.tag) };
}

/** 主席|于|年结记者会: the preposition, ahead of a time or a place in it. */
function isLedByPreposition(text: string, start: number, { tag, end }: Token, { forms }: Names): boolean {
  return tag === "p" && end === start + 1 && forms.times.at(text, start + 1) !== null;
}

/** Whether a word begins inside the name and runs on behind it. */
function runsOn(doc: Doc, { start, end }: Span): boolean {
  if (bordersOf(doc)[end] === 1) return false;
  const over = tokenAt(doc, end) as Token;
  return over.start >= start && over.start < end && over.tag !== "x";
}

/** What the name itself says. */
function formScore(given: string, { cut }: Segmentation): number {
  return 3 + (given.length === 2 ? 1 : 0) + (cut ? 2 : 0);
}

/** What the words say that the name is made of. */
function wordScore(doc: Doc, { start, end }: Span, surname: number, { token }: Segmentation): number {
  let score = 0;
  // 成立|以: a word of the language and one more character
  if (token.start === start && token.end === end - 1 && token.word.length > surname && !NAME_TAG.test(token.tag) && token.tag !== "nz") {
    score -= 2;
  }
  const last = tokenAt(doc, end - 1) as Token;
  if (last.word.length === 1 && /^[pcuyr]/.test(last.tag)) score -= 2;
  return score;
}

/** What stands behind the name. */
function rightScore(doc: Doc, end: number, { token }: Segmentation, names: Names): number {
  const { text } = doc;
  const border = bordersOf(doc)[end] === 1;
  let score = border ? 1 : 0;
  // 王立任|、: in a list the mark ends the name
  if (text[end] === "、") score += 1;
  if (isShown(text, end, names)) return score + 2;
  const after = border ? tokenAt(doc, end) : undefined;
  if (after && after.word.length > 1 && /^[vpdt]/.test(after.tag)) return score + 1;
  // 叶定|达: what the segmenter did not know it may have cut short
  return token.tag === "x" ? score - 2 : score;
}

/** Whether the character at an offset stands in a segment that the segmenter's dictionary does not know. */
export function isUnknown(doc: Doc, offset: number): boolean {
  return tokenAt(doc, offset)?.tag === "x";
}
