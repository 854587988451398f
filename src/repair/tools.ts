import type { Dictionary, RepairSources } from "../dictionary/load.js";
import { simplifyCharacters } from "../text/simplify/simplify.js";
import type { IsWord } from "./form/spacing.js";
import { LanguageModel } from "./model/language-model.js";

/** What repair needs beside a text: parts of the dictionary. */
export type RepairTools = Pick<Dictionary, "damage" | "script" | "repairModels">;

/** The language model of a dictionary. It reads the counts when first asked for, which takes some hundred milliseconds. */
export function languageModel(tools: RepairTools): LanguageModel {
  return tools.repairModels(makeLanguageModel);
}

function makeLanguageModel({ damage, script }: RepairSources): LanguageModel {
  return new LanguageModel(damage.words(), damage.bigrams(), script);
}

/** Whether the segmenter's dictionary has a word, given in either script. */
export function isWordIn({ damage, script }: RepairTools): IsWord {
  return (word) => damage.words().frequency(simplifyCharacters(word, script)) > 0;
}
