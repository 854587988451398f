import { ZhengwenError } from "../../model/errors.js";
import { withListed } from "../attachment-list.js";
import { readDateline } from "../dateline.js";
import type { Decision, ExtractDictionary, ExtractInput, Extraction } from "../extraction.js";
import { readMetadata } from "../metadata.js";
import type { StatedFacts } from "../stated-facts.js";
import { findAttachments } from "./attachments.js";
import { readBodiless } from "./bodiless.js";
import { type ArticleBody, readBody } from "./body.js";
import { type Container, findContainer } from "./container.js";
import { type PageFacts, readFacts } from "./facts.js";
import { type Head, readHead } from "./head.js";
import { errorOfKind, judge, type Verdict } from "./kind.js";
import { linesOf, type PageLine, unveiled } from "./lines.js";
import { nextPagesOf, originalOf } from "./links.js";
import { baseOf, resolve } from "./list.js";
import { type Element, type Page, parsePage } from "./page.js";
import { regionOf, regionOfPost } from "./region.js";
import { blockOf, type Scores, scoreBlocks } from "./score.js";
import { applyProfile, type ProfiledPage } from "./site-profile.js";
import { cellOf } from "./table.js";
import { isTeaser } from "./teaser.js";
import { findPosts } from "./thread.js";
import { findTitle, type Title } from "./title.js";

// how far below the title a date line may be
const headBelow = 3;
// how far below the title news names its source
const newsBelow = 8;
// column names are shorter
const longColumn = 12;
const longestSubtitle = 80;
// a list of files has more
const fewFiles = 5;
// blocks in which linked files belong to other documents
const otherDocuments: ReadonlySet<string> = new Set(["related links", "hot list", "navigation", "copyright", "sidebar"]);

/** What is read from a page before its body is searched for. */
interface OpenedPage {
  readonly page: Page;
  readonly url: string | null;
  readonly head: Head;
  readonly lines: readonly PageLine[];
  /** whether hidden lines count as shown */
  readonly isUnveiled: boolean;
  /** what the site's profile finds; null where there is none or it was skipped */
  readonly profile: ProfiledPage | null;
  readonly title: Title | null;
  /** index of the line that shows the title, -1 where none does */
  readonly titleLine: number;
  /** decisions taken so far */
  readonly notes: readonly Decision[];
}

/** Where the body of a page is, with the scores and posts that led to it. */
interface FoundBody {
  readonly scores: Scores;
  readonly container: Container | null;
  readonly posts: readonly Element[] | null;
}

/** Reads an HTML page. @throws extract.no-body, extract.not-a-document, extract.challenge, extract.gone, extract.scripted, extract.too-deep */
export function readHtml(html: string, input: ExtractInput, dictionary: ExtractDictionary): Extraction {
  const opened = open(html, input, dictionary);
  const { page, url, head, lines, profile, title, titleLine } = opened;
  const found = findBody(opened, dictionary);
  const { scores, posts } = found;
  const container =
    found.container && isTeaser(lines, titleLine, found.container, lengthIn(scores, found.container)) ? null : found.container;
  const body =
    container &&
    readBody(
      page,
      container,
      { scores, posts, title: title?.text ?? null, remove: profile?.remove ?? [], isUnveiled: opened.isUnveiled },
      dictionary,
    );
  const { verdict, stamped } = judgePage(opened, container, body ?? { paragraphs: [], entries: 0 }, dictionary);
  const { facts: metadata } = readMetadata(
    lines,
    dictionary.labels,
    ({ owner }) => cellOf(owner),
    ({ owner }) => (cellOf(owner) ?? blockOf(owner)).parent,
  );
  const base = baseOf(page, url);
  const shownTitle = profile?.texts.title || title?.text || metadata.标题 || null;
  // what makes a page a list may stand around a document that is nothing but files
  const listed = verdict?.kind === "list page" && stamped;
  if (verdict && !listed) throw errorOfKind(verdict);
  if (listed || !container || !body || body.paragraphs.length === 0) {
    const skipped = isOthers(scores);
    const bodiless = readBodiless({ page, head, lines, profile, url, metadata, title: shownTitle, titleLine, base, skipped }, dictionary);
    if (bodiless === null || (listed && bodiless.article.attachments.length > fewFiles))
      throw verdict ? errorOfKind(verdict) : new ZhengwenError("extract.no-body");
    return bodiless;
  }
  const { facts, publishedFrom, notes } = factsAround(opened, container, posts, metadata, body.facts, dictionary);
  facts.originalUrl ??= originalOf(page, lines, base, dictionary);
  return {
    article: {
      title: shownTitle,
      body: body.paragraphs.map((text) => `${text}\n`).join(""),
      ...facts,
      publishedFrom,
      claimedUrl: head.canonical && resolve(head.canonical, base),
      attachments: withListed(attachmentsOf(page, container, scores, base, dictionary), body.paragraphs),
      tags: head.tags,
      facts: metadata,
      removed: body.removed,
    },
    notes: [
      { code: `body.${container.evidence}`, message: container.detail },
      ...(shownTitle === null ? [] : [{ code: "title", message: title?.evidence ?? "the metadata table" }]),
      ...notes,
      ...opened.notes,
      ...nextPagesOf(page, url, dictionary.linkTexts).map((next) => ({ code: "next-page", message: next })),
    ],
  };
}

function open(html: string, { url, depth, profile: named }: ExtractInput, dictionary: ExtractDictionary): OpenedPage {
  const page = parsePage(html, depth);
  const head = readHead(page);
  const all = linesOf(page, 0, page.runs.length);
  const lines = unveiled(all);
  const siteProfile = (named && dictionary.sites.named(named)) || dictionary.sites.profile(hostOf(url) ?? "");
  const profile = siteProfile && applyProfile(page, siteProfile);
  const title = findTitle(page, head, lines, dictionary);
  const titleLine = title?.line ?? -1;
  const notes = subtitleOf(lines[titleLine + 1], titleLine);
  if (siteProfile && !profile) notes.push({ code: "site.skipped", message: `${siteProfile.name}: its selectors would take too long.` });
  return { page, url, head, lines, isUnveiled: lines !== all, profile, title, titleLine, notes };
}

/** Finds the body of an article or of a thread. A known container is better evidence of which it is than posts are. */
function findBody(opened: OpenedPage, dictionary: ExtractDictionary): FoundBody {
  const { page, url, head, lines, profile, titleLine } = opened;
  const isNews = belowTitle(opened, newsBelow).some((line) => isSourced(line, dictionary));
  // a government page is no thread: its comments are not posts
  const posts = Object.keys(head.tags).length > 0 ? null : findPosts(page, lines, { title: titleLine, url, news: isNews }, dictionary);
  const find = (thread: readonly Element[] | null) => {
    const scores = scoreBlocks(page, lines, { title: titleLine, thread: thread !== null }, dictionary.chrome);
    return { scores, container: findContainer(page, scores, dictionary.sites, profile, thread, lines[titleLine]?.owner ?? null) };
  };
  const first = find(posts);
  const holds = first.container?.holds ?? null;
  if (holds === "article" && posts !== null) return { ...find(null), posts };
  if (holds === "posts" && posts === null) return { ...find(first.container?.elements ?? null), posts };
  return { ...first, posts };
}

/** The kind of a page without documents, and whether a date line stands below its title. */
function judgePage(
  opened: OpenedPage,
  container: Container | null,
  { paragraphs, entries }: Pick<ArticleBody, "paragraphs" | "entries">,
  dictionary: ExtractDictionary,
): { readonly verdict: Verdict | null; readonly stamped: boolean } {
  const { page, head, lines, url, title, titleLine } = opened;
  const isKnown = container?.evidence === "site" || container?.evidence === "container";
  const likely = isKnown || (titleLine >= 0 && (title?.text.length ?? 0) >= longColumn);
  const below = belowTitle(opened, headBelow);
  // the date of an entry of a list stands below its linked heading
  const stamped = below.some((line, i) => isStamp(line, dictionary) && !isLinkedHeading(below[i - 1]));
  const thread = container?.holds === "posts";
  const verdict = judge(
    {
      page,
      head,
      lines,
      url,
      paragraphs,
      entries,
      likely,
      shown: titleLine >= 0,
      titled: (title?.text.length ?? 0) >= longColumn,
      stamped,
      thread,
    },
    dictionary.nonDocuments,
  );
  return { verdict, stamped };
}

const lengthIn = ({ chars }: Scores, { elements }: Container): number => elements.reduce((sum, { order }) => sum + (chars[order] ?? 0), 0);

function factsAround(
  { page, url, head, lines, profile, titleLine }: OpenedPage,
  container: Container,
  posts: readonly Element[] | null,
  metadata: Readonly<Record<string, string>>,
  dropped: StatedFacts,
  dictionary: ExtractDictionary,
): PageFacts {
  const thread = container.holds === "posts";
  const region = thread
    ? regionOfPost(lines, titleLine, posts ?? container.elements, dictionary.postTimes)
    : regionOf(lines, titleLine, container);
  return readFacts({ page, head, profile, metadata, lines, region, thread, dropped, url }, dictionary);
}

function attachmentsOf(page: Page, { elements }: Container, scores: Scores, base: string | null, { linkTexts }: ExtractDictionary) {
  const body = { from: elements[0]?.order ?? 0, last: elements.at(-1)?.last ?? 0 };
  return findAttachments(page, body, base, isOthers(scores), linkTexts);
}

/** Tells the elements in which files belong to other documents. */
const isOthers =
  ({ chrome }: Scores) =>
  ({ order }: Element): boolean =>
    otherDocuments.has(chrome[order] ?? "");

/** The first lines below the title; none where no line shows the title. */
const belowTitle = ({ lines, titleLine }: OpenedPage, count: number): readonly PageLine[] =>
  titleLine < 0 ? [] : lines.slice(titleLine + 1, titleLine + 1 + count);

/** 副标题: a line below the title that begins with a dash. It does not become part of the title; a note keeps it. */
function subtitleOf(line: PageLine | undefined, title: number): Decision[] {
  if (title < 0 || line === undefined || line.hidden || line.linked > 0 || line.text.length > longestSubtitle) return [];
  return /^[—–―-]{1,3}\s?[^\s—–―-]/.test(line.text) ? [{ code: "subtitle", message: line.text }] : [];
}

const isLinkedHeading = (line: PageLine | undefined): boolean =>
  line !== undefined && line.text.length > longColumn / 2 && line.linked * 10 >= line.text.length * 9;

const isStamp = (line: PageLine, { chrome, labels }: ExtractDictionary): boolean =>
  line.linked === 0 && readDateline(line.text, chrome, labels) !== null;

/** A date line that names who published it. */
const isSourced = (line: PageLine, { chrome, labels }: ExtractDictionary): boolean =>
  !line.hidden && (readDateline(line.text, chrome, labels)?.publisher ?? null) !== null;

function hostOf(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? new URL(url).hostname : null;
}
