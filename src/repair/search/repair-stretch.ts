import { simplifyCharacters } from "../../text/simplify/simplify.js";
import { bracketCost, openIn } from "../model/bracket-costs.js";
import { beam, certainty, stretchBounds } from "../model/costs.js";
import type { DocumentModel } from "../model/document-model.js";
import { bareGlossAt, glossAt } from "../model/gloss.js";
import type { LanguageModel } from "../model/language-model.js";
import type { TextRepair } from "../text-repair.js";
import { buildLattice } from "./build-lattice.js";
import { type Hypothesis, nBest } from "./n-best.js";
import { markAt, type Stretch } from "./stretch.js";

const { context, sentence, longest } = stretchBounds;

/** Half of a mark that is written twice. */
const halfMark = /(?<!…)…(?:……)*(?!…)|(?<!—)—(?:——)*(?!—)/;

export interface StretchRepair {
  readonly repairs: readonly TextRepair[];
  /** up to where the text is decided */
  readonly end: number;
  /** what the best hypothesis costs, in nats; comparable with what other decoders' hypotheses of the same place cost */
  readonly cost: number;
}

/**
 * Finds what stood in a line from a place on where damage may begin.
 * @param whole the text, with what is assumed of the site that damaged it
 * @param from where damage may begin
 * @param left what stands before it on its line, repaired
 * @param margin how much more probable than every other hypothesis a repair must be to be certain, in nats
 */
export function repairStretch(
  whole: Stretch,
  from: number,
  left: string,
  model: DocumentModel,
  margin: number = certainty.margin,
): StretchRepair {
  const { text } = whole;
  const before = left.slice(-context);
  const { limit, settled } = stretchAt(whole, from);
  const toLineEnd = limit >= text.length || text.charAt(limit) === "\n" || text.charAt(limit) === "\t";
  const stretch = { ...whole, text: before + text.slice(from, limit) + (toLineEnd ? "\n" : ""), settled: before.length };
  const lineLeft = left.slice(-sentence);
  const open = openIn(lineLeft.slice(0, lineLeft.length - before.length));
  const found = nBest(buildLattice(stretch, model.language), model, beam.nBest, open);
  const hypotheses = withWholeLine(found, before, lineLeft, lineFrom(text, limit));
  const [best] = hypotheses;
  const end = toLineEnd ? limit : settled;
  if (!best) return { repairs: [], end, cost: Infinity };
  const shift = from - before.length;
  // what begins behind the settled part is read again with all that follows it
  const spans = spansOf(best).filter(({ start }) => toLineEnd || start + shift < end);
  const repairs = spans.flatMap((span) => withoutSwallowed(repairOf(whole, span, hypotheses, shift, margin, model)));
  return { repairs, end: Math.max(repairs.at(-1)?.end ?? 0, end), cost: best.cost };
}

/** What stands on a line from a place on, as far as brackets are looked for. */
function lineFrom(text: string, at: number): string {
  const lineEnd = text.indexOf("\n", at);
  return text.slice(at, Math.min(lineEnd < 0 ? text.length : lineEnd, at + sentence));
}

/** Hypotheses by what they cost with the brackets of the whole line. */
function withWholeLine(hypotheses: readonly Hypothesis[], before: string, left: string, right: string): Hypothesis[] {
  const toEnd = right.length < sentence;
  return hypotheses
    .map((one) => ({ ...one, cost: one.cost - one.brackets + bracketCost(left, one.text.slice(before.length), right, toEnd) }))
    .sort((a, b) => a.cost - b.cost);
}

/**
 * Where a stretch ends that is searched at once: some characters behind the ASCII character that ends whatever began in it. Only up
 * to where it is settled enough stands behind. Neither place parts a gloss.
 */
function stretchAt(whole: Stretch, from: number): { readonly limit: number; readonly settled: number } {
  const { text } = whole;
  /** where the last characters begin, glosses left out */
  const starts: number[] = [];
  let sound = 0;
  let at = from;
  while (at < text.length && at - from < longest) {
    const char = text.charAt(at);
    if (char === "\n" || char === "\t") break;
    const gloss = char === "?" ? bareGlossAt(text, at + 1) : glossAt(text, at);
    if (char === "?" || at === from) sound = 0;
    else if (!gloss && (sound > 0 || (text.charCodeAt(at) < 0x80 && markAt(whole, at) === undefined))) sound++;
    if (sound > context) break;
    starts.push(at);
    at = gloss?.end ?? at + 1;
  }
  return { limit: at, settled: Math.max(from + 1, starts.at(-context) ?? 0) };
}

/** What was swallowed stays a `?`, on its own: the rest may be certain, that is not. */
function withoutSwallowed(repair: TextRepair): TextRepair[] {
  const { end, from, to, candidates } = repair;
  if (!to.endsWith("?") || !from.endsWith("?")) return [repair];
  const known = { ...repair, end: end - 1, from: from.slice(0, -1), to: to.slice(0, -1) };
  const lost: TextRepair = { kind: "swallowed", start: end - 1, end, from: "?", to: "?", certain: false };
  return [candidates ? { ...known, candidates: [...new Set(candidates.map((one) => one.replace(/.$/, "")))] } : known, lost];
}

/** Text that a hypothesis reads out of step, and as what. */
interface OutOfStepSpan {
  readonly kind: "cut" | "broken-gloss";
  readonly start: number;
  readonly end: number;
  readonly to: string;
  /** where it begins in the hypothesis */
  readonly offset: number;
}

function spansOf({ transitions, text }: Hypothesis): OutOfStepSpan[] {
  const spans: OutOfStepSpan[] = [];
  for (let i = 0; i + 1 < transitions.length; i += 2) {
    const [out, back] = [transitions[i], transitions[i + 1]];
    if (out && back)
      spans.push({ kind: out.kind, start: out.at, end: back.at, to: text.slice(out.offset, back.offset), offset: out.offset });
  }
  return spans;
}

function repairOf(
  { text, glossDecoder, cutDecoder }: Stretch,
  span: OutOfStepSpan,
  hypotheses: readonly Hypothesis[],
  shift: number,
  leastMargin: number,
  { language }: DocumentModel,
): TextRepair {
  const [best] = hypotheses as [Hypothesis];
  const others: string[] = [];
  // where fewer were found than looked for, every other one fell out of the beam
  let margin = hypotheses.length < beam.nBest ? beam.width : (hypotheses.at(-1) as Hypothesis).cost - best.cost;
  for (const hypothesis of hypotheses) {
    const same = spansOf(hypothesis).find(({ start, end }) => start === span.start && end === span.end);
    if (same?.to === span.to) continue;
    margin = Math.min(margin, hypothesis.cost - best.cost);
    if (same && !others.includes(same.to)) others.push(same.to);
  }
  const { offset, to } = span;
  const sound = isSound(best.text, offset, to.length, language);
  // where orphans left nothing, how much was lost is a guess too
  const certain = !glossDecoder.dropsOrphans && !cutDecoder.dropsOrphans && !best.lost && margin >= leastMargin && sound;
  const [start, end] = [span.start + shift, span.end + shift];
  return {
    kind: span.kind,
    start,
    end,
    from: text.slice(start, end),
    to,
    certain,
    ...(certain ? {} : { candidates: [to, ...others].slice(0, certainty.mostCandidates) }),
  };
}

/** Whether what was read is like running text, and nothing stands beside it that may be damage too. */
function isSound(text: string, offset: number, length: number, language: LanguageModel): boolean {
  const around = text.slice(Math.max(0, offset - certainty.beside), offset + length + certainty.beside);
  if (halfMark.test(around) || ![...around].every((char) => char.charCodeAt(0) < 0x80 || language.isCommon(char))) return false;
  const read = text.slice(offset, offset + length);
  return !/[A-Za-z]/.test(read) && Array.from(read, (_, i) => offset + i).every((at) => isInWord(text, at, language));
}

/** Whether a Han character is part of a word of two characters or more, or often a word of its own. */
function isInWord(text: string, at: number, { words, script }: LanguageModel): boolean {
  const char = text.charAt(at);
  if (!/\p{Script=Han}/u.test(char)) return true;
  const isWord = (word: string, least = 1) => word !== "" && words.frequency(simplifyCharacters(word, script)) >= least;
  // 化 is part of 规模化 alone
  const isInside = (length: number): boolean =>
    Array.from({ length }, (_, i) => at - i).some((start) => start >= 0 && isWord(text.slice(start, start + length)));
  return isWord(char, certainty.aloneCount) || isInside(2) || isInside(3);
}
