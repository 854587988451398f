import { ZhengwenError } from "../model/errors.js";
import { withListed } from "./attachment-list.js";
import type { ExtractDictionary, ExtractInput, Extraction } from "./extraction.js";
import { fileType } from "./files/file-type.js";
import { readHtml } from "./html/html.js";
import { errorOfKind } from "./html/kind.js";
import { judgeText } from "./plain/kind.js";
import { readPlain } from "./plain/plain.js";

/**
 * Finds the document on a page, HTML or saved as text, and drops the page around it. Pure.
 * @param page decoded text of the page
 * @throws extract.no-body, extract.not-a-document, extract.too-deep
 */
export function extract(page: string, input: ExtractInput, dictionary: ExtractDictionary): Extraction {
  const data = dataOf(page);
  if (data !== null) throw new ZhengwenError("extract.not-a-document", `Kind: ${data}.`);
  return isHtml(page, input.contentType) ? readHtml(page, input, dictionary) : extractPlain(page.replaceAll("\0", ""), input, dictionary);
}

const roots: readonly (readonly [start: RegExp, kind: string])[] = [
  [
    /^(?:<\?xml[^>]{0,200}>\s*)?(?:<\?[^>]{0,200}>\s*|<!--[^>]{0,500}-->\s*|<!doctype[^>[]{0,300}(?:\[[^\]]{0,1500}\])?\s*>\s*){0,4}<(?:rss|feed|rdf:RDF)[\s>]/i,
    "feed",
  ],
  [/^(?:<\?xml[^>]{0,200}>\s*)?(?:<\?[^>]{0,200}>\s*|<!--[^>]{0,500}-->\s*){0,4}<(?:urlset|sitemapindex)[\s>]/i, "site map"],
  // an API response: an object or a list of objects, and its first key
  [/^(?:[\w$.]{1,40}\s?\(\s*)?\[?\s*\{\s*"[^"\n]{1,60}"\s*:/, "data"],
];
const rss1 = /xmlns(?::\w{1,20})?\s?=\s?["']http:\/\/purl\.org\/rss\/1\.0\/?["']/i;
const rootLooked = 2_000;

/** The kind of a text that is meant for programs; null for any other text. */
function dataOf(page: string): string | null {
  const start = page.slice(0, rootLooked).replace(/^[\s\ufeff]+/, "");
  // RSS 1.0, whatever stands above its root
  if (rss1.test(start) && !/<html/i.test(start)) return "feed";
  return roots.find(([root]) => root.test(start))?.[1] ?? null;
}

const looked = 65_536;
const opening = /^[\s\ufeff]*<(?:!doctype\s+html|html|head|body|title|meta|script|div|table|\?xml)\b/i;
const markup = /<(?:html|head|body|div|p|table|tr|td|meta|br|span|a|title|script|article|section|ul|li|h[1-6]|font|center)(?=[\s>/])/gi;

/** Whether a page is markup. Its content decides; the content type only settles doubtful cases. */
export function isHtml(page: string, contentType: string | null): boolean {
  const head = page.slice(0, looked);
  if (opening.test(head)) return true;
  const tags = head.match(markup)?.length ?? 0;
  return tags >= (/html/i.test(contentType ?? "") ? 1 : /text\/plain/i.test(contentType ?? "") ? Number.POSITIVE_INFINITY : 3);
}

function extractPlain(page: string, input: ExtractInput, dictionary: ExtractDictionary): Extraction {
  const found = readPlain(page, dictionary, input.title);
  const body = found.body.map((line) => `${line}\n`).join("");
  if (!/[\p{L}\p{N}]{2}/u.test(body)) throw new ZhengwenError("extract.no-body", "The text holds only page chrome.");
  const verdict = judgeText(found.title, found.body, dictionary.nonDocuments);
  if (verdict === "no-body") throw new ZhengwenError("extract.no-body", "The text holds only menus.");
  if (verdict !== null) throw errorOfKind({ kind: verdict, detail: "a text" });
  const { title, publishedAt, publishedFrom, publisher, author, editor, originalUrl, metadata, removed } = found;
  const files = found.files.map((name) => ({ name, url: null, type: fileType(name) }));
  const attachments = withListed(files, found.body);
  const notes = [{ code: "body.text", message: "The page is plain text." }];
  if (title !== null) notes.push({ code: "title", message: found.titleEvidence });
  if (publishedAt !== null) notes.push({ code: "publishedAt", message: `${publishedAt}: ${found.dateEvidence}` });
  return {
    article: {
      title,
      body,
      publishedAt,
      publishedFrom,
      publisher,
      author,
      editor,
      originalUrl,
      claimedUrl: null,
      attachments,
      tags: {},
      facts: metadata,
      removed,
    },
    notes,
  };
}
