import type { NonDocumentWords } from "../../dictionary/pages/non-documents.js";
import { type ErrorCode, ZhengwenError } from "../../model/errors.js";
import { fold } from "../fold.js";
import { isSentence } from "../line.js";
import { endsDated } from "../moment.js";
import { isGuarding } from "./guarding.js";
import type { Head } from "./head.js";
import { linesOf, type PageLine } from "./lines.js";
import { type ListLink, listLinks } from "./list.js";
import type { Page } from "./page.js";

/** The kinds of pages that hold no document. */
export type PageKind =
  | "list page"
  | "home page"
  | "search results"
  | "log-in wall"
  | "challenge page"
  | "signed-in page"
  | "contact page"
  | "soft 404"
  | "empty shell";

export interface Verdict {
  readonly kind: PageKind;
  /** the evidence for it */
  readonly detail: string;
}

/** The page to be judged, with the body found on it, which may be empty. */
export interface Suspect {
  readonly page: Page;
  readonly head: Head;
  readonly lines: readonly PageLine[];
  readonly url: string | null;
  readonly paragraphs: readonly string[];
  /** how many of the paragraphs are linked and dated, as the entries of a list are */
  readonly entries: number;
  /** whether there are signs of a document: a known container with one, or a heading too long for a column's name */
  readonly likely: boolean;
  /** whether the page claims a title too long for a column's name */
  readonly titled: boolean;
  /** whether a line shows the title */
  readonly shown: boolean;
  /** whether there is a date line below the title */
  readonly stamped: boolean;
  /** whether posts of a thread were found: they are short, and a forum asks every reader to log in */
  readonly thread: boolean;
}

// a page with this much running text holds a document, whatever else is on it
const surely = 400;
// a log-in wall or an error has little text, and its page not much more
const littleText = 150;
const littlePage = 800;
const almostNothing = 40;
const aSentence = 15;
const aParagraph = 60;
const fewestEntries = 5;
const manyEntries = 10;
const mostEntries = 0.8;
const fewestPosts = 3;
const homeLinks = 20;
const looked = 3_000;
const longestTitleWord = 10;
/** The share of what a page says that its words of being gone must have. */
const mostOfIt = 0.4;
const signingOut = /(?:log|sign)[-_]?(?:in)?(?:out|off)\b/i;
const longestCall = 300;
const homePath = /^\/(?:(?:index|default|home|main)\.\w+)?$/i;
const searching = /(?:^|[/_-])(?:search|s|so|query|jsearch|jiansuo|sousuo)(?:$|[./_-])/i;

/** The kind of a page that holds no document; null where it may hold one. */
export function judge(suspect: Suspect, words: NonDocumentWords): Verdict | null {
  const running = suspect.paragraphs.reduce((sum, text) => sum + (isSentence(text) ? text.length : 0), 0);
  if (isHome(suspect)) return { kind: "home page", detail: "the address of a site, and links to all of it" };
  if (isPortal(suspect, running))
    return { kind: "home page", detail: "no title on it, and links to other documents that outweigh its text" };
  if (isIndex(suspect)) return { kind: "list page", detail: `${suspect.entries} linked and dated entries, and nothing else` };
  if (running >= surely || (suspect.thread && suspect.paragraphs.length >= fewestPosts)) return null;
  const shown = suspect.lines.filter((line) => !line.hidden);
  const letters = shown.reduce((sum, { text }) => sum + lettersIn(text), 0);
  return (
    blank(suspect.page, letters) ??
    wall(suspect, shown, running, letters, words) ??
    personal(suspect, running, letters) ??
    contact(suspect, running, words) ??
    listing(
      suspect,
      running,
      suspect.paragraphs.reduce((sum, text) => sum + lettersIn(text), 0),
      words,
    )
  );
}

/** The error that a page of a kind without documents ends with. */
export function errorOfKind({ kind, detail }: Verdict): ZhengwenError {
  return new ZhengwenError(codes[kind] ?? "extract.not-a-document", `Kind: ${kind} (${detail}).`);
}

const codes: Partial<Record<PageKind, ErrorCode>> = {
  "challenge page": "extract.challenge",
  "soft 404": "extract.gone",
  "empty shell": "extract.scripted",
};

/** What a page is that should be a list and names no document: a challenge, an error, an empty shell; null where it shows none of these. */
export function judgeEmptyList(page: Page, words: NonDocumentWords): Verdict | null {
  const shown = linesOf(page, 0, page.runs.length).filter((line) => !line.hidden);
  const letters = shown.reduce((sum, { text }) => sum + lettersIn(text), 0);
  return blank(page, letters) ?? wall({ page, url: null, stamped: false, paragraphs: [] }, shown, 0, letters, words);
}

/** A site's home page: whatever it says, it is not a document. */
function isHome({ page, head, url, stamped }: Suspect): boolean {
  if (url === null || !URL.canParse(url) || stamped) return false;
  const { pathname, search, hash } = new URL(url);
  if (!homePath.test(pathname) || search.length > 0 || hash.length > 0 || head.tags.ArticleTitle || head.structured.published) return false;
  return page.elements.filter(({ tag, attributes }) => tag === "a" && attributes.href !== undefined).length >= homeLinks;
}

/** A page with lists of documents that shows no title of its own, whatever text stands between the lists. */
function isPortal({ page, head, url, stamped, titled, shown, thread, likely }: Suspect, running: number): boolean {
  // a long title that no line shows may be the site's own: 云川吧-讨论家乡的地方
  const claims = titled && (likely || running >= littleText);
  if (stamped || claims || shown || thread || head.tags.ArticleTitle || head.structured.published) return false;
  if (titled && headlines(page) >= homeLinks) return true;
  const links = listLinks(page, url ?? "http://localhost/");
  return links.length >= homeLinks && links.reduce((sum, { title }) => sum + lettersIn(title), 0) > running;
}

/** A page whose every line is a dated link to something else: the threads of a forum, the entries of a column. */
const isIndex = ({ head, stamped, entries, paragraphs }: Suspect): boolean =>
  !stamped && !head.tags.ArticleTitle && entries >= manyEntries && entries >= paragraphs.length * mostEntries;

const aHeadline = 10;

/** How many links are as long as headlines. */
const headlines = ({ elements, runs }: Page): number =>
  elements.filter(
    ({ tag, attributes, firstRun, endRun }) =>
      tag === "a" &&
      attributes.href !== undefined &&
      runs.slice(firstRun, endRun).reduce((sum, { text }) => sum + text.trim().length, 0) >= aHeadline,
  ).length;

/** Letters of any script, roughly: everything but ASCII marks and digits, spaces and full-width marks. */
function lettersIn(text: string): number {
  let letters = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x2e80 ? code < 0xff00 && (code < 0x3000 || code > 0x303f) : code > 0xbf || ((code | 0x20) - 0x61) >>> 0 < 26) letters++;
  }
  return letters;
}

function blank(page: Page, letters: number): Verdict | null {
  if (letters >= almostNothing) return null;
  if (isGuarding(page.script)) return { kind: "challenge page", detail: "a script that sets a cookie and little else" };
  return page.scripted > 0 ? { kind: "empty shell", detail: "scripts that would draw the page, and no text" } : null;
}

function wall(
  suspect: Pick<Suspect, "page" | "url" | "stamped" | "paragraphs">,
  shown: readonly PageLine[],
  running: number,
  letters: number,
  words: NonDocumentWords,
): Verdict | null {
  if (running >= littleText * 2) return null;
  const { page, url } = suspect;
  const title = fold(page.title).text.toLowerCase();
  const text = fold(
    `${shown
      .filter((line) => line.linked * 2 < line.text.length)
      .map((line) => line.text)
      .join("")
      .slice(0, looked)}${page.noscript.slice(0, 500)}`,
  ).text.toLowerCase();
  for (const kind of ["challenge page", "soft 404", "log-in wall"] as const) {
    const inTitle = words[kind].titles.find((word) => isTitleOf(word, title));
    if (inTitle !== undefined && running < littleText) return { kind, detail: `the title says ${inTitle}` };
    const inText = words[kind].texts.find((word) => text.includes(word));
    if (inText === undefined || running >= littleText || letters >= littlePage) continue;
    if (kind === "soft 404" && !isAllSaid(inText, suspect, shown, running)) continue;
    return { kind, detail: `the text says ${inText}` };
  }
  const password = page.elements.some(({ tag, attributes }) => tag === "input" && attributes.type?.toLowerCase() === "password");
  if (password && running < littleText && letters < littlePage)
    return { kind: "log-in wall", detail: "a field for a password and little else" };
  const search = words["search results"].titles.find((word) => isTitleOf(word, title));
  const asked = url !== null && URL.canParse(url) && searching.test(new URL(url).pathname);
  const results = words["search results"].texts.find((word) => text.includes(word));
  if (results !== undefined && (search !== undefined || asked)) return { kind: "search results", detail: `the text says ${results}` };
  return null;
}

/**
 * Whether words that a page is gone are what it says, and not what a short notice mentions: a notice is dated below its title or
 * at its end, or says more besides.
 */
function isAllSaid(
  word: string,
  { stamped, paragraphs }: Pick<Suspect, "stamped" | "paragraphs">,
  shown: readonly PageLine[],
  running: number,
): boolean {
  if (running < almostNothing) return true;
  if (stamped || endsDated(paragraphs)) return false;
  const said = shown.filter(({ linked, text }) => linked * 2 < text.length).map(({ text }) => fold(text).text.toLowerCase());
  const own = said.filter((line) => line.includes(word)).reduce((sum, line) => sum + lettersIn(line), 0);
  return own >= mostOfIt * said.reduce((sum, line) => sum + lettersIn(line), 0);
}

/** The start page of who has signed in: a way to sign out, and little else. */
function personal({ page, stamped }: Suspect, running: number, letters: number): Verdict | null {
  if (stamped || running >= littleText || letters >= littlePage) return null;
  const out = page.elements.find(({ attributes: { href, onclick } }) =>
    signingOut.test(`${href ?? ""} ${onclick ?? ""}`.slice(0, longestCall)),
  );
  return out === undefined ? null : { kind: "signed-in page", detail: "a link to sign out and little else" };
}

/** A page that says how to reach an office: addresses and numbers below a title that says so. */
function contact({ page, head, stamped }: Suspect, running: number, words: NonDocumentWords): Verdict | null {
  if (stamped || running >= littleText || head.tags.PubDate !== undefined) return null;
  const parts = fold(page.title)
    .text.toLowerCase()
    .split(/[-_|–—·:,!>]/);
  const word = words["contact page"].titles.find((title) => parts.includes(title));
  return word === undefined ? null : { kind: "contact page", detail: `the title says ${word}` };
}

/** Whether a word is the title or, give or take a few characters, one of its parts. */
const isTitleOf = (word: string, title: string): boolean =>
  title
    .split(/[-_|–—·:,!]/)
    .some(
      (part) =>
        part === word ||
        (part.length <= word.length + longestTitleWord / 2 &&
          (part.length <= longestTitleWord || /^[\x21-\x7e]+$/.test(part)) &&
          part.includes(word)),
    );

function listing(
  { page, head, url, likely, titled, stamped }: Suspect,
  running: number,
  letters: number,
  words: NonDocumentWords,
): Verdict | null {
  // 国办发〔2017〕47号: a column has the column's tags and none of the page's
  const column = head.tags.ColumnName !== undefined && head.tags.ArticleTitle === undefined && head.tags.PubDate === undefined;
  const article = head.tags.ArticleTitle !== undefined || head.structured.published !== null || likely;
  if (!column && stamped && running >= aSentence) return null;
  if (article && letters >= almostNothing) return null;
  const links = listLinks(page, url ?? "http://localhost/");
  if (links.length < fewestEntries) return null;
  const titles = links.reduce((sum, { title }) => sum + lettersIn(title), 0);
  const dated = links.filter(({ date }) => date !== null).length * 2 >= links.length;
  // a picture with its paragraph beside a few recommendations
  const isList = dated && !(titled && links.length < manyEntries && running >= aParagraph);
  const buried = titles > letters * 4 && links.length >= manyEntries;
  const outweighed = titles > letters && (letters < almostNothing || ((isList || buried) && running < littleText));
  if (!column && !outweighed) return null;
  const path = url !== null && URL.canParse(url) ? new URL(url).pathname : "";
  const title = fold(page.title).text.toLowerCase();
  const kind = words["search results"].titles.some((word) => isTitleOf(word, title))
    ? "search results"
    : homePath.test(path) && page.elements.filter(({ tag }) => tag === "a").length >= homeLinks
      ? "home page"
      : "list page";
  return { kind, detail: describe(links) };
}

const describe = (links: readonly ListLink[]): string => `${links.length} links to other documents`;
