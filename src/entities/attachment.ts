import type { Attachment } from "../model/record.js";
import type { Span } from "../text/offset-map.js";
import type { Annotator } from "./annotator.js";
import type { Doc } from "./doc.js";
import { hanDigits } from "./numbers/characters.js";
import { toNumber } from "./numbers/decimal.js";
import { readNumber } from "./numbers/read.js";

const labelled = new RegExp(`附(?:件|表|录|图)[ \\u00a0]{0,2}(\\d{1,2}|[${hanDigits}十]{1,3})?(?!\\d)`, "g");

/** 附件1 as it stands in a text; `number` is null where there is no number. */
interface AttachmentLabel extends Span {
  readonly label: string;
  readonly number: number | null;
}

/** Mentions of attachments (附件1), each with the attachment of the record that it names. */
export const annotateAttachments: Annotator<"attachment"> = (doc, { attachments }) =>
  attachmentLabelsOf(doc).map(({ start, end, label, number }) => ({
    type: "attachment",
    start,
    end,
    rule: "attachment",
    label,
    attachment: attachmentOf(label, number, attachments),
  }));

/** Every label of an attachment in order: its number is no date. */
export function attachmentLabelsOf(doc: Doc): readonly AttachmentLabel[] {
  return doc.part(scan);
}

function scan(doc: Doc): AttachmentLabel[] {
  const labels: AttachmentLabel[] = [];
  labelled.lastIndex = 0;
  for (let hit = labelled.exec(doc.text); hit !== null; hit = labelled.exec(doc.text)) {
    const value = hit[1] === undefined ? null : readNumber(hit[1], 0);
    const number = value && toNumber(value.low);
    const written = hit[0].trimEnd();
    // 附件 alone is a mention only where nothing continues the word
    if (number === null && !/[:：)）》”。，,；;、\s]/.test(doc.text[hit.index + written.length] ?? "\n")) continue;
    labels.push({ start: hit.index, end: hit.index + written.length, label: written.replace(/\s/g, ""), number });
  }
  return labels;
}

/** The attachment that bears the label in its name; else, by its number, the one in that place. */
function attachmentOf(name: string, number: number | null, attachments: readonly Attachment[]): number | null {
  const named = attachments.findIndex((attachment) => {
    const title = attachment.name.replace(/\s/g, "");
    return title.startsWith(name) && !/^\d/.test(title.slice(name.length));
  });
  if (named >= 0) return named;
  if (number === null) return attachments.length === 1 ? 0 : null;
  return number >= 1 && number <= attachments.length ? number - 1 : null;
}
