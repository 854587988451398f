import type { TitleWords } from "../../dictionary/documents/titles.js";
import type { Labels } from "../../dictionary/pages/labels.js";
import { readDateline } from "../dateline.js";
import { endsTitle, titleOf } from "../files/title.js";
import { fold } from "../fold.js";
import { classify } from "../line.js";
import type { PageLexicon } from "../page-lexicon.js";
import { isTitlePart } from "../plain/lines.js";
import { type TitleLine, titleSpan } from "../title-lines.js";
import type { Head } from "./head.js";
import { isEntry, type PageLine } from "./lines.js";
import { classesOf, wordsOf } from "./names.js";
import type { Page } from "./page.js";
import { cellOf } from "./table.js";

export interface Title {
  readonly text: string;
  /** index of the line that shows it, -1 where none does */
  readonly line: number;
  readonly evidence: string;
}

const longest = 300;
const shortest = 4;
// 公示
const shortestHeading = 2;
const longestSite = 30;
const longestColumn = 12;
// 新闻动态, 通知公告
const shortColumn = 6;
// a heading of this length within the claim: 青山日报数字报-县里通水
const shortestWithin = 6;
const longestAbove = 120;
const mostLines = 5;
const titleNames = new Set(["title", "tit", "biaoti", "bt", "headline", "subject"]);
const headings = /^h[1-4]$/;
// the government's own tag holds the title and nothing else
const exactTag = "ArticleTitle";

/** The words that a title is known by. */
export interface TitleLexicon extends PageLexicon {
  readonly titleWords: TitleWords;
}

/** What a page claims to be its title, and where it says so. */
interface TitleClaim {
  readonly evidence: string;
  readonly text: string;
}

/**
 * The page's title. What the page claims (tags, JSON-LD, og:title, `<title>`) is checked against the line that shows
 * it: that line is the title without the site's name. Where no line does, the site's name is cut off the end. Where a page
 * claims only its column or its site, the line above the date line is its title.
 */
export function findTitle(page: Page, head: Head, lines: readonly PageLine[], lexicon: TitleLexicon): Title | null {
  const sites = lexicon.labels.meta.site.flatMap((name) => head.meta.get(name) ?? []);
  const claim = firstClaim(page, head, lexicon.labels);
  if (claim !== null) return titleClaimed(claim, sites, lines, lexicon);
  const elsewhere = titleElsewhere(lines, lexicon);
  if (elsewhere !== null) return elsewhere;
  const line = lines.findIndex(({ owner, hidden, text }) => !hidden && text.length <= longest && insideHeading(owner));
  if (line >= 0) return titleAround(lines, line, "the first heading", lexicon);
  return titleOfText(lines, lexicon);
}

/** The title of a page that Word wrote and that neither claims nor marks one: its first lines, read as those of a file. */
function titleOfText(lines: readonly PageLine[], { titleWords: words }: TitleLexicon): Title | null {
  const kind = ({ owner, linked, hidden }: PageLine) => (hidden || linked > 0 || cellOf(owner) !== null ? "row" : "text");
  const found = titleOf(
    lines.map((line) => ({ text: line.text, kind: kind(line) })),
    words,
  );
  return found && { text: found.text, line: found.from, evidence: "the first lines of a page without a title" };
}

function firstClaim(page: Page, head: Head, labels: Labels): TitleClaim | null {
  const claims: readonly (readonly [string, string | null | undefined])[] = [
    [exactTag, head.tags.ArticleTitle],
    ["JSON-LD", head.structured.headline],
    ...labels.meta.title.map((name) => [name, head.meta.get(name)] as const),
    ["<title>", page.title],
  ];
  for (const [evidence, claim] of claims) {
    const text = claim?.replace(/\s+/g, " ").trim().slice(0, longest);
    if (!text || !/[\p{L}\p{N}]/u.test(text) || labels.placeholders.has(fold(text).text.toLowerCase())) continue;
    // a quotation mark in the title has ended the tag's attribute early
    const isCutOff = page.title.startsWith(text) && /^\s?["']/.test(page.title.slice(text.length));
    if (!isCutOff) return { evidence, text };
  }
  return null;
}

function titleClaimed(
  { evidence, text: claimed }: TitleClaim,
  sites: readonly string[],
  lines: readonly PageLine[],
  lexicon: TitleLexicon,
): Title {
  const { labels } = lexicon;
  const text = uncut(claimed, lines);
  const site = splitLast(text)?.[2] ?? "";
  const line = lineShowing(text, lines, isSiteName(site, sites, labels.siteNames) ? fold(site).text : null);
  const title = (whole: string): Title => ({ text: whole, line, evidence: line >= 0 ? `${evidence}, shown on the page` : evidence });
  if (evidence === exactTag) return title(text);
  const shown = line >= 0 ? wholeOf(text, lines, line) : text;
  // a heading is not checked for site names: 市领导到市气象局调研 ends like one
  if (line >= 0 && insideHeading((lines[line] as PageLine).owner)) return title(shown);
  const whole = withoutSite(shown, sites, labels);
  const isColumn = whole.length <= shortColumn || isSiteName(whole, sites, line < 0 ? labels.siteNames : []);
  return (isColumn ? (titleElsewhere(lines, lexicon) ?? titleBelowDate(lines, lexicon)) : null) ?? title(whole);
}

/** A title that its tag has cut short (…的通…), as a line of the page shows it. */
function uncut(claimed: string, lines: readonly PageLine[]): string {
  const begun = /^(.{10,}?)\s?(?:…+|\.{3,})$/.exec(claimed)?.[1];
  const whole =
    begun && lines.find(({ text, linked, hidden }) => !hidden && linked === 0 && text.length <= longest && text.startsWith(begun));
  return whole ? whole.text : claimed;
}

/** The lines of a title at the head of the text, below its date line: bodies, 关于…的通知. */
function titleBelowDate(lines: readonly PageLine[], lexicon: TitleLexicon): Title | null {
  const { chrome, labels, titleWords } = lexicon;
  const stamp = lines.findIndex(({ text, hidden, linked }) => !hidden && linked * 2 < text.length && isStamp(text, chrome, labels));
  const below = lines.slice(stamp + 1, stamp + 1 + mostLines);
  const at =
    stamp < 0
      ? -1
      : below.findIndex(({ text, linked, hidden }) => !hidden && linked === 0 && endsTitle(text, titleWords) && isTitlePart(text));
  return at < 0 ? null : titleAround(lines, stamp + 1 + at, "the lines below the date line", lexicon);
}

/** The title of a page that only claims the name of its column or site. */
function titleElsewhere(lines: readonly PageLine[], lexicon: TitleLexicon): Title | null {
  const above = lineAboveDate(lines, lexicon);
  if (above >= 0) return titleAround(lines, above, "the line above the date line", lexicon);
  const named = lineNamedTitle(lines);
  if (named >= 0) return titleAround(lines, named, "a block named after a title", lexicon);
  const heading = lines.findIndex((line) => isLongLine(line) && insideHeading(line.owner));
  if (heading >= 0) return titleAround(lines, heading, "a heading longer than a column's name", lexicon);
  const table = lineAboveTable(lines, lexicon);
  return table < 0 ? null : titleAround(lines, table, "the line above a table", lexicon);
}

/** The title that a line shows, with those of its lines above and below that its words show to belong to it. */
function titleAround(lines: readonly PageLine[], at: number, evidence: string, { chrome, labels, titleWords }: TitleLexicon): Title {
  const first = Math.max(0, at - mostLines);
  const near = lines.slice(first, at + mostLines + 1).map(({ text, linked, hidden, row, owner }): TitleLine => {
    const isText = !hidden && linked === 0 && !row && cellOf(owner) === null && text.length <= longestAbove;
    const { is } = classify(text, chrome, labels);
    return isText && (is === "text" || is === "sentence") && readDateline(text, chrome, labels) === null ? text : null;
  });
  const { text, end } = titleSpan(near, at - first, titleWords, false);
  return near[at - first] === null ? { text: (lines[at] as PageLine).text, line: at, evidence } : { text, line: first + end - 1, evidence };
}

/**
 * The line that shows most of a claimed title: a heading before others, then one that is no link.
 * @param site the folded name of the site at the title's end, which the page may show as well
 */
function lineShowing(claim: string, lines: readonly PageLine[], site: string | null): number {
  const wanted = fold(claim).text;
  let best = -1;
  let most = 0;
  lines.forEach((line, i) => {
    if (line.text.length < (insideHeading(line.owner) ? shortestHeading : shortest) || line.text.length > longest + 20) return;
    // cheap test first: the beginning of most lines is not in the title
    if (!claim.includes(line.text.slice(0, 2))) return;
    const text = fold(line.text).text;
    if (text === site) return;
    // a site may put its own name or the column's before the title
    if (!wanted.startsWith(text) && !(text.length >= (isHeadingOfWords(line) ? shortestWithin : longestColumn) && wanted.includes(text)))
      return;
    const rank = text.length * 4 + (insideHeading(line.owner) ? 2 : 0) + (line.linked === 0 ? 1 : 0) - (line.hidden ? text.length * 2 : 0);
    if (rank > most) {
      most = rank;
      best = i;
    }
  });
  // a line that shows only a small part of it is the name of a column
  return best >= 0 && fold((lines[best] as PageLine).text).text.length * 4 >= wanted.length ? best : -1;
}

/** A heading of words; 2022年第4期 may be that of an issue in a list. */
const isHeadingOfWords = ({ owner, text }: PageLine): boolean => /\p{Script=Han}{4}/u.test(text) && insideHeading(owner);

/** The line together with those below it that show the rest of a claimed title: a long one takes several. */
function wholeOf(claim: string, lines: readonly PageLine[], at: number): string {
  const wanted = fold(claim).text;
  let text = (lines[at] as PageLine).text;
  let end = wanted.indexOf(fold(text).text) + fold(text).text.length;
  for (let i = at + 1; i < Math.min(lines.length, at + mostLines); i++) {
    const { text: next, linked } = lines[i] as PageLine;
    const folded = next.length <= longest ? fold(next).text : "";
    if (folded.length === 0 || linked > 0 || !wanted.startsWith(folded, end)) break;
    text += (/[\x21-\x7e]$/.test(text) && /^[\x21-\x7e]/.test(next) ? " " : "") + next;
    end += folded.length;
  }
  return text;
}

/** The line where a title would be: right above the first date line, toolbars aside; -1 where there is none. */
function lineAboveDate(lines: readonly PageLine[], { chrome, labels }: PageLexicon): number {
  const stamp = lines.findIndex(
    ({ text, hidden, linked }, i) => !hidden && linked * 2 < text.length && isStamp(text, chrome, labels) && !isEntry(lines, i),
  );
  for (let i = stamp - 1; i >= Math.max(0, stamp - mostLines); i--) {
    const { text, linked, hidden } = lines[i] as PageLine;
    const { is } = classify(text, chrome, labels);
    if (is === "chrome" || is === "facts" || is === "blank") continue;
    return !hidden && linked === 0 && text.length > shortColumn && text.length <= longestAbove && !text.includes("。") ? i : -1;
  }
  return -1;
}

/** The line right above the first table of labels and values; -1 where there is none. */
function lineAboveTable(lines: readonly PageLine[], { chrome, labels }: PageLexicon): number {
  const row = lines.findIndex(({ owner, hidden, text }) => !hidden && cellOf(owner) !== null && /[:：]$/.test(text));
  const above = lines[row - 1];
  if (above === undefined || !isLongLine(above) || cellOf(above.owner) !== null) return -1;
  return classify(above.text, chrome, labels).is === "text" ? row - 1 : -1;
}

/** A line that is as long as a title, and longer than the name of a column. */
const isLongLine = ({ text, linked, hidden }: PageLine): boolean =>
  !hidden && linked === 0 && text.length >= longestColumn && text.length <= longestAbove && !text.includes("。");

/** The first line as long as a title in a block that is named like one; -1 where there is none. */
function lineNamedTitle(lines: readonly PageLine[]): number {
  return lines.findIndex((line) => {
    if (!isLongLine(line)) return false;
    for (let at: PageLine["owner"] | null = line.owner, i = 0; at !== null && i < 3; at = at.parent, i++) {
      const { id, class: classes } = at.attributes;
      if ([...classesOf(classes), id ?? ""].some((name) => wordsOf(name).some((word) => titleNames.has(word)))) return true;
    }
    return false;
  });
}

/** A date line with a label, a source or the time of day: a bare date may be today's. */
function isStamp(text: string, chrome: PageLexicon["chrome"], labels: Labels): boolean {
  const line = readDateline(text, chrome, labels);
  return line !== null && (line.dated !== null || line.publisher !== null || (line.publishedAt?.length ?? 0) > 10);
}

function insideHeading(owner: PageLine["owner"]): boolean {
  for (let at: PageLine["owner"] | null = owner, i = 0; at !== null && i < 4; at = at.parent, i++) if (headings.test(at.tag)) return true;
  return false;
}

const separator =
  /\s*[_|｜丨»]\s*|\s+[-–—]+\s+|--+|(?<=[\p{L}\p{N}」』”！？)）])-(?=\p{Script=Han}[^-]{0,24}$)|(?<=\p{Script=Han})—(?=[^—]{2,20}$)/u;

/** Cuts the names of column and site off a title. */
function withoutSite(title: string, sites: readonly string[], labels: Labels): string {
  const isSite = (piece: string): boolean => isSiteName(piece, sites, labels.siteNames);
  let text = title;
  for (let pieces = splitLast(text); pieces !== null; pieces = splitLast(text)) {
    const [front, separating, tail] = pieces;
    // a short piece after a bar is a column, and so is whatever precedes the site's name
    const column = (/[_|｜丨»]/.test(separating) && tail.length <= longestColumn) || (text !== title && tail.length <= longestSite);
    if (front.length < shortest || !(isSite(tail) || column)) break;
    text = front;
  }
  const [, site, rest] = /^([^-_|｜丨]{2,20}?)\s*[-_|｜丨]\s*(.{4,})$/.exec(text) ?? [];
  return site !== undefined && rest !== undefined && isSite(site) ? rest : text;
}

function isSiteName(text: string, sites: readonly string[], ends: readonly string[]): boolean {
  const name = fold(text).text;
  return name.length <= longestSite && (sites.some((site) => fold(site).text === name) || ends.some((end) => name.endsWith(end)));
}

function splitLast(text: string): [string, string, string] | null {
  let last: RegExpExecArray | null = null;
  for (const match of text.matchAll(new RegExp(separator, "gu"))) last = match as RegExpExecArray;
  if (!last || last.index === 0) return null;
  return [text.slice(0, last.index).trim(), last[0], text.slice(last.index + last[0].length).trim()];
}
