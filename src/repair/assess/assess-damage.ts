import { applyEdits } from "../../text/offset-map.js";
import { type ScriptConverter, simplifiedOnly, traditionalOnly } from "../../text/simplify/converter.js";
import { type DocumentModel, documentModel } from "../model/document-model.js";
import { hasTone, tonedGlosses } from "../model/gloss.js";
import { isWordIn, languageModel, type RepairTools } from "../tools.js";
import { isPlainDamage, isTonedDamage } from "./gloss-damage.js";
import { type OrphanFates, orphanFates } from "./orphan-bytes.js";
import { insertedIn, partsMarks, type SiteEdits, siteEditsOf } from "./site-edits.js";

/** How a document was damaged: decided once, and used for its body, its title and its short facts. */
export interface Damage {
  /** glosses with tone marks were inserted behind characters */
  readonly toned: boolean;
  /** glosses without tone marks were */
  readonly plain: boolean;
  /** marks were cut out of the bytes */
  readonly cut: boolean;
  readonly siteEdits: SiteEdits;
  readonly orphans: OrphanFates;
  readonly tools: RepairTools;
  /** whether it is written in Traditional characters */
  readonly traditional: () => boolean;
  /** how the document itself reads; counted when first asked for */
  readonly model: () => DocumentModel;
}

/**
 * A mark behind `?` where nothing was glossed. What a letter follows is sound (什么是A股??A股是…): no Simplified character ends in
 * a letter's byte, and in Traditional text nobody types ?！ before one.
 */
const unglossedCut = { hans: /\?[，；？！、。,;?!](?![A-Za-z])/, hant: /\?(?:[，；？！、。,;]|[?!](?![A-Za-z]))/ };

/** Decides whether, and how, a document is damaged. One cheap scan where nothing hints at it. */
export function assessDamage(given: string, tools: RepairTools): Damage {
  const siteEdits = siteEditsOf(given, isWordIn(tools));
  // what was inserted last may stand between a cut mark and its orphan
  const text = partsMarks(siteEdits) ? applyEdits(given, insertedIn(given, siteEdits)).text : given;
  const glosses = hasTone(text) ? tonedGlosses(text) : [];
  const toned = glosses.length > 0 && isTonedDamage(text, glosses, tools);
  const plain = !toned && isPlainDamage(text, tools);
  const traditional = once(() => isTraditional(text, tools.script));
  const model = once(() => documentModel(withoutRare(text, tools), languageModel(tools), traditional()));
  const cut = toned || (unglossedCut.hant.test(text) && (unglossedCut.hans.test(text) || traditional()));
  return {
    toned,
    plain,
    cut,
    siteEdits,
    orphans: toned ? orphanFates(text, glosses, tools, model) : { glosses: "marked", cuts: "marked" },
    tools,
    traditional,
    model,
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** A rare character may have come of damage, as often as the word stands in a document that was damaged: it says nothing of its neighbours. */
function withoutRare(text: string, tools: RepairTools): string {
  const language = languageModel(tools);
  return text.replace(/[^\0-\u024f]/g, (char) => (language.isCommon(char) ? char : " "));
}

function isTraditional(text: string, script: ScriptConverter): boolean {
  let lead = 0;
  for (let i = 0; i < text.length; i++) {
    const kind = script.kinds[text.charCodeAt(i)] ?? 0;
    if (kind & traditionalOnly) lead++;
    else if (kind & simplifiedOnly) lead--;
  }
  return lead > 0;
}
