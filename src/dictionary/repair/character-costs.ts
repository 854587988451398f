import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import toSimplified from "opencc-js/dict/TSCharacters";
import { ZhengwenError } from "../../model/errors.js";
import { buildCharacterCosts, type CharacterCosts } from "../../text/decode/cost.js";

const modelPath = createRequire(import.meta.url).resolve("nodejieba/submodules/cppjieba/dict/hmm_model.utf8");

/** A line of `character:log probability` pairs; the model has one for each state (B, E, M, S). */
const emission = /^[^#:\n]:-\d[^\n]*$/gmu;

/** A Traditional character is taken to be at least this common, compared with its Simplified form. */
const traditionalShare = 1 / 8;

/**
 * How common each character is in running text, in both scripts, read from the segmenter's own model
 * (which was trained on Simplified and Traditional text).
 * @throws dictionary.invalid when the model is missing or holds no character
 */
export function loadCharacters(): CharacterCosts {
  let model: string;
  try {
    model = readFileSync(modelPath, "utf8");
  } catch (cause) {
    throw new ZhengwenError("dictionary.invalid", `the segmenter's model: ${(cause as Error).message}`, { cause });
  }
  const frequencies = new Map<string, number>();
  for (const [line] of model.matchAll(emission)) {
    for (const pair of line.split(",")) {
      const colon = pair.indexOf(":", 1);
      if (colon < 0) continue;
      const character = pair.slice(0, colon);
      frequencies.set(character, (frequencies.get(character) ?? 0) + Math.exp(Number(pair.slice(colon + 1))) / 4);
    }
  }
  if (frequencies.size === 0) throw new ZhengwenError("dictionary.invalid", "the segmenter's model holds no characters.");
  // the model saw far less Traditional text than Simplified
  for (const row of toSimplified.split("|")) {
    const [traditional, simplified] = row.split(" ") as [string, string];
    const known = (frequencies.get(simplified) ?? 0) * traditionalShare;
    if (known > (frequencies.get(traditional) ?? 0)) frequencies.set(traditional, known);
  }
  return buildCharacterCosts(frequencies);
}
