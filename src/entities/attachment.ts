import type { Mention } from "../model/entity.js";
import type { Attachment } from "../model/record.js";
import type { Annotator } from "./annotator.js";
import { toNumber } from "./numbers/decimal.js";
import { readNumber } from "./numbers/read.js";

const label = /附(?:件|表|录|图)[ \u00a0]{0,2}(\d{1,2}|[一二三四五六七八九十]{1,3})?(?!\d)/g;

/** Mentions of attachments (附件1), each with the attachment of the record that it names. */
export const annotateAttachments: Annotator<"attachment"> = (view, context) => {
  const mentions: Mention<"attachment">[] = [];
  label.lastIndex = 0;
  for (let hit = label.exec(view.text); hit !== null; hit = label.exec(view.text)) {
    const said = hit[1] === undefined ? null : readNumber(hit[1], 0);
    const number = said && toNumber(said.low);
    const written = hit[0].trimEnd();
    // 附件 alone is a mention only where nothing continues the word
    if (number === null && !/[:：)）》”。，,；;、\s]/.test(view.text[hit.index + written.length] ?? "\n")) continue;
    mentions.push({
      type: "attachment",
      start: hit.index,
      end: hit.index + written.length,
      rule: "attachment",
      label: written.replace(/\s/g, ""),
      attachment: attachmentOf(written.replace(/\s/g, ""), number, context.attachments),
    });
  }
  return mentions;
};

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
