import { begin, markId, number } from "../../lexicon/bigrams.js";
import { type Judge, simple } from "../model/language-model.js";
import { doubledCost, markCost } from "../model/punctuation-costs.js";
import { standingOf } from "../model/variant-status.js";
import type { Lattice, Place } from "./lattice.js";
import { fullMark } from "./stretch.js";

/** What a variant costs that converters to Traditional never write. */
const rareVariant = 12;
/** The same where another form of it is the usual one. */
const unusualVariant = 4;
/** The same where converters write that other form only. */
const neverWritten = 7;
/** A character costs so much less in a word than alone. */
const inWord = 0.6;

/** A character that may stand at a place. */
export interface Candidate {
  readonly char: string;
  readonly simplified: string;
  readonly unit: number;
  /** what it costs where it is no Han character */
  readonly mark: number | undefined;
  /** what a word that begins with it costs at least */
  readonly least: number;
  /** a mark's number among the bigrams */
  readonly id: number;
  /** the number under which what follows a mark was counted */
  readonly behind: number;
  /** bits of the script that it is written in */
  readonly kind: number;
  /** what it costs as a variant that converters never write */
  readonly extra: number;
}

export interface Candidates {
  /** about what the cheapest of them costs, as part of a word */
  readonly about: number;
  readonly all: readonly Candidate[];
  /** the same by their Simplified form */
  readonly byUnit: ReadonlyMap<number, readonly Candidate[]>;
}

const candidates = { traditional: new WeakMap<Place, Candidates>(), simplified: new WeakMap<Place, Candidates>() };

/** The characters that may stand at a place; made once. */
export function candidatesOf(place: Place, judge: Judge): Candidates {
  const cache = judge.traditional ? candidates.traditional : candidates.simplified;
  let known = cache.get(place);
  if (!known) {
    known = makeCandidates(place, judge);
    cache.set(place, known);
  }
  return known;
}

/** What a character costs in Traditional as one that converters hardly write. */
function rarity(char: string, simplified: string): number {
  const standing = standingOf(char);
  if (standing === "never") return neverWritten;
  if (standing === "other") return unusualVariant;
  return standing === undefined && simplified !== char ? rareVariant : 0;
}

function makeCandidates(place: Place, { script, words, traditional }: Judge): Candidates {
  const all = place
    .map((char) => {
      const simplified = simple(char, script);
      const unit = simplified.charCodeAt(0);
      const kind = script.kinds[char.charCodeAt(0)] ?? 0;
      const extra = traditional ? rarity(char, simplified) : 0;
      const mark = markCost(char);
      const id = mark === undefined || char === "\n" ? -1 : markId(/[0-9?]/.test(char) ? number : (counted[char] ?? fullMark(char)));
      const behind = mark !== undefined && /[。？！；!;\n]/.test(char) ? markId(begin) : id;
      const least =
        mark !== undefined
          ? Math.min(mark, doubledCost[char + char] ?? mark)
          : Math.log(words.total) - Math.log(Math.max(0.1, words.beginning(unit))) + extra;
      return { char, simplified, unit, mark, least, kind, extra, id, behind };
    })
    .sort((a, b) => a.least - b.least);
  const byUnit = new Map<number, Candidate[]>();
  for (const candidate of all) {
    const same = byUnit.get(candidate.unit);
    if (same) same.push(candidate);
    else byUnit.set(candidate.unit, [candidate]);
  }
  const about = all.reduce((least, { mark, unit, extra }) => {
    const cost = mark ?? inWord * (Math.log(words.total) - Math.log(Math.max(0.1, words.holding(unit)))) + extra;
    return Math.min(least, cost);
  }, Infinity);
  return { all, byUnit, about };
}

/** As what a mark was counted, beside those that sites fold. */
const counted: Readonly<Record<string, string>> = {
  ":": "：",
  "(": "（",
  ")": "）",
  "「": "“",
  "」": "”",
  "『": "‘",
  "』": "’",
};

/** By node: about what the way from it to the end will cost, Infinity where none leads there. */
export function outlook(lattice: Lattice, judge: Judge): Float64Array {
  const ahead = new Float64Array(lattice.length).fill(Infinity);
  ahead[lattice.length - 1] = 0;
  for (let node = lattice.length - 2; node >= 0; node--)
    for (const { place, to, cost } of lattice[node] ?? []) {
      const whole = cost + candidatesOf(place, judge).about + (ahead[to] as number);
      if (whole < (ahead[node] as number)) ahead[node] = whole;
    }
  return ahead;
}
