import type { Entity } from "../../model/entity.js";
import type { Span } from "../../text/offset-map.js";
import { phraseOf } from "../units.js";
import type { Figure } from "./claims.js";

/** Where a text says what was claimed, or what comes nearest to it. */
export interface Comparison {
  readonly verdict: "exact" | "altered";
  /** in the text that was compared with */
  readonly span: Span;
  readonly difference: Difference | null;
}

/** What a draft says against what a document says, without what both have in common at their ends. */
export interface Difference {
  readonly said: string;
  readonly held: string;
}

/** A text without spaces and with one kind of quotation marks, and where each of its characters stands. */
interface Folded {
  readonly text: string;
  readonly at: readonly number[];
}

function folded(text: string): Folded {
  let result = "";
  const at: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? "";
    if (/\s/.test(character)) continue;
    result += /[\u2018\u2019\u201c\u201d\u300c-\u300f"']/.test(character) ? '"' : character;
    at.push(i);
  }
  return { text: result, at };
}

const gram = 4;
/** Share of a quotation's runs of four that must stand together for it to be one of this text at all. */
const likeness = 0.4;
const endMark = /[\u3002\uff0c\uff1b\uff1a\uff01\uff1f\u3001,.;]$/;

/** Compares words that are quoted with a text: every character and mark counts, spaces and the form of quotation marks do not. */
export function compareQuotation(quoted: string, text: string): Comparison | null {
  const said = folded(quoted.trim().replace(endMark, ""));
  const held = folded(text);
  if (said.text === "") return null;
  const found = held.text.indexOf(said.text);
  if (found >= 0) return { verdict: "exact", span: spanIn(held, found, found + said.text.length), difference: null };
  const start = nearest(said.text, held.text);
  if (start === null) return null;
  const window = bestWindow(said.text, held.text, start);
  const span = spanIn(held, window.start, window.end);
  return { verdict: "altered", span, difference: differenceOf(said.text, held.text.slice(window.start, window.end)) };
}

function spanIn({ at }: Folded, start: number, end: number): Span {
  return { start: at[start] ?? 0, end: (at[end - 1] ?? 0) + 1 };
}

/** Where in `held` the text would begin that has most runs of four in common with `said`. */
function nearest(said: string, held: string): number | null {
  const votes = new Map<number, number>();
  const runs = Math.max(1, said.length - gram + 1);
  for (let i = 0; i < runs; i++) {
    const run = said.slice(i, i + gram);
    for (let at = held.indexOf(run), n = 0; at >= 0 && n < 20; at = held.indexOf(run, at + 1), n++) {
      // neighbouring beginnings are one place: what was put in or left out shifts it
      const begin = Math.round((at - i) / gram);
      votes.set(begin, (votes.get(begin) ?? 0) + 1);
    }
  }
  let best: [number, number] | null = null;
  for (const [begin, count] of votes) {
    const together = count + (votes.get(begin - 1) ?? 0) + (votes.get(begin + 1) ?? 0);
    if (best === null || together > best[1]) best = [begin, together];
  }
  return best !== null && best[1] >= Math.max(1, likeness * runs) ? best[0] * gram : null;
}

/** The stretch about `start` that shares beginning and end with what is said, as far as they can be found. */
function bestWindow(said: string, held: string, start: number): { start: number; end: number } {
  const around = 2 * gram;
  const head = held.slice(Math.max(0, start - around), start + around).indexOf(said.slice(0, 2));
  const begin = head >= 0 ? Math.max(0, start - around) + head : Math.max(0, start);
  const from = Math.max(0, begin + said.length - around);
  const tail = held.slice(from, from + 2 * around).indexOf(said.slice(-2));
  const end = tail >= 0 ? from + tail + 2 : Math.min(held.length, begin + said.length);
  return { start: begin, end: Math.max(end, begin + 1) };
}

/** What differs between two texts, without what they share at their ends. */
export function differenceOf(said: string, held: string): Difference {
  let start = 0;
  while (start < said.length && start < held.length && said[start] === held[start]) start++;
  let end = 0;
  while (end < said.length - start && end < held.length - start && said.at(-1 - end) === held.at(-1 - end)) end++;
  return { said: said.slice(start, said.length - end), held: held.slice(start, held.length - end) };
}

/** Units on each side of a figure that say what it is of. */
const contextBefore = 10;
const contextAfter = 6;
const contextLikeness = 0.5;

/** Compares a figure with those of a document: the one that stands among the same words must have the same value. */
export function compareFigure(
  figure: Figure,
  draft: string,
  document: { readonly text: string; readonly entities: readonly Entity[] },
): Comparison | null {
  const context = clauseAround(draft, figure);
  let best: { entity: Figure; score: number; same: boolean } | null = null;
  for (const entity of document.entities) {
    if (entity.type !== figure.type || entity.in !== "body") continue;
    const score = likenessOf(context, contextOf(document.text, entity as Figure));
    const same = sameValue(figure, entity as Figure);
    if (score >= contextLikeness && (best === null || score > best.score || (score === best.score && same))) {
      best = { entity: entity as Figure, score, same };
    }
  }
  if (best === null) return null;
  const { textStart: start, textEnd: end } = best.entity;
  if (best.same) return { verdict: "exact", span: { start, end }, difference: null };
  return { verdict: "altered", span: { start, end }, difference: { said: figure.text, held: best.entity.text } };
}

/** The same value; of sums that are written alike the draft need not say again whose 元 they are. */
function sameValue(one: Figure, other: Figure): boolean {
  if (one.type === "money" && folded(one.text).text === folded(other.text).text) return true;
  const unit = (figure: Figure) => (figure.type === "money" ? figure.currency : figure.type === "quantity" ? figure.unit : figure.counter);
  return (
    one.min === other.min && one.max === other.max && one.value === other.value && one.bound === other.bound && unit(one) === unit(other)
  );
}

interface Context {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

function contextOf(text: string, { textStart, textEnd }: Figure): Context {
  const before = phraseOf(text.slice(Math.max(0, textStart - 3 * contextBefore), textStart)).slice(-contextBefore);
  const after = phraseOf(text.slice(textEnd, textEnd + 3 * contextAfter)).slice(0, contextAfter);
  return { before, after };
}

/** What a draft says around a figure in its clause: what stands before belongs to others. */
function clauseAround(text: string, figure: Figure): Context {
  const begin = /[^，。！？；：\n“”《》]*$/.exec(text.slice(0, figure.textStart))?.[0].length ?? 0;
  const end = /^[^，。！？；：\n“”《》]*/.exec(text.slice(figure.textEnd))?.[0].length ?? 0;
  const clause = text.slice(figure.textStart - begin, figure.textEnd + end);
  const within = contextOf(clause, { ...figure, textStart: begin, textEnd: clause.length - end });
  return within.before.length + within.after.length < leastContext ? contextOf(text, figure) : within;
}

/** Units in a clause beside its figure by which one can be told from another. */
const leastContext = 2;

/** How much of what stands around a figure in a draft stands in the same order, nearest first, around one in a document: 0 to 1. */
function likenessOf(said: Context, held: Context): number {
  const before = common([...said.before].reverse(), [...held.before].reverse());
  const after = common(said.after, held.after);
  const of = Math.min(said.before.length, contextBefore) + Math.min(said.after.length, contextAfter);
  return of === 0 ? 0 : (before + after) / of;
}

/** Length of the longest common subsequence. */
function common(one: readonly string[], other: readonly string[]): number {
  let row = new Array<number>(other.length + 1).fill(0);
  for (const a of one) {
    const next = [0];
    for (const [j, b] of other.entries()) next.push(a === b ? (row[j] ?? 0) + 1 : Math.max(row[j + 1] ?? 0, next[j] ?? 0));
    row = next;
  }
  return row[other.length] ?? 0;
}

/** How alike two titles are: the share of their units that stand in the same order, 0 to 1. */
export function titleLikeness(one: string, other: string): number {
  const [a, b] = [phraseOf(one), phraseOf(other)];
  return a.length + b.length === 0 ? 0 : (2 * common(a, b)) / (a.length + b.length);
}

/**
 * Whether a title is that of a document: the same characters, with or without the bodies that issue it before them, or the
 * title of what the document forwards.
 */
export function isTitleOf(
  title: string,
  { title: held, issuers }: { readonly title: string | null; readonly issuers: readonly string[] },
): boolean {
  if (held === null) return false;
  const [said, whole] = [folded(title).text, folded(held).text];
  if (said === whole) return true;
  for (const [, inner = ""] of whole.matchAll(/\u300a((?:[^\u300a\u300b]|\u300a[^\u300a\u300b]*\u300b)*)\u300b/g))
    if (inner === said) return true;
  if (whole.endsWith(said)) return isIssuers(whole.slice(0, -said.length), issuers);
  return said.endsWith(whole) && isIssuers(said.slice(0, -whole.length), issuers);
}

function isIssuers(prefix: string, issuers: readonly string[]): boolean {
  let rest = prefix;
  for (const issuer of issuers) rest = rest.replace(issuer, "");
  return rest.replace(/[\u3001\u0020]/g, "") === "";
}
