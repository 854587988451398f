import type { Dictionary } from "../dictionary/load.js";
import { createDoc } from "../entities/doc.js";
import { findEntities } from "../entities/find-entities.js";
import type { Entity } from "../model/entity.js";
import { assessDamage } from "../repair/assess/assess-damage.js";
import { repair } from "../repair/repair.js";
import { composeMaps, type OffsetMap } from "../text/offset-map.js";
import { simplify } from "../text/simplify/simplify.js";
import { entitiesOf } from "./stages/assemble.js";

/** A text that somebody writes, read as a document's body is, but with nothing taken out of it. */
export interface Draft {
  readonly original: string;
  /** normalised */
  readonly text: string;
  /** from `text` to `original` */
  readonly map: OffsetMap;
  /** offsets in both */
  readonly entities: readonly Entity[];
}

/** Repairs, simplifies, segments and annotates a text of any length that the caller has bounded. */
export function readDraft(original: string, dictionary: Dictionary): Draft {
  const restored = repair(original, assessDamage(original, dictionary));
  const simplified = simplify(restored.text, dictionary.script);
  const { text, script } = simplified;
  const map = composeMaps(restored.map, simplified.map);
  const doc = createDoc({ in: "body", text, tokens: dictionary.segmenter.segment(text), dictionary });
  const mentions = findEntities(doc, {
    publishedAt: null,
    fetchedAt: null,
    publisher: null,
    script,
    url: null,
    tags: {},
    facts: {},
    attachments: [],
    jurisdiction: null,
    country: "CN",
    signedAt: null,
  });
  return { original, text, map, entities: entitiesOf("body", mentions, { text, map, toRestored: simplified.map }, original) };
}
