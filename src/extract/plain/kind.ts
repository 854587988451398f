import type { NonDocumentWords } from "../../dictionary/pages/non-documents.js";
import { fold } from "../fold.js";
import { isSentence } from "../line.js";
import { findMoment } from "../moment.js";

// an error page or a log-in wall has little text
const littleText = 200;
const fewestEntries = 5;
// menu items are shorter than any line of a document
const menuItem = 10;

/** Why a text is not a document: `no-body` for menus, else the kind of page; null where it may be one. */
export function judgeText(title: string | null, body: readonly string[], words: NonDocumentWords): string | null {
  const text = body.join("");
  if (text.length <= littleText) {
    const folded = fold(`${title ?? ""}${text}`).text.toLowerCase();
    for (const kind of ["challenge page", "soft 404", "log-in wall"] as const) {
      if (words[kind].texts.some((word) => folded.includes(word))) return kind;
    }
  }
  if (body.some(isSentence) || body.length < fewestEntries) return null;
  if (body.filter((line) => findMoment(line) !== null).length * 2 >= body.length) return "list page";
  return text.length / body.length <= menuItem ? "no-body" : null;
}
