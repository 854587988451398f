import type { Dictionary } from "../dictionary/load.js";
import { extract } from "../extract/extract.js";
import { asZhengwenError } from "../model/errors.js";
import type { Attachment } from "../model/record.js";
import { decode } from "../text/decode/decode.js";
import type { GivenAttachment, Input } from "./input.js";
import { normalise } from "./normalise.js";
import type { Limits, Tools } from "./stage.js";

/**
 * What the document on a page gives as attachments, before the page goes through the whole pipeline: the crawl asks, to
 * fetch them. None where the page is no document.
 */
export function linkedAttachments(
  { bytes, url, finalUrl, contentType }: Pick<Input, "bytes" | "url" | "finalUrl" | "contentType">,
  { dictionary, limits }: { readonly dictionary: Dictionary; readonly limits: Limits },
): readonly Attachment[] {
  try {
    const { text } = decode(bytes, contentType, limits, dictionary.characters);
    return extract(text, { url: finalUrl ?? url, contentType, depth: limits.depth }, dictionary).article.attachments;
  } catch (cause) {
    // the pipeline will say so again, and then it counts
    if (asZhengwenError(cause).kind.state === "rejected") return [];
    throw cause;
  }
}

/**
 * The attachments that a page names, with what was read of them: by address, by name where they have none. Text is
 * repaired and Simplified as the document's is. One that could not be read leaves a note.
 */
export function withContent(
  named: readonly Attachment[],
  given: readonly GivenAttachment[],
  { dictionary, limits, note }: Tools,
): Attachment[] {
  const byKey = new Map(given.map((attachment) => [attachment.url ?? attachment.name, attachment]));
  return named.map((attachment) => {
    const content = byKey.get(attachment.url ?? attachment.name);
    if (content === undefined) return attachment;
    const { type, bytes, text, failure } = content;
    if (failure) note(failure.code, `${attachment.name}: ${failure.message}`);
    if (bytes !== undefined && bytes > limits.pageBytes && text !== undefined) {
      note("attachment-not-kept", `${attachment.name}: ${bytes} bytes, over the limit of a page: only its text is kept.`);
    }
    return {
      ...attachment,
      type: type ?? attachment.type,
      ...(bytes !== undefined && { bytes }),
      ...(text !== undefined && { text: normalise(text, dictionary) }),
    };
  });
}
