import type { NonDocumentWords } from "../../dictionary/pages/non-documents.js";
import { fold } from "../fold.js";
import type { PageKind } from "../html/kind.js";
import { isSentence } from "../line.js";
import { endsDated, findMoment } from "../moment.js";

// an error page or a log-in wall has little text
const littleText = 200;
const nothingMore = 40;
const mostOfIt = 0.4;
const fewestEntries = 5;
// menu items are shorter than any line of a document
const menuItem = 10;
const longestNotice = 40;
const telling = 0.25;
// 政务公开 and 信息公开目录 are names of columns
const shortestVerse = 5;

/** A notice of short lines: it addresses someone, names a time or ends with its date, as no menu does. */
const isNotice = (body: readonly string[]): boolean =>
  body.length <= longestNotice &&
  body.filter((line) => /[：:，,]|\d\s?[年月日时時]/.test(line)).length >= Math.max(2, body.length * telling);

/** A poem: below its title a few lines of about the same length, longer than the names of columns. */
function isVerse(title: string | null, body: readonly string[]): boolean {
  if (body.length > longestNotice || !body.slice(1).every((line) => /^[\p{Script=Han}，、—…]+$/u.test(line))) return false;
  const lengths = body.slice(1).map((line) => line.length);
  return (
    Math.min(...lengths) >= shortestVerse && new Set(lengths).size <= 4 && (title === null || title.length <= Math.max(...lengths) * 2)
  );
}

/** Whether words that a page is gone are what a text says, and not what a notice mentions, which says more or ends with its date. */
function isAllSaid(word: string, title: string | null, body: readonly string[]): boolean {
  const lines = [title ?? "", ...body].map((line) => fold(line).text.toLowerCase());
  const length = lines.reduce((sum, line) => sum + line.length, 0);
  if (length <= nothingMore) return true;
  if (endsDated(body)) return false;
  const own = lines.filter((line) => line.includes(word)).reduce((sum, line) => sum + line.length, 0);
  return own >= mostOfIt * length;
}

/** Why a text is not a document: `no-body` for menus, else the kind of page; null where it may be one. */
export function judgeText(title: string | null, body: readonly string[], words: NonDocumentWords): PageKind | "no-body" | null {
  const text = body.join("");
  if (text.length <= littleText) {
    const folded = fold(`${title ?? ""}${text}`).text.toLowerCase();
    for (const kind of ["challenge page", "soft 404", "log-in wall"] as const) {
      const word = words[kind].texts.find((each) => folded.includes(each));
      if (word !== undefined && (kind !== "soft 404" || isAllSaid(word, title, body))) return kind;
    }
  }
  if (body.some(isSentence) || body.length < fewestEntries) return null;
  if (body.filter((line) => findMoment(line) !== null).length * 2 >= body.length) return "list page";
  return text.length / body.length <= menuItem && !isNotice(body) && !isVerse(title, body) ? "no-body" : null;
}
