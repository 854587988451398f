import { begin, markId, number } from "../../lexicon/bigrams.js";
import type { Words } from "../../lexicon/trie.js";
import type { ScriptConverter } from "../../text/simplify/converter.js";
import { simplifyCharacters } from "../../text/simplify/simplify.js";
import { beam, variantCosts } from "./costs.js";
import { fullMark } from "./full-marks.js";
import { doubledCost, markCost } from "./punctuation-costs.js";
import type { Slot } from "./slots.js";
import type { VariantStatuses } from "./variant-status.js";

/** A character that may fill a slot. */
export interface Candidate {
  readonly char: string;
  readonly simplified: string;
  /** the code unit of its Simplified form */
  readonly unit: number;
  /** what it costs where it is no Han character */
  readonly mark: number | undefined;
  /** what a word that begins with it costs at least */
  readonly least: number;
  /** a mark's number among the bigrams */
  readonly id: number;
  /** the number under which what follows a mark was counted */
  readonly idBefore: number;
  /** bits of the script that it is written in */
  readonly kind: number;
  /** what it costs as a variant that converters do not write */
  readonly extra: number;
}

export interface CandidateSet {
  /** about what the cheapest of them costs as part of a word */
  readonly about: number;
  /** by what a word that begins with them costs at least, cheapest first */
  readonly all: readonly Candidate[];
  /** the same by their Simplified form */
  readonly byUnit: ReadonlyMap<number, readonly Candidate[]>;
}

/**
 * The characters of a slot with what each costs in a document of one script. Kept by `LanguageModel.candidates`.
 * @param variants for documents in Traditional characters
 */
export function candidateSet(slot: Slot, words: Words, script: ScriptConverter, variants?: VariantStatuses): CandidateSet {
  const all = slot.map((char) => candidate(char, words, script, variants)).sort((a, b) => a.least - b.least);
  const byUnit = new Map<number, Candidate[]>();
  for (const one of all) {
    const same = byUnit.get(one.unit);
    if (same) same.push(one);
    else byUnit.set(one.unit, [one]);
  }
  let about = Infinity;
  for (const { mark, unit, extra } of all) {
    const cost = mark ?? beam.inWord * (Math.log(words.total) - Math.log(Math.max(0.1, words.holding(unit)))) + extra;
    about = Math.min(about, cost);
  }
  return { all, byUnit, about };
}

function candidate(char: string, words: Words, script: ScriptConverter, variants: VariantStatuses | undefined): Candidate {
  const simplified = simplifyCharacters(char, script);
  const unit = simplified.charCodeAt(0);
  const kind = script.kinds[char.charCodeAt(0)] ?? 0;
  const extra = variants ? variantCost(char, simplified, variants) : 0;
  const mark = markCost(char);
  if (mark === undefined) {
    const least = Math.log(words.total) - Math.log(Math.max(0.1, words.beginning(unit))) + extra;
    return { char, simplified, unit, mark, least, kind, extra, id: -1, idBefore: -1 };
  }
  const id = char === "\n" ? -1 : markId(/[0-9?]/.test(char) ? number : (countedAs[char] ?? fullMark(char)));
  const idBefore = /[。？！；!;\n]/.test(char) ? markId(begin) : id;
  return { char, simplified, unit, mark, least: Math.min(mark, doubledCost[char + char] ?? mark), kind, extra, id, idBefore };
}

/** What a character costs in Traditional text as a variant that converters hardly write. */
function variantCost(char: string, simplified: string, variants: VariantStatuses): number {
  const status = variants.get(char);
  if (status === "never") return variantCosts.never;
  if (status === "other") return variantCosts.other;
  return status === undefined && simplified !== char ? variantCosts.unknown : 0;
}

/** What marks were counted as, beside those that sites fold. */
const countedAs: Readonly<Record<string, string>> = {
  ":": "：",
  "(": "（",
  ")": "）",
  "「": "“",
  "」": "”",
  "『": "‘",
  "』": "’",
};
