import type { LinkTexts } from "../../dictionary/pages/links.js";
import type { Attachment } from "../../model/record.js";
import { fileType } from "../files/file-type.js";
import { fold } from "../fold.js";
import { shown } from "./lines.js";
import { resolve } from "./list.js";
import type { Element, Page } from "./page.js";

const attaching = /attach|annex|appendix|fujian|xgfj|(?:^|[\s_-])fj(?:$|[\s_-])|download/i;
const longestName = 300;

/**
 * The files attached to a document: links to files in the body and, where they are called attachments, below it, but not in
 * lists of other documents. Each address once, in order.
 * @param skipped whether an element is in a block that does not belong to the document
 */
export function findAttachments(
  page: Page,
  body: { readonly from: number; readonly last: number },
  base: string | null,
  skipped: (element: Element) => boolean,
  texts: LinkTexts,
): Attachment[] {
  const found: Attachment[] = [];
  const seen = new Set<string>();
  for (let order = body.from; order < page.elements.length; order++) {
    const link = page.elements[order] as Element;
    if (link.tag !== "a" || link.attributes.href === undefined) continue;
    const type = fileType(link.attributes.href) ?? (isDownload(link.attributes.href) ? fileType(textOf(page, link)) : null);
    if (type === null || skipped(link)) continue;
    const text = textOf(page, link);
    if (order > body.last && !isCalledAttachment(link, text)) continue;
    const url = resolve(link.attributes.href, base);
    const name = nameOf(page, link, text, texts);
    if (seen.has(url ?? name)) continue;
    seen.add(url ?? name);
    found.push({ name, url, type });
  }
  return found;
}

/** The address of a download script: /download.jsp?id=1 */
const isDownload = (href: string): boolean => /down|attach|file|annex|fj/i.test(href);

/** Tells attachments from the site's own files below the body, such as players and browsers. */
function isCalledAttachment(link: Element, text: string): boolean {
  if (/附件|文件/.test(text) || fileType(text) !== null) return true;
  for (let at: Element | null = link, i = 0; at !== null && i < 4; at = at.parent, i++) {
    if (attaching.test(`${at.attributes.class ?? ""} ${at.attributes.id ?? ""}`)) return true;
  }
  return false;
}

const textOf = (page: Page, { firstRun, endRun }: Element): string =>
  shown(
    page.runs
      .slice(firstRun, endRun)
      .map((run) => run.text)
      .join(""),
  ).slice(0, longestName);

/** The link's text, or its title or file name where the text is a mere 下载. */
function nameOf(page: Page, link: Element, text: string, { nameless }: LinkTexts): string {
  if (text.length > 0 && !nameless.test(fold(text).text)) return text;
  const title = link.attributes.title?.trim() || link.attributes.download?.trim();
  if (title) return title.slice(0, longestName);
  const before = page.runs[link.firstRun - 1];
  if (before && before.owner === link.parent && !nameless.test(fold(before.text).text)) return shown(before.text).slice(0, longestName);
  const path = (link.attributes.href ?? "").split(/[?#]/)[0]?.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(path) || text;
  } catch {
    // a name with a stray % is not percent-encoded
    return path || text;
  }
}
