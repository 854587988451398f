import type { PostTimes } from "../../dictionary/pages/post-times.js";
import type { Removed } from "../../model/record.js";
import { readDateline } from "../dateline.js";
import { fileType } from "../files/file-type.js";
import { fold } from "../fold.js";
import { readLabels } from "../labelled.js";
import { classify, endsSentence, type LineClass } from "../line.js";
import { findMoment } from "../moment.js";
import type { PageLexicon } from "../page-lexicon.js";
import { nameOf, noFacts, type StatedFacts, takeFacts } from "../stated-facts.js";
import { tailStart } from "../tail.js";
import { isDownload } from "./attachments.js";
import type { Container } from "./container.js";
import { cutBlocks, type Posts, postsOf } from "./cut.js";
import { linesOf, type PageLine } from "./lines.js";
import type { Element, Page, Run } from "./page.js";
import { labelsOfPosts } from "./post-labels.js";
import { withoutRepeats } from "./repeats.js";
import { isRunning, type Scores } from "./score.js";
import { joinRows } from "./table.js";
import { isPostTime } from "./thread.js";

export interface ArticleBody {
  /** paragraphs, headings, list items, rows of tables, in order */
  readonly paragraphs: readonly string[];
  readonly removed: readonly Removed[];
  /** facts stated by dropped lines: 来源, 责任编辑 */
  readonly facts: StatedFacts;
  /** how many of the paragraphs are entries of a list: mostly link, and dated */
  readonly entries: number;
}

/** What is known about the page besides its container. */
export interface PageContext {
  readonly scores: Scores;
  /** the posts of a thread */
  readonly posts: readonly Element[] | null;
  readonly title: string | null;
  /** what a site's profile cuts */
  readonly remove: readonly Element[];
  /** whether a script will show what is hidden */
  readonly isUnveiled: boolean;
}

interface ClassifiedLine extends PageLine {
  readonly class: LineClass;
}

// in a container chosen by its score the title and date line are within this many lines
const headLines = 10;
// a long title takes several lines, each at least this long
const partOfTitle = 8;
// blocks that may state the document's own publication date, unlike links to others
const ofPage: ReadonlySet<string> = new Set(["editor line", "copyright", "toolbar", "share bar", "post details"]);
const withEditor: ReadonlySet<string> = new Set(["links", "toolbar", "share bar"]);
const longestDetails = 120;
const longestPostDetails = 40;
const longestUser = 20;
const longestTime = 40;

/**
 * The text of the container without the chrome inside it: blocks with a telling name or full of links, lines recognised by
 * their words, the page's header, whatever follows the document, and a second copy of the text.
 */
export function readBody(page: Page, container: Container, known: PageContext, lexicon: PageLexicon): ArticleBody {
  const { title, posts } = known;
  const removed: Removed[] = [];
  const facts = noFacts();
  const kept: ClassifiedLine[] = [];
  const thread = posts && postsOf(page, posts);
  const shown = container.elements.flatMap((element) => linesIn(page, element, known, thread, removed, lexicon));
  takeFromCut(facts, removed, lexicon);
  const rows = withoutRepeats(shown, removed, known.isUnveiled).map(
    (line): ClassifiedLine => ({ ...line, class: line.row ? { is: "text" } : classify(line.text, lexicon.chrome, lexicon.labels) }),
  );
  const start = headerEnd(rows, title, container, lexicon);
  const end = tailStart(rows, (row) => (row.class.is === "sentence" && isRunning(row) ? row.text.length : 0));
  const labels = labelsIn(rows, container, posts);
  const isThread = container.holds === "posts";
  const links = new Set([...(isThread ? [] : linksBelow(page, rows.slice(0, end))), ...linksUnder(page, rows)]);
  for (const [i, row] of rows.entries()) {
    const is = row.class;
    if (is.is === "facts") takeFacts(facts, is.labelled, lexicon.labels);
    const details = isThread && (isPostDetails(row, title, container, lexicon.postTimes) || labels.has(row)) ? "post details" : null;
    const reason =
      i < start
        ? "page header"
        : links.has(row)
          ? "related links"
          : i >= end
            ? reasonOf(rows[end])
            : (details ?? ownReason(row, rows[i + 1]));
    if (reason === null) kept.push(row);
    else removed.push({ text: row.text, reason });
  }
  const entries = kept.filter((row) => isEntry(row, lexicon.postTimes)).length;
  return { paragraphs: kept.map(({ text }) => text), removed, facts, entries };
}

const isEntry = ({ text, linked }: ClassifiedLine, { ago }: PostTimes): boolean =>
  linked * 2 >= text.length && (ago.test(text) || findMoment(text) !== null);

/** The labels of the posts of a thread; none on any other page. */
const labelsIn = (
  rows: readonly ClassifiedLine[],
  { holds, elements }: Container,
  posts: readonly Element[] | null,
): ReadonlySet<ClassifiedLine> => (holds === "posts" ? labelsOfPosts(rows, posts?.length ?? elements.length) : new Set());

/** Takes facts from blocks that were cut: the editor, and a date labelled as that of publication. */
function takeFromCut(facts: StatedFacts, removed: readonly Removed[], { chrome, labels }: PageLexicon): void {
  for (const { text, reason } of removed) {
    if (reason === "editor line") takeFacts(facts, readLabels(text, labels), labels);
    // 责任编辑：… may stand among buttons and tags
    else if (withEditor.has(reason) && text.length <= longestDetails)
      facts.editor ??= nameOf(readLabels(text, labels).facts.find(({ kind }) => kind === "editor")?.value, labels);
    if (!ofPage.has(reason) || text.length > longestDetails) continue;
    const line = readDateline(text, chrome, labels);
    if (line?.dated === "published") facts.publishedAt ??= line.publishedAt;
  }
}

/**
 * The links to other pages that nothing follows: linked headlines below the text. Links that the text announces (申报网址：),
 * files and cited titles stay.
 */
function linksBelow(page: Page, rows: readonly ClassifiedLine[]): ReadonlySet<ClassifiedLine> {
  let from = rows.length;
  for (let i = rows.length - 1; i >= 0; i--) {
    const row = rows[i] as ClassifiedLine;
    if (isLinkOnly(row) && isElsewhere(page, row)) from = i;
    else if (reasonOf(row) === null) break;
  }
  const above = rows[from - 1];
  const announced = above !== undefined && reasonOf(above) === null && /[：:]$/.test(above.text);
  if (announced || !rows.slice(0, from).some(isParagraph)) return new Set();
  return new Set(rows.slice(from).filter(isLinkOnly));
}

/** The linked headlines right below a heading such as 相关新闻, which may stand above the text as well. */
function linksUnder(page: Page, rows: readonly ClassifiedLine[]): ReadonlySet<ClassifiedLine> {
  const found = new Set<ClassifiedLine>();
  let isUnder = false;
  for (const row of rows) {
    const { class: is } = row;
    isUnder = (is.is === "section" && is.reason === "related links") || (isUnder && isLinkOnly(row) && isElsewhere(page, row));
    if (isUnder && is.is !== "section") found.add(row);
  }
  return found;
}

const isParagraph = (row: ClassifiedLine): boolean => row.class.is === "sentence" && isRunning(row);

const isLinkOnly = ({ text, linked, row }: ClassifiedLine): boolean => !row && linked * 10 >= text.length * 9;

/** Whether a line links to another page: neither to a file nor to an address that it shows, and it cites no title. */
function isElsewhere({ runs }: Page, { text, firstRun, endRun }: ClassifiedLine): boolean {
  if (/^[（(【[]?附|《|https?:|^www\.|@/.test(text)) return false;
  const links = runs.slice(firstRun, endRun).flatMap(({ link }) => link?.attributes.href ?? []);
  return links.length > 0 && links.every((href) => fileType(href) === null && !isDownload(href) && !/^\s*mailto:/i.test(href));
}

/** A heading such as 相关新闻 with more text below it belongs to the document. */
const ownReason = (row: ClassifiedLine, next: ClassifiedLine | undefined): string | null =>
  row.class.is === "section" && (next?.class.is === "sentence" || next?.class.is === "text") && next.linked === 0 ? null : reasonOf(row);

const reasonOf = (row: ClassifiedLine | undefined): string | null =>
  row === undefined
    ? null
    : row.class.is === "facts"
      ? "facts"
      : row.class.is === "chrome" || row.class.is === "section"
        ? row.class.reason
        : null;

/**
 * A short line about a post: its author and time, its title repeated, a link as short as a name. In the containers of a known
 * system only a line with 发表于 is one.
 */
function isPostDetails({ text, linked }: ClassifiedLine, title: string | null, { evidence }: Container, postTimes: PostTimes): boolean {
  if (evidence !== "thread") return text.length <= longestPostDetails && postTimes.posted.test(text) && findMoment(text) !== null;
  if (linked >= text.length && text.length <= longestUser && !/[./]/.test(text)) return true;
  if (title !== null && /^Re[:：]/i.test(text) && text.endsWith(title)) return true;
  return text.length <= longestPostDetails && isPostTime(text, postTimes);
}

/** The lines of one element of the container, with table rows joined and chrome blocks cut. */
function linesIn(
  page: Page,
  element: Element,
  { scores, remove, isUnveiled }: PageContext,
  posts: Posts | null,
  removed: Removed[],
  { chrome }: PageLexicon,
): PageLine[] {
  const { firstRun, endRun } = element;
  const cut = cutBlocks(page, element, scores, remove, posts);
  const runs = page.runs.slice(firstRun, endRun);
  const veiled = isUnveiled || runs.every((run) => run.hidden);
  const reason = ({ owner, hidden }: Pick<Run, "owner" | "hidden">): string | null =>
    cut[owner.order - element.order] ?? (hidden && !veiled ? "hidden" : null);
  const isLeftOut = (run: Run): boolean => reason(run) !== null || isWayBack(run, chrome);
  if (!runs.some(isLeftOut)) return joinRows(page, element, linesOf(page, firstRun, endRun));
  for (const line of linesOf(page, firstRun, endRun, isLeftOut)) {
    removed.push({ text: line.text, reason: reason(line) ?? (line.hidden ? "hidden" : "navigation") });
  }
  return joinRows(
    page,
    element,
    linesOf(page, firstRun, endRun, (run) => !isLeftOut(run)),
  );
}

/** A link back to the site within a paragraph: 返回腾讯网首页>> */
const isWayBack = ({ link, text }: Run, chrome: PageLexicon["chrome"]): boolean =>
  link !== null && text.length <= longestUser && chrome.wraps(fold(text).text.replace(/[>»›\s]+$/, "")) !== null;

/** Whether a line is the date and time of publication alone: in a known container no other line of the header is looked for. */
function isTimed(row: ClassifiedLine | undefined, { chrome, labels }: PageLexicon): boolean {
  if (row === undefined || row.row || row.text.length > longestTime) return false;
  return (readDateline(row.text, chrome, labels)?.publishedAt ?? "").includes("T");
}

/** Where the text begins, below a title and date line that the container includes. */
function headerEnd(rows: readonly ClassifiedLine[], title: string | null, { evidence }: Container, lexicon: PageLexicon): number {
  if (evidence !== "score") return isTimed(rows[0], lexicon) ? 1 : 0;
  const { chrome, labels } = lexicon;
  let end = 0;
  for (let i = 0; i < Math.min(rows.length, headLines); i++) {
    const row = rows[i] as ClassifiedLine;
    const isTitle = title !== null && (row.text === title || (row.text.length >= partOfTitle && title.startsWith(row.text)));
    if (isTitle || row.class.is === "facts" || (!row.row && readDateline(row.text, chrome, labels))) end = i + 1;
    else if (row.class.is === "sentence" && endsSentence(row.text)) break;
  }
  return end;
}
