import { loadDictionary } from "../../src/dictionary/load.js";
import type { Annotator, Context } from "../../src/entities/annotator.js";
import { annotateAttachments } from "../../src/entities/attachment.js";
import { annotateContacts } from "../../src/entities/contact.js";
import { annotateCounts } from "../../src/entities/counts.js";
import { annotateDates } from "../../src/entities/dates/dates.js";
import { createDoc, type Doc } from "../../src/entities/doc.js";
import { annotateDocumentNumbers } from "../../src/entities/document-numbers/document-numbers.js";
import { annotatePolicyTitles } from "../../src/entities/document-numbers/policy-titles.js";
import { annotateMoney } from "../../src/entities/money/money.js";
import type { EntityType, Mention } from "../../src/model/entity.js";

/** The annotators of values, in the order in which the pipeline runs them. */
const annotators: readonly Annotator<EntityType>[] = [
  annotatePolicyTitles,
  annotateDocumentNumbers,
  annotateContacts,
  annotateAttachments,
  annotateDates,
  annotateMoney,
  annotateCounts,
];

export type Found = Mention & { readonly text: string };

export function docOf(text: string, where: Doc["in"] = "body"): Doc {
  const dictionary = loadDictionary();
  return createDoc({ in: where, text, tokens: dictionary.segmenter.segment(text), dictionary });
}

export function contextOf(known: Partial<Context> = {}): Context {
  return {
    publishedAt: null,
    fetchedAt: null,
    publisher: null,
    script: "hans",
    url: null,
    tags: {},
    facts: {},
    attachments: [],
    jurisdiction: null,
    country: "CN",
    signedAt: null,
    ...known,
  };
}

/** Every value that is found in a text, in order of `start`, with the text of its span. */
export function valuesIn(text: string, known: Partial<Context> = {}): Found[] {
  return annotateDoc(docOf(text), contextOf(known)).map((mention) => ({ ...mention, text: text.slice(mention.start, mention.end) }));
}

export function annotateDoc(doc: Doc, context: Context): Mention[] {
  let mentions: Mention[] = [];
  for (const annotate of annotators) {
    mentions = [...mentions, ...annotate(doc, context, mentions)].sort((a, b) => a.start - b.start || b.end - a.end);
  }
  return mentions;
}
