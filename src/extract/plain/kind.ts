import type { NonDocumentWords } from "../../dictionary/pages/non-documents.js";
import { fold } from "../fold.js";
import { isSentence } from "../line.js";
import { findMoment } from "../moment.js";

// an error or a wall says little
const littleText = 200;
const fewestEntries = 5;
// items of a menu are shorter than anything that a document says
const menuItem = 10;

/** What a text is that holds no document: `no-body` for menus, the kind of page for others; null where it may hold one. */
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
