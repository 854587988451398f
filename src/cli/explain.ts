import type { Document, Repair } from "../model/record.js";
import { reasons } from "../repair/reasons.js";
import { attachmentRows, type Shown } from "./document-text.js";
import { table } from "./output.js";

/** Characters of the text shown beside a repair, before and behind it. */
const context = { before: 4, behind: 3 };

/**
 * Every decision, repair and removal of a document, a line each, and what the kinds of repairs mean; of its attachments what
 * was read, and the repairs in each.
 */
export function explanation(document: Shown): string {
  const notes = document.notes.filter(({ stage }) => stage !== "repair").map(({ stage, code, message }) => [stage, code, message]);
  const removed = (document.removed ?? []).map(({ reason, text }) => ["removed", reason, text.replace(/\s+/g, " ").slice(0, 60)]);
  const attachments = attachmentRows(document).map((row) => ["attachment", ...row]);
  const attached = document.attachments.map(({ name, original = "", repairs: own = [] }) =>
    repairs({ original, repairs: own, titleOriginal: null }, name),
  );
  return [table([...notes, ...removed, ...attachments]), repairs(document), ...attached].filter((part) => part !== "").join("\n\n");
}

type RepairedText = Pick<Document, "repairs" | "original" | "titleOriginal">;

/** The repairs of a document or, where its name is given, of an attachment. */
function repairs(document: RepairedText, name?: string): string {
  if (document.repairs.length === 0) return "";
  const rows = document.repairs.map((repair) => {
    const [before, after] = inPlace(document, repair);
    return [
      `  ${repair.in} ${repair.start}–${repair.end}`,
      before,
      repair.from === repair.to ? "=" : "→",
      after,
      repair.kind,
      certainty(repair),
    ];
  });
  const kinds = [...new Set(document.repairs.map(({ kind }) => kind))].map((kind) => [`  ${kind}`, reasons[kind] ?? ""]);
  const unsure = document.repairs.filter(({ certain }) => !certain).length;
  const count = `repairs${name === undefined ? "" : ` in ${name}`}: ${document.repairs.length}, ${unsure === 0 ? "all of them certain" : `${unsure} of them not certain`}`;
  return `${count} (where, before, after, reason)\n${table(rows)}\n\nreasons\n${table(kinds)}`;
}

/** A repair with the characters beside it, before and after it was made. */
function inPlace({ original, titleOriginal }: RepairedText, { in: where, start, end, from, to }: Repair): [string, string] {
  const text = where === "title" ? (titleOriginal ?? "") : original;
  // up to the next damage or line end: what stands there has a line of its own
  const left = text.slice(Math.max(0, start - context.before), start).match(/[^()?\n\ud800-\udfff]*$/)?.[0] ?? "";
  const right = text.slice(end, end + context.behind).match(/^[^()?\n\ud800-\udfff]*/)?.[0] ?? "";
  const shown = (part: string) => `${left}${part}${right}`.replaceAll("\n", "⏎");
  return [shown(from), shown(to)];
}

function certainty({ certain, from, to, candidates = [] }: Repair): string {
  const rivals = candidates.filter((candidate) => candidate !== to);
  const may = rivals.length > 0 ? `: may be ${rivals.join(", ")}` : "";
  if (certain) return "certain";
  return from === to ? `left as it is${may}` : `not certain${may}`;
}
