import { withListed } from "../attachment-list.js";
import type { ExtractDictionary, Extraction } from "../extraction.js";
import { classify } from "../line.js";
import { noFacts, takeFacts } from "../stated-facts.js";
import type { ParsedAttachment } from "./read.js";
import { titleOf } from "./title.js";

// how many lines below a title may say where the text is from
const below = 4;

/** Said of a document of the old form whose lists Word numbers by itself: its text is whole but for them. */
export const numbersMayLack = {
  code: "numbers-may-lack",
  message: "Word may number paragraphs of this doc by itself: such numbers are not in its text.",
};

/**
 * A file that stands for a page as the document. Unlike a saved page a file has nothing around its document: all of its text
 * stays but the title, and no line is taken for navigation.
 */
export function extractFile({ type, text, head, unread, mayLackNumbers }: ParsedAttachment, dictionary: ExtractDictionary): Extraction {
  const title = titleOf(head, dictionary.titleWords);
  const lines = text.split("\n").slice(0, -1);
  const body = title === null ? lines : lines.filter((_, i) => i < title.from || i >= title.end);
  const facts = noFacts();
  for (const line of lines.slice(title?.end ?? 0, (title?.end ?? 0) + below)) {
    const found = classify(line.trim(), dictionary.chrome, dictionary.labels);
    if (found.is === "facts") takeFacts(facts, found.labelled, dictionary.labels);
  }
  const { publishedAt, publisher, author, editor, originalUrl } = facts;
  const notes = [{ code: "body.file", message: `The page is a file (${type}): all of its text is the document.` }];
  if (title !== null) notes.push({ code: "title", message: title.evidence });
  if (publishedAt !== null) notes.push({ code: "publishedAt", message: `${publishedAt}: the lines below the title` });
  if (mayLackNumbers) notes.push(numbersMayLack);
  for (const member of unread) notes.push({ code: member.code, message: `${member.name}: ${member.message}` });
  return {
    article: {
      title: title?.text ?? null,
      body: body.map((line) => `${line}\n`).join(""),
      publishedAt,
      publishedFrom: publishedAt === null ? null : "text",
      publisher,
      author,
      editor,
      originalUrl,
      claimedUrl: null,
      attachments: withListed([], body),
      tags: {},
      facts: {},
      removed: [],
    },
    notes,
  };
}
