import type { PostTimes } from "../../dictionary/pages/post-times.js";
import { ZhengwenError } from "../../model/errors.js";
import { withListed } from "../attachment-list.js";
import { readDateline } from "../dateline.js";
import type { Decision, ExtractDictionary, ExtractInput, Extraction } from "../extraction.js";
import { readMetadata } from "../metadata.js";
import { findMoment } from "../moment.js";
import { findAttachments } from "./attachments.js";
import { readBody } from "./body.js";
import { type Container, findContainer } from "./container.js";
import { type Region, readFacts } from "./facts.js";
import { readHead } from "./head.js";
import { judge } from "./kind.js";
import { isEntry, linesOf, type PageLine, unveiled } from "./lines.js";
import { nextPagesOf, originalOf } from "./links.js";
import { baseOf, resolve } from "./list.js";
import { type Element, parsePage } from "./page.js";
import { blockOf, type Scores, scoreBlocks } from "./score.js";
import { applyProfile } from "./site-profile.js";
import { cellOf } from "./table.js";
import { findPosts, isPostTime } from "./thread.js";
import { findTitle } from "./title.js";

// a date line stands at most so many lines above the body, and a title so many below it
const headAbove = 14;
const headBelow = 3;
// where news name their source
const newsBelow = 8;
// the time of a post stands above or below it, and above it who wrote it
const postLines = 40;
// names of columns are shorter
const longColumn = 12;
const longestSubtitle = 80;
// blocks in which a link to a file is another document's
const otherDocuments: ReadonlySet<string> = new Set(["related links", "hot list", "navigation", "copyright", "sidebar"]);

/** Reads an HTML page. @throws extract.no-body, extract.not-a-document, extract.too-deep */
export function readHtml(html: string, input: ExtractInput, dictionary: ExtractDictionary): Extraction {
  const page = parsePage(html, input.depth);
  const head = readHead(page);
  const lines = unveiled(linesOf(page, 0, page.runs.length));
  const siteProfile = dictionary.sites.profile(hostOf(input.url) ?? "");
  const profile = siteProfile && applyProfile(page, siteProfile);
  const title = findTitle(page, head, lines, dictionary);
  const titleLine = title?.line ?? -1;
  const news = titleLine >= 0 && lines.slice(titleLine + 1, titleLine + 1 + newsBelow).some((line) => isSourced(line, dictionary));
  // a government page says what it is: its comments are none of its posts
  const posts = Object.keys(head.tags).length > 0 ? null : findPosts(page, lines, { title: titleLine, url: input.url, news }, dictionary);
  const asked = find(posts);
  const holds = asked.container?.holds ?? null;
  // a container that is known tells better what the page is
  const again = (holds === "article" && posts !== null) || (holds === "posts" && posts === null);
  const { scores, container } = again ? find(holds === "posts" ? (asked.container?.elements ?? null) : null) : asked;
  const body =
    container && readBody(page, container, { scores, posts, title: title?.text ?? null, remove: profile?.remove ?? [] }, dictionary);
  const paragraphs = body?.paragraphs ?? [];
  const known = container?.evidence === "site" || container?.evidence === "container";
  const likely = known || (titleLine >= 0 && (title?.text.length ?? 0) >= longColumn);
  const stamped = titleLine >= 0 && lines.slice(titleLine + 1, titleLine + 1 + headBelow).some((line) => isStamp(line, dictionary));
  const thread = container?.holds === "posts";
  const verdict = judge({ page, head, lines, url: input.url, paragraphs, likely, stamped, thread }, dictionary.nonDocuments);
  if (verdict) throw new ZhengwenError("extract.not-a-document", `Kind: ${verdict.kind} (${verdict.detail}).`);
  if (!container || !body || paragraphs.length === 0) throw new ZhengwenError("extract.no-body");

  const base = baseOf(page, input.url);
  const { facts: metadata } = readMetadata(
    lines,
    dictionary.labels,
    ({ owner }) => cellOf(owner),
    ({ owner }) => (cellOf(owner) ?? blockOf(owner)).parent,
  );
  const region = thread
    ? regionOfPost(lines, titleLine, posts ?? container.elements, dictionary.postTimes)
    : regionOf(lines, titleLine, container);
  const { facts, notes } = readFacts(
    { page, head, profile, metadata, lines, region, thread, dropped: body.facts, url: input.url },
    dictionary,
  );
  facts.originalUrl ??= originalOf(page, lines, base, dictionary);
  const span = { from: container.elements[0]?.order ?? 0, last: container.elements.at(-1)?.last ?? 0 };
  const shownTitle = profile?.texts.title || title?.text || metadata.标题 || null;
  return {
    article: {
      title: shownTitle,
      body: paragraphs.map((text) => `${text}\n`).join(""),
      ...facts,
      claimedUrl: head.canonical && resolve(head.canonical, base),
      attachments: withListed(
        findAttachments(page, span, base, ({ order }) => otherDocuments.has(scores.chrome[order] ?? ""), dictionary.linkTexts),
        paragraphs,
      ),
      tags: head.tags,
      facts: metadata,
      removed: body.removed,
    },
    notes: [
      { code: `body.${container.evidence}`, message: container.detail },
      ...(shownTitle === null ? [] : [{ code: "title", message: title?.evidence ?? "the metadata table" }]),
      ...notes,
      ...subtitleOf(lines[titleLine + 1], titleLine),
      ...(siteProfile && !profile ? [{ code: "site.skipped", message: `${siteProfile.name}: the page is too large for it.` }] : []),
      ...nextPagesOf(page, input.url, dictionary.linkTexts).map((next) => ({ code: "next-page", message: next })),
    ],
  };

  function find(thread: readonly Element[] | null): { scores: Scores; container: Container | null } {
    const scores = scoreBlocks(page, lines, { title: titleLine, thread: thread !== null }, dictionary.chrome);
    return { scores, container: findContainer(page, scores, dictionary.sites, profile, thread, lines[titleLine]?.owner ?? null) };
  }
}

/** 副标题: the line below the title that begins with a dash. The title stays as it is; the note keeps what it says. */
function subtitleOf(line: PageLine | undefined, title: number): Decision[] {
  if (title < 0 || line === undefined || line.hidden || line.linked > 0 || line.text.length > longestSubtitle) return [];
  return /^[—–―-]{1,3}\s?[^\s—–―-]/.test(line.text) ? [{ code: "subtitle", message: line.text }] : [];
}

/** The lines in which the facts of a document stand: around its title and above its body, and below it. */
function regionOf(lines: readonly PageLine[], title: number, { elements }: Container): Region {
  const firstRun = elements[0]?.firstRun ?? 0;
  const endRun = elements.at(-1)?.endRun ?? 0;
  const found = lines.findIndex((line) => line.firstRun >= firstRun);
  const body = found < 0 ? lines.length : found;
  const near = title >= 0 && title <= body + headBelow && body - title <= headAbove * 2;
  const from = Math.max(0, near ? title - 2 : body - headAbove);
  const last = lines.findIndex((line) => line.firstRun >= endRun);
  // a block that no one has named may hold the title and the line below it
  const end = near && title >= body ? title + headBelow * 2 : body + headBelow;
  return { from, title: near ? title : from, end: Math.min(lines.length, end), below: last < 0 ? lines.length : last };
}

/** The lines about the first post: up to its time, wherever that stands. Below are other posts. */
function regionOfPost(lines: readonly PageLine[], title: number, posts: readonly Element[], postTimes: PostTimes): Region {
  const top = lines.findIndex(({ endRun }) => endRun > (posts[0]?.firstRun ?? 0));
  const from = title >= 0 ? title + 1 : Math.max(0, top - headAbove);
  const first = lines[from]?.firstRun ?? 0;
  // the first may be the title
  const [, second] = posts.filter(({ endRun }) => endRun > first);
  const end = second?.firstRun ?? Number.POSITIVE_INFINITY;
  const found = lines.findIndex(
    ({ text, firstRun }, i) =>
      i >= from &&
      i < from + postLines &&
      firstRun < end &&
      !isEntry(lines, i) &&
      isPostTime(text, postTimes) &&
      findMoment(text) !== null &&
      !postTimes.other.test(text) &&
      !postTimes.other.test((lines[i - 1]?.text ?? "").slice(0, longColumn)),
  );
  return { from, title: from, end: found < 0 ? from : found + 1, below: lines.length };
}

const isStamp = (line: PageLine, { chrome, labels }: ExtractDictionary): boolean =>
  line.linked === 0 && readDateline(line.text, chrome, labels) !== null;

/** A date line that names who published it. */
const isSourced = (line: PageLine, { chrome, labels }: ExtractDictionary): boolean =>
  !line.hidden && (readDateline(line.text, chrome, labels)?.publisher ?? null) !== null;

function hostOf(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? new URL(url).hostname : null;
}
