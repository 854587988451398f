import { ZhengwenError } from "../../model/errors.js";
import { isHtml } from "../extract.js";
import type { ExtractDictionary } from "../extraction.js";
import { readHtml } from "../html/html.js";
import { type FileLine, textLine } from "./line.js";

const deepest = 512;

/**
 * The lines of a decoded text, or the document on an HTML page with its title above.
 * @throws attachment.empty for a page that holds no document: what a site answers where the file is missing
 */
export function readText(text: string, dictionary: ExtractDictionary): { readonly type: string; readonly lines: FileLine[] } {
  if (!isHtml(text, null)) return { type: "txt", lines: linesOf(text) };
  try {
    const { title, body } = readHtml(text, { url: null, contentType: "text/html", depth: deepest }, dictionary).article;
    return { type: "html", lines: [...(title === null ? [] : [{ ...textLine(title), style: "title" as const }]), ...linesOf(body)] };
  } catch (cause) {
    if (!(cause instanceof ZhengwenError)) throw cause;
    const code = cause.code === "extract.too-deep" ? "attachment.damaged" : "attachment.empty";
    throw new ZhengwenError(code, `html: ${cause.message}`, { cause });
  }
}

const linesOf = (text: string): FileLine[] =>
  text
    .split(/\r\n?|\n|\u2028|\u2029/)
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => ({ text: line, kind: line.includes("\t") ? "row" : "text" }));
