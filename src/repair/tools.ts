import type { Dictionary, RepairSources } from "../dictionary/load.js";
import { simplifyCharacters } from "../text/simplify/simplify.js";
import type { IsWord } from "./form/spacing.js";
import { LanguageModel } from "./model/language-model.js";
import { Pinyin } from "./model/pinyin.js";

/** What repair needs beside a text: parts of the dictionary. */
export type RepairTools = Pick<Dictionary, "damage" | "script" | "repairModels">;

/** The language model of a dictionary. It reads the counts when first asked for, which takes some hundred milliseconds. */
export function languageModel(tools: RepairTools): LanguageModel {
  return tools.repairModels(makeModels).language();
}

/** How characters are read. */
export function pinyinOf(tools: RepairTools): Pinyin {
  return tools.repairModels(makeModels).pinyin;
}

function makeModels(sources: RepairSources): RepairModels {
  return new RepairModels(sources);
}

/** What serves all documents; lives as long as the dictionary. */
class RepairModels {
  readonly pinyin = new Pinyin();
  private model: LanguageModel | undefined;

  constructor(private readonly sources: RepairSources) {}

  language(): LanguageModel {
    const { damage, script } = this.sources;
    this.model ??= new LanguageModel(damage.words(), damage.bigrams(), script, this.pinyin);
    return this.model;
  }
}

/** Whether the segmenter's dictionary has a word, given in either script. */
export function isWordIn({ damage, script }: RepairTools): IsWord {
  return (word) => damage.words().frequency(simplifyCharacters(word, script)) > 0;
}
