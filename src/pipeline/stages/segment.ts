import type { View } from "../../entities/annotator.js";
import { segment as segmentText } from "../../text/segment.js";
import type { Stage } from "../stage.js";
import type { Simplified } from "./simplify.js";

export interface Segmented {
  readonly views: { readonly title: View | null; readonly body: View };
}

/** Title and body, each segmented and tagged once; every annotator shares the result. */
export const segment: Stage<Simplified, Segmented> = {
  name: "segment",
  run({ normal }) {
    const view = (where: View["in"], text: string): View => ({ in: where, text, tokens: segmentText(text) });
    return { views: { title: normal.title ? view("title", normal.title.text) : null, body: view("body", normal.body.text) } };
  },
};
