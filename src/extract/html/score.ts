import type { Chrome } from "../../dictionary/pages/chrome.js";
import { fileType } from "../files/file-type.js";
import { isSentence } from "../line.js";
import type { PageLine } from "./lines.js";
import { nameBlocks, type PageReading } from "./naming.js";
import type { Element, Page } from "./page.js";
import { add, type BlockSums, newSums, type Sums, sumUp } from "./sums.js";

/** What the blocks of a page hold. */
export interface Scores extends BlockSums {
  /** running text, minus the evidence against a document */
  readonly worth: Sums;
  /** characters of short unlinked lines in cells and items: labels and their values */
  readonly fields: Sums;
  /** kind of chrome that an element or one around it is named after, by order */
  readonly chrome: readonly (string | null)[];
  /** whether an element is in a list of links to other documents, by order */
  readonly listed: Uint8Array;
}

// what makes a block a list of other documents
const listing = new Set(["table", "ul", "ol", "dl", "div", "section", "aside"]);
const fewestLinks = 3;
const linkedShare = 0.6;
const sentenceShare = 0.2;
// two links are enough for a table or list that is nothing but links
const lists = new Set(["table", "ul", "ol", "dl"]);
// a list of links will be cut from the body, so it counts less against it
const cutShare = 0.7;
// a navigation line is short, so it costs more than its characters
const lineCost = 8;
// a short line without links may well be a heading; in a paragraph it is probably content
const plainShare = 0.3;
const paragraphShare = 0.4;
const figures = /[\d\s/.:：()（）[\]【】年月日-]+/g;
const climb = 24;
const longText = 20;
const longestFooter = 240;
const paragraphs = new Set(["p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "dd", "figcaption"]);
const cells = new Set(["td", "th"]);
const fieldTags = new Set(["td", "th", "dt", "dd", "li"]);
const inline = new Set(["span", "b", "strong", "em", "i", "u", "font", "a", "code", "label", "small", "sub", "sup", "ins", "mark", "big"]);

/** Passes over lines, up and down the elements: linear in the page. */
export function scoreBlocks(page: Page, lines: readonly PageLine[], reading: PageReading, chrome: Chrome): Scores {
  const [chars, sentences, linked, links, files, worth, fields] = [
    newSums(page),
    newSums(page),
    newSums(page),
    newSums(page),
    newSums(page),
    newSums(page),
    newSums(page),
  ];
  const footers = newSums(page);
  // what a line reads like is asked for again when it is weighed
  const running = lines.map(isRunning);
  const footing = lines.map((line) => isFooter(line, chrome));
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as PageLine;
    const at = line.owner.order;
    if (footing[i]) add(footers, at, line.text.length);
    // a date or a rank next to a link is not text of its own
    add(chars, at, line.linked === 0 ? line.text.length : Math.max(line.linked, line.text.replace(figures, "").length));
    add(linked, at, line.linked);
    if (running[i]) add(sentences, at, line.text.length);
  }
  for (const { tag, attributes, order, firstRun, endRun } of page.elements) {
    if (tag !== "a" || endRun === firstRun || attributes.href === undefined) continue;
    add(links, order, 1);
    if (fileType(attributes.href) !== null) add(files, order, 1);
  }
  for (const sums of [chars, sentences, linked, links, files, footers]) sumUp(page, sums);
  const held = { chars, sentences, linked, links, files, footers };
  const named = nameBlocks(page, lines, held, reading, chrome);
  const listed = inLinkBlock(page, held);
  const weigh = (line: PageLine, i: number): number => {
    const weight = reading.thread ? weighPost(line) : weighLine(line, running[i] === true);
    return weight > 0 && footing[i] ? -line.text.length - lineCost : weight;
  };
  // text that a page carries twice (for screen readers, for printing) counts once
  const seen = new Set<string>();
  lines.forEach((line, i) => {
    if (line.hidden) return;
    if (line.text.length >= longText) {
      if (seen.has(line.text)) return;
      seen.add(line.text);
    }
    const at = line.owner.order;
    const kind = named[at] ?? null;
    if (kind === "post details") return;
    if (kind === null && i > reading.title && !running[i] && isField(line)) add(fields, at, line.text.length);
    const weight = kind !== null || i < reading.title ? -line.text.length - lineCost : weigh(line, i);
    add(worth, at, weight < 0 && listed[at] === 1 ? weight * cutShare : weight);
  });
  return { ...held, worth: sumUp(page, worth), fields: sumUp(page, fields), chrome: named, listed };
}

/** Whether a block is a list of links to other documents. A list of files belongs to the document. */
export function isLinkBlock({ tag, order }: Element, scores: BlockSums): boolean {
  const links = scores.links[order] ?? 0;
  if (!listing.has(tag) || links < 2 || (scores.files[order] ?? 0) > 0) return false;
  const chars = scores.chars[order] ?? 0;
  if (links < fewestLinks) return lists.has(tag) && (scores.linked[order] ?? 0) >= chars;
  return (scores.linked[order] ?? 0) > chars * linkedShare && (scores.sentences[order] ?? 0) < chars * sentenceShare;
}

/** For each element, whether it is such a list or inside one. */
function inLinkBlock(page: Page, held: BlockSums): Uint8Array {
  const flags = new Uint8Array(page.elements.length);
  for (const element of page.elements) {
    if ((element.parent !== null && flags[element.parent.order] === 1) || isLinkBlock(element, held)) flags[element.order] = 1;
  }
  return flags;
}

/** What a site says of itself and its rights: ICP备…, 未经授权不得转载. */
const isFooter = ({ text }: PageLine, chrome: Chrome): boolean => text.length < longestFooter && chrome.holds(text) !== null;

/** Running text: reads like sentences and is not mostly link. */
export const isRunning = (line: PageLine): boolean => isSentence(line.text) && line.linked * 2 < line.text.length;

/** Where the line is no running text, a label or a value: it stands in a cell or an item and is no link. */
const isField = (line: PageLine): boolean => line.linked === 0 && isInField(blockOf(line.owner));

/** Whether a block is a cell or an item, or a paragraph that is alone in one. */
const isInField = ({ tag, parent }: Element): boolean =>
  fieldTags.has(tag) || (parent !== null && fieldTags.has(parent.tag) && (paragraphs.has(tag) || tag === "div"));

function weighLine(line: PageLine, running: boolean): number {
  const length = line.text.length;
  if (running) return length;
  if (line.linked > 0) return -length - lineCost;
  const { tag } = blockOf(line.owner);
  // numbers in a table are short by nature: they count neither for nor against a document
  if (cells.has(tag)) return 0;
  return paragraphs.has(tag) ? length * paragraphShare : -(length + lineCost) * plainShare;
}

/** In a thread even a line of a few words may be a post. */
function weighPost(line: PageLine): number {
  const length = line.text.length;
  return line.linked * 2 < length ? length : -length - lineCost;
}

/** The block around inline markup. */
export function blockOf(owner: Element): Element {
  let at = owner;
  for (let i = 0; i < climb && inline.has(at.tag) && at.parent !== null; i++) at = at.parent;
  return at;
}
