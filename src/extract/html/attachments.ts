import type { LinkTexts } from "../../dictionary/pages/links.js";
import type { Attachment } from "../../model/record.js";
import { fileType } from "../files/file-type.js";
import { fold } from "../fold.js";
import { shown } from "./lines.js";
import { resolve } from "./list.js";
import type { Element, Page } from "./page.js";

const attaching = /attach|annex|appendix|fujian|xgfj|(?:^|[\s_-])fj(?:$|[\s_-])|download/i;
const longestName = 300;
const longestCall = 2_000;

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
    if (link.tag !== "a") continue;
    const address = addressOf(link.attributes);
    if (address === undefined) continue;
    const type = fileType(address) ?? (isDownload(address) ? fileType(textOf(page, link)) : null);
    if (type === null || skipped(link)) continue;
    const text = textOf(page, link);
    if (order > body.last && !isCalledAttachment(link, text)) continue;
    const url = resolve(address, base);
    const name = nameOf(page, link, address, text, texts);
    if (seen.has(url ?? name)) continue;
    seen.add(url ?? name);
    found.push({ name, url, type });
  }
  return [...found, ...embeddedFiles(page, body.from, base, skipped, seen)];
}

/** Files that are shown within a page and not linked as well (`seen`). */
function embeddedFiles(
  page: Page,
  from: number,
  base: string | null,
  skipped: (element: Element) => boolean,
  seen: Set<string>,
): Attachment[] {
  const found: Attachment[] = [];
  for (const element of page.elements.slice(from)) {
    if (!embedding.has(element.tag) || skipped(element)) continue;
    const address = embeddedFile(element.attributes.src ?? element.attributes.data ?? "");
    const url = address === null ? null : resolve(address, base);
    if (address === null || url === null || seen.has(url)) continue;
    seen.add(url);
    found.push({ name: fileName(address), url, type: fileType(address) });
  }
  return found;
}

/** An address in a script's call, `downFile('/files/1.docx','申报表.docx')`: a quoted string that ends like a file. */
const quoted = /(["'])([^"'\s<>]{1,500}?)\1/g;

/** The address of a link; of one that only runs a script, the file that the script is called with. */
function addressOf({ href, onclick }: Element["attributes"]): string | undefined {
  const runs = href === undefined || /^\s*(?:javascript:|#|$)/i.test(href);
  if (!runs) return href;
  const named = [...`${href ?? ""};${onclick ?? ""}`.slice(0, longestCall).matchAll(quoted)].map(([, , text = ""]) => text);
  const files = named.filter((text) => fileType(text) !== null);
  // of an address and a name, both of which end like a file, only the address has a path
  return files.find((text) => text.includes("/")) ?? files[0] ?? href;
}

/** Elements that show a file within a page. */
const embedding: ReadonlySet<string> = new Set(["iframe", "embed", "object"]);

/** The file that is shown within a page: at the address itself, or named to a viewer (`viewer.html?file=/1.pdf`). */
function embeddedFile(address: string): string | null {
  const [path = "", query = ""] = address.split("?", 2);
  if (fileType(path) !== null) return address;
  for (const [, value] of new URLSearchParams(query.slice(0, longestCall))) if (fileType(value) !== null) return value;
  return null;
}

/** The address of a download script: /download.jsp?id=1 */
export const isDownload = (href: string): boolean => /down|attach|file|annex|fj/i.test(href);

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
function nameOf(page: Page, link: Element, address: string, text: string, { nameless }: LinkTexts): string {
  if (text.length > 0 && !nameless.test(fold(text).text)) return text;
  const title = link.attributes.title?.trim() || link.attributes.download?.trim();
  if (title) return title.slice(0, longestName);
  const before = page.runs[link.firstRun - 1];
  if (before && before.owner === link.parent && !nameless.test(fold(before.text).text)) return shown(before.text).slice(0, longestName);
  return fileName(address) || text;
}

/** The last part of an address' path. */
function fileName(address: string): string {
  const path = address.split(/[?#]/)[0]?.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(path);
  } catch {
    // a name with a stray % is not percent-encoded
    return path;
  }
}
