import { type Bigrams, number } from "../../lexicon/bigrams.js";
import type { Words } from "../../lexicon/trie.js";
import type { ScriptConverter } from "../../text/simplify/converter.js";
import { simplifyCharacters } from "../../text/simplify/simplify.js";
import { commonCharacter } from "./costs.js";
import type { Pinyin } from "./pinyin.js";
import { doubledCost, markCost } from "./punctuation-costs.js";
import { type CandidateSet, candidateSet } from "./slot-candidates.js";
import { type Byte, type Slot, SlotTable } from "./slots.js";
import { readVariantStatuses, type VariantStatuses } from "./variant-status.js";

/**
 * How probable a row of characters is as Chinese: words with their frequency, pairs of words, and the characters that bytes may
 * stand for. One model serves all documents: it keeps what it derives from the counts, which costs more than reading a document.
 */
export class LanguageModel {
  readonly slots: SlotTable;
  private readonly commonSlots = new Map<Slot, Slot>();
  private readonly traditionalSets = new Map<Slot, CandidateSet>();
  private readonly simplifiedSets = new Map<Slot, CandidateSet>();
  /** read when first asked for: only damaged Traditional text needs them */
  private variants: VariantStatuses | undefined;

  constructor(
    readonly words: Words,
    readonly bigrams: Bigrams,
    readonly script: ScriptConverter,
    readonly pinyin: Pinyin,
  ) {
    this.slots = new SlotTable(pinyin);
  }

  /** Whether a character is common in running text; usual marks are. */
  isCommon(char: string): boolean {
    const cost = doubledCost[char + char] ?? markCost(char);
    if (cost !== undefined) return cost < commonCharacter.markCost;
    return this.words.holding(simplifyCharacters(char, this.script).charCodeAt(0)) >= commonCharacter.count;
  }

  /** The common characters that a pair of bytes may be: where several bytes are lost, only those are considered. */
  commonSlot(lead: Byte, trail: Byte, syllable?: string): Slot {
    const slot = this.slots.slot(lead, trail, syllable);
    let common = this.commonSlots.get(slot);
    if (!common) {
      common = slot.filter((char) => this.isCommon(char));
      this.commonSlots.set(slot, common);
    }
    return common;
  }

  /** The candidates of a slot with what each costs. */
  candidates(slot: Slot, traditional: boolean): CandidateSet {
    const sets = traditional ? this.traditionalSets : this.simplifiedSets;
    let known = sets.get(slot);
    if (!known) {
      known = candidateSet(slot, this.words, this.script, traditional ? this.variantStatuses() : undefined);
      sets.set(slot, known);
    }
    return known;
  }

  private variantStatuses(): VariantStatuses {
    this.variants ??= readVariantStatuses();
    return this.variants;
  }
}

/** What a character counts as in the context of others: all digits are one, and so is what was swallowed, mostly a digit too. */
export function contextClass(char: string): string {
  return isDigit(char) || char === "?" ? number : char;
}

export function isDigit(char: string): boolean {
  return char >= "0" && char <= "9";
}
