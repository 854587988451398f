import type { Labels } from "../../dictionary/labels.js";
import { fold } from "../fold.js";
import type { Head } from "./head.js";
import type { Line } from "./lines.js";
import type { Page } from "./page.js";

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
const headings = /^h[1-4]$/;

/**
 * The page's title. What the page claims (tags, JSON-LD, og:title, `<title>`) is checked against the line that shows
 * it: that line is the title without the site's name. Where no line does, the site's name is cut off the end.
 */
export function findTitle(page: Page, head: Head, lines: readonly Line[], labels: Labels): Title | null {
  const claims: [string, string | null | undefined][] = [
    ["ArticleTitle", head.tags.ArticleTitle],
    ["JSON-LD", head.structured.headline],
    ...labels.meta.title.map((name): [string, string | undefined] => [name, head.meta.get(name)]),
    ["<title>", page.title],
  ];
  const sites = labels.meta.site.flatMap((name) => head.meta.get(name) ?? []);
  for (const [evidence, claim] of claims) {
    const text = claim?.replace(/\s+/g, " ").trim().slice(0, longest);
    if (!text || !/[\p{L}\p{N}]/u.test(text)) continue;
    const line = lineShowing(text, lines);
    const exact = evidence === "ArticleTitle";
    if (line >= 0) {
      const { text: shown, owner } = lines[line] as Line;
      const whole = exact ? text : insideHeading(owner) ? shown : withoutSite(shown, sites, labels);
      return { text: whole, line, evidence: `${evidence}, shown on the page` };
    }
    return { text: exact ? text : withoutSite(text, sites, labels), line, evidence };
  }
  const line = lines.findIndex(({ owner, hidden, text }) => !hidden && text.length <= longest && insideHeading(owner));
  return line < 0 ? null : { text: (lines[line] as Line).text, line, evidence: "the first heading" };
}

/** The line that shows most of a claimed title: a heading before others, then one that is no link. */
function lineShowing(claim: string, lines: readonly Line[]): number {
  const wanted = fold(claim).text;
  let best = -1;
  let most = 0;
  lines.forEach((line, i) => {
    if (line.text.length < (insideHeading(line.owner) ? shortestHeading : shortest) || line.text.length > longest + 20) return;
    // most lines of a page are no part of its title: their first characters say so
    if (!claim.includes(line.text.slice(0, 2))) return;
    const text = fold(line.text).text;
    // a site may put its own name or the column's first
    if (!wanted.startsWith(text) && !(text.length >= longestColumn && wanted.includes(text))) return;
    const rank = text.length * 4 + (insideHeading(line.owner) ? 2 : 0) + (line.linked === 0 ? 1 : 0) - (line.hidden ? text.length * 2 : 0);
    if (rank > most) {
      most = rank;
      best = i;
    }
  });
  // a line that shows a small part is the name of a column
  return best >= 0 && fold((lines[best] as Line).text).text.length * 4 >= wanted.length ? best : -1;
}

function insideHeading(owner: Line["owner"]): boolean {
  for (let at: Line["owner"] | null = owner, i = 0; at !== null && i < 4; at = at.parent, i++) if (headings.test(at.tag)) return true;
  return false;
}

const separator =
  /\s*[_|｜丨»]\s*|\s+[-–—]+\s+|(?<=[\p{L}\p{N}」』”！？)）])-(?=\p{Script=Han}[^-]{0,24}$)|(?<=\p{Script=Han})—(?=[^—]{2,20}$)/u;

/** A title without the names of column and site beside it. */
export function withoutSite(title: string, sites: readonly string[], labels: Labels): string {
  const known = new Set(sites.map((name) => fold(name).text));
  const isSite = (piece: string): boolean => {
    const name = fold(piece).text;
    return name.length <= longestSite && (known.has(name) || labels.siteNames.some((end) => name.endsWith(end)));
  };
  let text = title;
  for (let pieces = splitLast(text); pieces !== null; pieces = splitLast(text)) {
    const [front, separating, tail] = pieces;
    // behind a bar a short piece is a column; and what stands before the site's name is one
    const column = (/[_|｜丨»]/.test(separating) && tail.length <= longestColumn) || (text !== title && tail.length <= longestSite);
    if (front.length < shortest || !(isSite(tail) || column)) break;
    text = front;
  }
  const [, site, rest] = /^([^-_|｜丨]{2,20}?)\s*[-_|｜丨]\s*(.{4,})$/.exec(text) ?? [];
  return site !== undefined && rest !== undefined && isSite(site) ? rest : text;
}

function splitLast(text: string): [string, string, string] | null {
  let last: RegExpExecArray | null = null;
  for (const match of text.matchAll(new RegExp(separator, "gu"))) last = match as RegExpExecArray;
  if (!last || last.index === 0) return null;
  return [text.slice(0, last.index).trim(), last[0], text.slice(last.index + last[0].length).trim()];
}
