import type { Mend } from "../mend.js";
import { bareGlossAt, glossAt } from "../model/gloss.js";
import type { Judge } from "../model/language-model.js";
import { bracketCost, openIn } from "../model/punctuation-costs.js";
import { latticeOf } from "./build-lattice.js";
import { type Reading, rank } from "./n-best.js";
import { markAt, type Reader } from "./stretch.js";
import { beam } from "./word-edges.js";

/** Characters before and behind damage that are taken along for the judge. */
const context = 8;
/** How far a bracket's partner is looked for. */
const sentence = 400;
/** A run out of step ends at the next ASCII character; no stretch that is searched at once is longer. */
const longest = 160;
/** How much more probable than every other reading a repair is that is certain, in nats. */
const usualCertainty = 9;
/** Beside what is certain nothing stands that may be damage too: so many characters must be common. */
const beside = 4;
const mostCandidates = 4;
/** Half of a mark of two. */
const halfMark = /(?<!…)…(?:……)*(?!…)|(?<!—)—(?:——)*(?!—)/;
/** So many readings are compared. */
const most = 8;

export interface Solved {
  readonly mends: readonly Mend[];
  /** up to where the text is decided */
  readonly end: number;
  /** what the best reading costs, in nats; that of other readers is comparable where they read the same place */
  readonly cost: number;
}

/**
 * Finds what stood in a line from a place on where damage may begin.
 * @param from where it may begin
 * @param left what stands before it on its line, repaired
 * @param certainty how much more probable than every other reading a repair must be to be certain, in nats
 */
export function solve(reader: Reader, from: number, left: string, judge: Judge, certainty = usualCertainty): Solved {
  const { text } = reader;
  const before = left.slice(-context);
  const { limit, settled } = stretchAt(reader, from);
  const whole = limit >= text.length || text.charAt(limit) === "\n" || text.charAt(limit) === "\t";
  const lattice = latticeOf({ ...reader, text: before + text.slice(from, limit) + (whole ? "\n" : ""), settled: before.length });
  const lineEnd = text.indexOf("\n", limit);
  const right = text.slice(limit, Math.min(lineEnd < 0 ? text.length : lineEnd, limit + sentence));
  const lineLeft = left.slice(-sentence);
  const toEnd = right.length < sentence;
  const readings = rank(lattice, judge, most, openIn(lineLeft.slice(0, lineLeft.length - before.length)))
    .map((reading) => ({
      ...reading,
      cost: reading.cost - reading.brackets + bracketCost(lineLeft, reading.text.slice(before.length), right, toEnd),
    }))
    .sort((a, b) => a.cost - b.cost);
  const [best] = readings;
  const end = whole ? limit : settled;
  if (!best) return { mends: [], end, cost: Infinity };
  const shift = from - before.length;
  // what begins behind the settled part is read again with all that follows it
  const changes = changesOf(best).filter(({ start }) => whole || start + shift < end);
  const mends = changes.flatMap((change) => split(mendOf(reader, change, readings, shift, certainty)));
  return { mends, end: Math.max(mends.at(-1)?.end ?? 0, end), cost: best.cost };
}

/**
 * Where a stretch ends that is searched at once: some characters behind the ASCII character that ends whatever began in it. Only up
 * to where it is settled enough stands behind. Neither place parts a gloss.
 */
function stretchAt(reader: Reader, from: number): { readonly limit: number; readonly settled: number } {
  const { text } = reader;
  /** where the last characters begin, glosses left out */
  const starts: number[] = [];
  let sound = 0;
  let at = from;
  while (at < text.length && at - from < longest) {
    const char = text.charAt(at);
    if (char === "\n" || char === "\t") break;
    const gloss = char === "?" ? bareGlossAt(text, at + 1) : glossAt(text, at);
    if (char === "?" || at === from) sound = 0;
    else if (!gloss && (sound > 0 || (text.charCodeAt(at) < 0x80 && markAt(reader, at) === undefined))) sound++;
    if (sound > context) break;
    starts.push(at);
    at = gloss?.end ?? at + 1;
  }
  return { limit: at, settled: Math.max(from + 1, starts.at(-context) ?? 0) };
}

/** What was swallowed stays a `?`, on its own: the rest may be certain, that is not. */
function split(mend: Mend): Mend[] {
  const { end, from, to, candidates } = mend;
  if (!to.endsWith("?") || !from.endsWith("?")) return [mend];
  const known = { ...mend, end: end - 1, from: from.slice(0, -1), to: to.slice(0, -1) };
  const lost: Mend = { kind: "swallowed", start: end - 1, end, from: "?", to: "?", certain: false };
  return [candidates ? { ...known, candidates: [...new Set(candidates.map((one) => one.replace(/.$/, "")))] } : known, lost];
}

interface Change {
  readonly kind: "cut" | "broken-gloss";
  readonly start: number;
  readonly end: number;
  readonly to: string;
  /** where it begins in the reading */
  readonly offset: number;
}

/** The stretches of a reading that were out of step. */
function changesOf({ turns, text }: Reading): Change[] {
  const changes: Change[] = [];
  for (let i = 0; i + 1 < turns.length; i += 2) {
    const [out, back] = [turns[i], turns[i + 1]];
    if (out && back)
      changes.push({ kind: out.kind, start: out.at, end: back.at, to: text.slice(out.offset, back.offset), offset: out.offset });
  }
  return changes;
}

function mendOf(
  { text, isCommon, glosses, cuts }: Reader,
  change: Change,
  readings: readonly Reading[],
  shift: number,
  certainty: number,
): Mend {
  const [best] = readings as [Reading];
  const others: string[] = [];
  // where fewer were found than looked for, every other one was given up as too dear
  let margin = readings.length < most ? beam : (readings.at(-1) as Reading).cost - best.cost;
  for (const reading of readings) {
    const same = changesOf(reading).find(({ start, end }) => start === change.start && end === change.end);
    if (same?.to === change.to) continue;
    margin = Math.min(margin, reading.cost - best.cost);
    if (same && !others.includes(same.to)) others.push(same.to);
  }
  const { offset, to } = change;
  const around = best.text.slice(Math.max(0, offset - beside), offset + to.length + beside);
  const sound = !halfMark.test(around) && [...around].every((char) => char.charCodeAt(0) < 0x80 || isCommon(char));
  // where orphans left nothing, how much was lost is a guess too
  const certain = !glosses.dropped && !cuts.dropped && !best.lost && margin >= certainty && sound;
  const [start, end] = [change.start + shift, change.end + shift];
  return {
    kind: change.kind,
    start,
    end,
    from: text.slice(start, end),
    to: change.to,
    certain,
    ...(certain ? {} : { candidates: [change.to, ...others].slice(0, mostCandidates) }),
  };
}
