import type { DocumentModel } from "../model/document-model.js";
import { glossAt } from "../model/gloss.js";
import type { Pinyin } from "../model/pinyin.js";
import { implausible, tolerated } from "../model/thresholds.js";
import { buildLattice } from "../search/build-lattice.js";
import { nBest } from "../search/n-best.js";
import { type Decoder, markAt, type Stretch } from "../search/stretch.js";
import type { TextRepair } from "../text-repair.js";

/**
 * Whether what follows a mark is hardly Chinese: only then is it worth asking what an orphan that vanished may have done to it.
 * @param certain whether even names must not look odd
 */
export function isImplausible(stretch: Stretch, at: number, model: DocumentModel, certain = false): boolean {
  const { span, wideSpan, perCharacter, extra, certainPerCharacter } = implausible;
  const { next, ends, misfit } = charactersFrom(stretch, at, certain ? span : wideSpan, model.language.pinyin);
  if (misfit && next.length < span) return true;
  if (next === "") return !certain;
  if (next.length === 1 && !certain) return true;
  if (certain ? /^[@-Z[-~]\p{Script=Han}/u.test(next) : /^[@-Z[-~]/.test(next)) return true;
  const isTooCostly = (length: number) => {
    const cost = costAsSound({ ...stretch, marks: new Set(), text: stretch.text.slice(at, ends[length]) }, model);
    return cost !== undefined && cost > (certain ? certainPerCharacter * length : perCharacter * length + extra);
  };
  return isTooCostly(Math.min(span, next.length)) && (next.length <= span || isTooCostly(next.length));
}

/** The characters that follow a place, up to the next mark or a gloss that does not fit. Glosses that do are passed over. */
function charactersFrom(
  stretch: Stretch,
  at: number,
  most: number,
  pinyin: Pinyin,
): { readonly next: string; readonly ends: readonly number[]; readonly misfit: boolean } {
  const { text } = stretch;
  let next = "";
  /** by how many of them: where they end in the text */
  const ends: number[] = [];
  for (let i = at; i < text.length && next.length < most; i++) {
    const char = text.charAt(i);
    const gloss = glossAt(text, i);
    if (gloss) {
      if (i === at || !pinyin.isReadAs(text.charAt(i - 1), gloss.syllable)) return { next, ends, misfit: true };
      i = gloss.end - 1;
      ends[next.length] = gloss.end;
      continue;
    }
    if (char === "\n" || markAt(stretch, i) !== undefined) break;
    next += char;
    ends[next.length] = i + 1;
  }
  return { next, ends, misfit: false };
}

/** What the best hypothesis of a stretch costs; undefined where there is none. */
function costAsSound(stretch: Stretch, model: DocumentModel): number | undefined {
  return nBest(buildLattice(stretch, model.language), model, 1)[0]?.cost;
}

/**
 * Whether question marks before other marks mostly came of damage: who types such pairs goes on soundly behind most of them.
 * The question mark behind what is implausible is its end.
 */
export function areMostlyImplausible(stretch: Stretch, model: DocumentModel): boolean {
  const { text } = stretch;
  const pair = /\?[，；？！、。,;?!]/g;
  let odd = 0;
  let all = 0;
  let wasOdd = false;
  let last = 0;
  for (let hit = pair.exec(text); hit && all < implausible.judgedPairs; hit = pair.exec(text)) {
    const goesOn: boolean = wasOdd && !/[\n，；？！、。,;?!]/.test(text.slice(last, hit.index));
    wasOdd = !goesOn && isImplausible(stretch, pair.lastIndex, model, true);
    last = pair.lastIndex;
    if (goesOn) continue;
    all++;
    if (wasOdd) odd++;
  }
  return 2 * odd >= all;
}

/**
 * Whether the repairs of a place where nothing else shows damage can be sound themselves. What was written in jest, in dialect or
 * in another language is odd too, and the best reading that it does not have is odder.
 */
export function areSound(text: string, repairs: readonly TextRepair[], model: DocumentModel): boolean {
  const { beside, perHan, perMark } = tolerated;
  return repairs.every(({ kind, start, end, from, to }, i) => {
    if (kind === "swallowed") return true;
    // nothing but question marks holds no byte of what was lost
    if (!/[^?？!！]/.test(from) || ![...to].every((char) => char.charCodeAt(0) < 0x80 || model.language.isCommon(char))) return false;
    const next = repairs[i + 1]?.start ?? text.length;
    const behind = /^\p{Script=Han}*/u.exec(text.slice(end, Math.min(next, end + beside)))?.[0] ?? "";
    const before = /\p{Script=Han}*$/u.exec(text.slice(Math.max(0, start - beside), start))?.[0] ?? "";
    const repaired = before + to + behind;
    const cost = costAsSound({ text: repaired, marks: new Set(), glossDecoder: sound, cutDecoder: sound, folds: false }, model);
    const han = repaired.match(/\p{Script=Han}/gu)?.length ?? 0;
    return cost !== undefined && cost <= perHan * han + perMark * (repaired.length - han);
  });
}

/** Nothing is looked for. */
const sound: Decoder = { dropsOrphans: true, lostPairs: { vanish: false, leaveMark: false } };
