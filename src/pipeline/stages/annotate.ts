import { type Annotations, annotate as annotateViews } from "../../entities/find-entities.js";
import type { Input } from "../input.js";
import type { Stage } from "../stage.js";
import type { Extracted } from "./extract.js";
import type { Segmented } from "./segment.js";
import type { Simplified } from "./simplify.js";

export interface Annotated {
  readonly annotations: Annotations;
}

/** Entities, facts of the document, keywords and fingerprint. */
export const annotate: Stage<Input & Extracted & Simplified & Segmented, Annotated> = {
  name: "annotate",
  run({ docs, said, script, article, fetchedAt, finalUrl, url }, { note }) {
    const annotations = annotateViews(docs, {
      publishedAt: article.publishedAt,
      fetchedAt,
      publisher: said.publisher,
      script,
      url: finalUrl ?? url,
      tags: said.tags,
      facts: said.facts,
      attachments: article.attachments,
    });
    for (const { code, message } of annotations.notes) note(code, message);
    return { annotations };
  },
};
