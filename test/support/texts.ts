import type { Dictionary } from "../../src/dictionary/load.js";
import { assessDamage } from "../../src/repair/assess/assess-damage.js";
import { repair } from "../../src/repair/repair.js";
import type { Hit } from "../../src/search/query.js";
import { type ShownText, shownText, type TextForm, textsOf } from "../../src/search/texts.js";
import { simplify } from "../../src/text/simplify/simplify.js";
import type { ThreeTexts } from "../../src/text/text-map.js";

/** A text as published, restored and normalised, as the pipeline's stages make them. */
export function threeTexts(published: string, dictionary: Dictionary): ThreeTexts {
  const restored = repair(published, assessDamage(published, dictionary));
  const normalised = simplify(restored.text, dictionary.script);
  return { published, restored: restored.text, normalised: normalised.text, toPublished: restored.map, toRestored: normalised.map };
}

/** Body and attachments of a record in one form. */
export function textsIn(hit: Pick<Hit, "record" | "maps">, form: TextForm): { body: ShownText; attachments: (ShownText | null)[] } {
  const { body, attachments } = textsOf(hit);
  return { body: shownText(body, form), attachments: attachments.map((text) => text && shownText(text, form)) };
}
