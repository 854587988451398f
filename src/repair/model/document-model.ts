import { number } from "../../lexicon/bigrams.js";
import { simplifyCharacters } from "../../text/simplify/simplify.js";
import { glossedShare } from "./costs.js";
import { glossAt, hasTone } from "./gloss.js";
import { isDigit, type LanguageModel } from "./language-model.js";
import type { Pinyin } from "./pinyin.js";

/** What a document itself says of how it reads: which characters it holds, beside which others, and which of them its site glosses. */
export interface DocumentModel {
  readonly language: LanguageModel;
  /** whether the document is written in Traditional characters */
  readonly traditional: boolean;
  /** its characters, Simplified, by how often they occur */
  readonly counts: ReadonlyMap<string, number>;
  /** two and three of them side by side */
  readonly pairs: ReadonlyMap<string, number>;
  readonly triples: ReadonlyMap<string, number>;
  /** how many characters were counted, and one more */
  readonly size: number;
  /** characters that the site glosses wherever they stand, as it writes them */
  readonly glossed: ReadonlySet<string>;
}

/** Counts a document once: its glosses are passed over, its marks and numbers count where something stands beside them. */
export function documentModel(text: string, language: LanguageModel, traditional: boolean): DocumentModel {
  const context = new ContextCounts();
  const glosses = new GlossCounts(language.pinyin);
  const toned = hasTone(text);
  for (let i = 0; i < text.length; i++) {
    const gloss = toned ? glossAt(text, i) : undefined;
    if (gloss) {
      glosses.addGloss(text.charAt(i - 1), gloss.syllable);
      i = gloss.end - 1;
      continue;
    }
    const char = text.charAt(i);
    const code = char.charCodeAt(0);
    if (code >= 0x4e00 && code <= 0x9fff) {
      if (toned) glosses.addCharacter(char);
      context.add(simplifyCharacters(char, language.script));
    } else context.addOther(char, code);
  }
  const { counts, pairs, triples } = context;
  let size = 1;
  for (const count of counts.values()) size += count;
  return { language, traditional, counts, pairs, triples, size, glossed: glosses.always() };
}

/** How often characters stand alone, in pairs and in triples; a gap parts what stands beside it. */
class ContextCounts {
  readonly counts = new Map<string, number>();
  readonly pairs = new Map<string, number>();
  readonly triples = new Map<string, number>();
  private last = "";
  private lastButOne = "";

  add(char: string): void {
    count(this.counts, char);
    if (this.last !== "") count(this.pairs, this.last + char);
    if (this.lastButOne !== "") count(this.triples, this.lastButOne + this.last + char);
    this.lastButOne = this.last;
    this.last = char;
  }

  /** What is no Han: marks count as they are, a number as one, and all else is a gap. */
  addOther(char: string, code: number): void {
    if (code > 0x2000 && code !== 0x3000) this.add(char);
    else if (isDigit(char)) {
      if (this.last !== number) this.add(number);
    } else {
      this.last = "";
      this.lastButOne = "";
    }
  }
}

/** How often each character is glossed, and how often it stands without a gloss or with one. */
class GlossCounts {
  private readonly glosses = new Map<string, number>();
  private readonly occurrences = new Map<string, number>();

  constructor(private readonly pinyin: Pinyin) {}

  addCharacter(char: string): void {
    count(this.occurrences, char);
  }

  addGloss(char: string, syllable: string): void {
    if (this.pinyin.isReadAs(char, syllable)) count(this.glosses, char);
  }

  /** The characters that are glossed nearly always. */
  always(): ReadonlySet<string> {
    const glossed = new Set<string>();
    for (const [char, times] of this.glosses) if (times >= glossedShare * (this.occurrences.get(char) ?? times)) glossed.add(char);
    return glossed;
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
