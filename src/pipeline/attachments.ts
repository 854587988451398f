import type { Attachment } from "../model/record.js";
import type { GivenAttachment } from "./input.js";
import { normalise } from "./normalise.js";
import type { Tools } from "./stage.js";

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
