import { createDoc, type Doc, type Docs } from "../../entities/doc.js";
import type { Stage } from "../stage.js";
import type { Simplified } from "./simplify.js";

export interface Segmented {
  readonly docs: Docs;
}

/** Title and body, each segmented and tagged once; every annotator shares the result. */
export const segment: Stage<Simplified, Segmented> = {
  name: "segment",
  run({ normal }, { dictionary }) {
    const doc = (where: Doc["in"], text: string): Doc =>
      createDoc({ in: where, text, tokens: dictionary.segmenter.segment(text), dictionary });
    return { docs: { title: normal.title ? doc("title", normal.title.text) : null, body: doc("body", normal.body.text) } };
  },
};
