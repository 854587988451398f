import type { LinkTexts } from "../../dictionary/pages/links.js";
import type { ExtractDictionary } from "../extraction.js";
import { fold } from "../fold.js";
import { addressOf } from "../stated-facts.js";
import type { PageLine } from "./lines.js";
import { resolve } from "./list.js";
import type { Page, Run } from "./page.js";

const longestLine = 300;
const mostPages = 50;
const longestNumber = 40;

/** The link to the original publication: after 原文地址 or in 阅读原文. */
export function originalOf(page: Page, lines: readonly PageLine[], base: string | null, dictionary: ExtractDictionary): string | null {
  const { labels, linkTexts } = dictionary;
  for (const line of lines) {
    // cheap test first: most lines have no word of such a label and need no folding
    if (line.text.length > longestLine || !linkTexts.originalHint.test(line.text)) continue;
    const text = fold(line.text).text;
    const colon = text.indexOf(":");
    const labelled = colon > 0 && labels.lines.get(text.slice(0, colon).replace(/[[【()\]】]/g, "")) === "original";
    if (!labelled && !linkTexts.original.test(text.replace(/[[【(\]】)>]/g, ""))) continue;
    const link = page.runs.slice(line.firstRun, line.endRun).find((run: Run) => run.link !== null)?.link;
    const found = addressOf(line.text) ?? (link ? resolve(link.attributes.href ?? "", base) : null);
    if (found !== null) return found;
  }
  return null;
}

/**
 * The other pages of a paginated document, in order, each once: links that read 下一页 or a number and whose address is this
 * page's with a page number (content_2.htm, index_1.html), or those that a script's call would write.
 */
export function nextPagesOf(page: Page, url: string | null, { pageNumber }: LinkTexts): string[] {
  if (url === null || !URL.canParse(url)) return [];
  const own = new URL(url);
  own.hash = "";
  const found = new Set<string>();
  for (const element of page.elements) {
    if (element.tag !== "a" || element.attributes.href === undefined || element.endRun - element.firstRun > 3) continue;
    const text = page.runs[element.firstRun]?.text ?? "";
    // cheap test first: most links begin like neither a number nor 下一页
    if (text.length > longestNumber || !/^\s*[\d下後>»]/.test(text) || !pageNumber.test(fold(text).text)) continue;
    const address = resolve(element.attributes.href, url);
    if (address !== null && address !== own.href && continues(address, own.href) && found.size < mostPages) found.add(address);
  }
  const { paging } = page;
  for (let part = 0; paging !== null && part < Math.min(paging.parts, mostPages); part++) {
    const address = resolve(`${paging.name}${part === 0 ? "" : `_${part}`}.${paging.ending}`, url);
    if (address !== null && part !== paging.part && address !== own.href) found.add(address);
  }
  return [...found];
}

/** Whether an address is another page of a document: content_77.htm → content_77_2.htm, content_2.htm → content_3.htm */
function continues(address: string, own: string): boolean {
  const [other, number] = withoutPage(address);
  if (other === own || number === null) return number !== null;
  const [stem, ownNumber] = withoutPage(own);
  // content_4711.htm and content_4712.htm are two documents
  return stem === other && (ownNumber === null || (ownNumber <= mostPages && number <= mostPages));
}

/** An address without its page number, and the number. */
function withoutPage(address: string): [string, number | null] {
  const match = /[_-](\d{1,3})(?=\.[a-z]+$)/i.exec(address) ?? /[?&](?:page|p|pageno|currentpage)=(\d{1,3})(?=&|$)/i.exec(address);
  return match ? [address.slice(0, match.index) + address.slice(match.index + match[0].length), Number(match[1])] : [address, null];
}
