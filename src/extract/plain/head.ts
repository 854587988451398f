import type { TitleWords } from "../../dictionary/documents/titles.js";
import type { Labels } from "../../dictionary/pages/labels.js";
import { type Dateline, readDateline } from "../dateline.js";
import { endsTitle } from "../files/title.js";
import { fold } from "../fold.js";
import { type Metadata, readMetadata } from "../metadata.js";
import type { PageLexicon } from "../page-lexicon.js";
import { noFacts, type StatedFacts, takeAll, takeFacts } from "../stated-facts.js";
import { namesBodies, type TitleLine, type TitleSpan, titleSpan } from "../title-lines.js";
import { isDocumentNumber, isParagraph, isSignedDate, isTitle, isTitlePart, type PlainLine, range } from "./lines.js";
import { type RedHead, readRedHead } from "./red-head.js";

/** The words that the head of a text is known by. */
export interface PlainLexicon extends PageLexicon {
  readonly titleWords: TitleWords;
}

export interface PlainHead {
  readonly title: string | null;
  readonly evidence: string;
  /** what the lines under the title say */
  readonly facts: StatedFacts;
  readonly metadata: Metadata;
  /** what the lines of the head are whose class does not say it, by index: title, date line */
  readonly own: ReadonlyMap<number, string>;
  /** index of the first line of the body */
  readonly body: number;
}

// room for the menus of a saved page; the head cannot begin any lower
const longestHead = 500;
// a text whose first paragraph is this near the top begins with its title; below menus the title is the line right above it
const cleanHead = 8;
// a notice without a paragraph has no more lines
const shortText = 40;
const longestTitleLines = 10;
// 互动交流: this many of them and 首页 make a menu
const longestColumn = 5;
const fewestColumns = 3;
// at most this share of a page's running text precedes the date line
const bannerShare = 0.15;

/**
 * Finds the title, the date lines, the metadata table and the beginning of the body. Everything before them is navigation.
 * @param known the title by which the feeder knows the document
 */
export function readHead(lines: readonly PlainLine[], { chrome, labels, titleWords }: PlainLexicon, known?: string): PlainHead {
  const top = menuEnd(lines, 0, Math.min(lines.length, longestHead), true);
  const red = readRedHead(lines.slice(top), titleWords);
  if (red !== null) return byRedHead({ ...red, from: red.from + top, end: red.end + top }, top);
  const first = lines.findIndex(isParagraph);
  const last = Math.min(headEnd(lines), longestHead);
  const limit = first < 0 ? last : Math.min(first, last);
  const metadata = readMetadata(lines.slice(0, limit), labels, nowhere, nowhere);
  const datelines = new Map<number, Dateline>();
  const closing = lines.findLastIndex(({ class: { is } }) => is === "text" || is === "sentence");
  for (let i = metadata.last + 1; i < last; i++) {
    const line = lines[i] as PlainLine;
    if (line.class.is === "blank" || line.class.is === "section") continue;
    const dateline = i === closing && isSignedDate(line) ? null : readDateline(line.text, chrome, labels);
    // a bare date below a paragraph is the signature of the document
    if (dateline && (i < limit || isStamp(dateline))) datelines.set(i, dateline);
  }
  const found = [...datelines.keys()];
  const stamp = found.filter((i) => i < limit).at(-1) ?? found[0] ?? sourceLine(lines, metadata.last + 1, limit);
  return stamp === null
    ? byPosition(lines, limit, first, metadata, { labels, titleWords }, known)
    : byStamp(lines, stamp, last, datelines, metadata, { labels, titleWords });
}

/** Below a red head stand the title and then the document; the head itself, which names the issuer, stays in the text. */
function byRedHead({ title, number, from, end }: RedHead, top: number): PlainHead {
  const own = new Map(range(from, end).map((i) => [i, "title"]));
  const metadata = { facts: { 发文字号: number }, first: -1, last: -1 };
  return { title, evidence: "the lines below the red head", facts: noFacts(), metadata, own, body: top };
}

/** A date added by the site: it comes with a time, a label or a source. */
const isStamp = ({ publishedAt, dated, publisher }: Dateline): boolean =>
  (publishedAt?.length ?? 0) > 10 || dated !== null || publisher !== null;

/** Where the document must have begun: a banner or a menu above its date line may read like a sentence. */
function headEnd(lines: readonly PlainLine[]): number {
  const weights = lines.map((line) => (isParagraph(line) ? line.text.length : 0));
  let left = weights.reduce((sum, weight) => sum + weight, 0) * bannerShare;
  for (const [i, weight] of weights.entries()) {
    left -= weight;
    if (weight > 0 && left < 0) return i;
  }
  return lines.length;
}

/** The lines of a text are in no cells. */
const nowhere = (): null => null;

/** The last line of labelled facts above the body: 来源：… without a date. */
function sourceLine(lines: readonly PlainLine[], from: number, limit: number): number | null {
  for (let i = limit - 1; i >= from; i--) if (lines[i]?.class.is === "facts") return i;
  return null;
}

/** The title above the date line; date and source may have lines of their own, with toolbars between them. */
function byStamp(
  lines: readonly PlainLine[],
  stamp: number,
  limit: number,
  datelines: ReadonlyMap<number, Dateline>,
  metadata: Metadata,
  { labels, titleWords }: Pick<PlainLexicon, "labels" | "titleWords">,
): PlainHead {
  const isHead = (i: number): boolean => {
    const is = lines[i]?.class.is;
    return is === "blank" || is === "chrome" || is === "facts" || datelines.has(i) || labels.byline.test(lines[i]?.text ?? "");
  };
  let above = stamp;
  while (above - 1 > metadata.last && isHead(above - 1)) above--;
  let end = stamp + 1;
  while (end < limit && (isHead(end) || lines[end]?.class.is === "section")) end++;
  const { top, number } = numberAbove(lines, above, metadata.last);
  const { facts, own } = factsBetween(lines, top, end, datelines, number, labels);
  const numbered = number === null ? metadata : { ...metadata, facts: { 发文字号: number, ...metadata.facts } };
  const next = lines[top - 1];
  const isTitled = top - 1 > metadata.last && next !== undefined && next.class.is !== "section" && next.text.length <= 120;
  const titleLine = isTitled ? top - 1 : titleAbove(lines, metadata.first);
  const [from, below] = isTitled ? [metadata.last + 1, top] : [0, Math.max(metadata.first, titleLine + 1)];
  const span = titleLine < 0 ? null : spanAt(lines, titleLine, titleLines(lines, from, below, labels, datelines), titleWords);
  for (const i of span ? range(span.from, span.end) : []) own.set(i, "title");
  const title = span?.text ?? null;
  return { title, evidence: "the line above the date line", facts, metadata: numbered, own, body: end };
}

/** The lines of a title that a line shows; the line alone where it is of another class. */
const spanAt = (lines: readonly PlainLine[], at: number, candidates: readonly TitleLine[], words: TitleWords): TitleSpan =>
  candidates[at] ? titleSpan(candidates, at, words, false) : { from: at, end: at + 1, text: lines[at]?.text ?? "" };

/** The lines in which a title may stand: text between two places that is no byline and no date line. */
function titleLines(
  lines: readonly PlainLine[],
  from: number,
  end: number,
  labels: Labels,
  datelines: ReadonlyMap<number, Dateline> = new Map(),
): TitleLine[] {
  return lines.slice(0, end).map(({ text, class: { is } }, i) => {
    if (is === "blank") return "";
    const isText = (is === "text" || is === "sentence") && i >= from && !datelines.has(i) && !labels.byline.test(text);
    return isText ? text : null;
  });
}

/** The document's number between title and date line (江政发〔2024〕7号), and the first line below the title. */
function numberAbove(lines: readonly PlainLine[], above: number, floor: number): { top: number; number: string | null } {
  let top = above;
  let number: string | null = null;
  for (let at = top - 1; at > floor; at--) {
    const { text, class: is } = lines[at] as PlainLine;
    if (is.is === "blank") continue;
    if (!isDocumentNumber(text)) break;
    number = text;
    top = at;
  }
  while (number !== null && top - 1 > floor && lines[top - 1]?.class.is === "blank") top--;
  return { top, number };
}

/** What the lines between title and body say, and what each of them is. */
function factsBetween(
  lines: readonly PlainLine[],
  top: number,
  end: number,
  datelines: ReadonlyMap<number, Dateline>,
  number: string | null,
  labels: Labels,
): { facts: StatedFacts; own: Map<number, string> } {
  const facts = noFacts();
  const own = new Map<number, string>();
  const ordered = [...datelines].filter(([i]) => i >= top && i < end).sort(([, a], [, b]) => rank(a) - rank(b));
  for (const [i, dateline] of ordered) {
    takeAll(facts, dateline);
    own.set(i, "date line");
  }
  for (let i = top; i < end; i++) {
    const is = lines[i]?.class;
    if (is?.is === "facts") takeFacts(facts, is.labelled, labels);
    else if (is?.is === "text") own.set(i, own.get(i) ?? (lines[i]?.text === number ? "document number" : "byline"));
  }
  return { facts, own };
}

/** Orders dates: first one labelled as the publication, then one without a label, last one labelled as an update. */
const rank = ({ dated }: Dateline): number => (dated === "published" ? 0 : dated === null ? 1 : 2);

/** The head of a text without a date line: its title is in the metadata table, the first line of a clean text, or the line above the body. */
function byPosition(
  lines: readonly PlainLine[],
  limit: number,
  first: number,
  metadata: Metadata,
  words: Pick<PlainLexicon, "labels" | "titleWords">,
  known?: string,
): PlainHead {
  const start = menuEnd(lines, metadata.last + 1, limit, first >= 0);
  const head = { evidence: "the line above the text", facts: noFacts(), metadata };
  const named = metadata.facts.标题;
  if (named !== undefined) {
    const end = shownIn(lines, start, named);
    return { ...head, title: null, own: new Map(range(start, end).map((i) => [i, "title"])), body: end };
  }
  const ruled = ruledTitle(lines, start, limit);
  if (ruled !== null) return { ...head, title: lines[ruled.at]?.text ?? null, own: new Map([[ruled.at, "title"]]), body: ruled.end };
  const above = titleAbove(lines, metadata.first);
  const content = lines.slice(start, limit).filter(({ class: { is } }) => is !== "blank").length;
  const placed = first > start ? titleByPlace(lines, start, limit, content, words.titleWords) : -1;
  const at = placed >= 0 && isNoTitle(lines, placed, words) ? -1 : placed;
  const candidates = titleLines(lines, start, limit, words.labels);
  if (first < 0 && content <= shortText && candidates[start]) {
    const span = titleSpan(candidates, start, words.titleWords, false);
    if (endsTitle(span.text, words.titleWords)) return { ...head, ...taken(span, span.end) };
  }
  const letter = lines[start];
  if (content <= cleanHead && letter && !isTitle(letter) && /令$/.test(letter.text) && isLetterHead(letter)) {
    return { ...head, ...taken({ from: start, end: start + 1, text: letter.text }, start + 1) };
  }
  const line = lines[at];
  const span = line && titleSpan(candidates, at, words.titleWords, content <= cleanHead);
  // 受文者：… below the table of a letter whose name stands above it
  if (!line || !span || !shows(line, span) || (above >= 0 && isLabelled(line))) {
    return { ...head, title: lines[above]?.text ?? null, own: new Map(above < 0 ? [] : [[above, "title"]]), body: start };
  }
  // nothing but its place speaks for the first line of a text, and damaged running text has lost the marks that show it
  if (known !== undefined && content <= cleanHead && !resembles(span.text, known) && !resembles(line.text, known))
    return { ...head, title: null, own: new Map(), body: start };
  // the number and the bodies above the title stay in the text
  const isBelow = at > start && (content <= cleanHead || isDocumentNumber((lines[start] as PlainLine).text));
  return { ...head, ...taken(span, isBelow ? start : span.end) };
}

/** Whether a line shows a title: alone, or as the first of several, which may be short. */
const shows = (line: PlainLine, { from, end }: TitleSpan): boolean => isTitle(line) || (end - from > 1 && isTitlePart(line.text));

const taken = ({ from, end, text }: TitleSpan, body: number): Pick<PlainHead, "title" | "own" | "body"> => ({
  title: text,
  own: new Map(range(from, end).map((i) => [i, "title"])),
  body,
});

/** The line in the place of a title: of a clean text the first behind its number, else the last above the body; -1 without one. */
function titleByPlace(lines: readonly PlainLine[], start: number, limit: number, content: number, words: TitleWords): number {
  if (content <= cleanHead) return belowLetterhead(lines, start, limit, words) ?? behindNumber(lines, start, limit);
  for (let i = limit - 1; i >= start; i--) if (isTitle(lines[i] as PlainLine)) return i;
  return -1;
}

/** Where the menus at the top of a page end: chrome and, if a paragraph follows, the column names around it. */
function menuEnd(lines: readonly PlainLine[], from: number, limit: number, paragraph: boolean): number {
  let end = from;
  let chrome = 0;
  let names = 0;
  for (let i = from; i < limit; i++) {
    const {
      text,
      class: { is },
    } = lines[i] as PlainLine;
    if (is === "blank") continue;
    if (is === "chrome" || is === "section") chrome++;
    else if (is === "text" && text.length <= longestColumn && /^\p{L}+$/u.test(text)) names++;
    else break;
    if (is !== "text" || (paragraph && chrome > 0 && names >= fewestColumns)) end = i + 1;
  }
  while (end < limit && (lines[end] as PlainLine).class.is === "blank") end++;
  return end;
}

/** Whether a line may show a title, in either script, cut short, or damaged: they have half of their characters in common. */
function resembles(line: string, title: string): boolean {
  const [shown, wanted] = [fold(line).text, fold(title).text].map((text) => new Set(text.match(/[\p{L}\p{N}]/gu))) as [
    Set<string>,
    Set<string>,
  ];
  let common = 0;
  for (const char of shown) if (wanted.has(char)) common++;
  return 2 * common >= Math.max(shown.size, wanted.size);
}

/** The title of a letter whose head is the names of its bodies and its number; null without such a head. */
function belowLetterhead(lines: readonly PlainLine[], start: number, limit: number, words: TitleWords): number | null {
  let at = start;
  const isHead = (line: PlainLine | undefined): boolean =>
    line?.class.is === "blank" || (line !== undefined && namesBodies(line.text, words));
  while (at < limit && isHead(lines[at])) at++;
  return at > start && isDocumentNumber(lines[at]?.text ?? "") ? behindNumber(lines, at, limit) : null;
}

/** The first line below the document's number, where the number comes first. */
function behindNumber(lines: readonly PlainLine[], start: number, limit: number): number {
  let at = start;
  while (at < limit && (lines[at]?.class.is === "blank" || isDocumentNumber(lines[at]?.text ?? ""))) at++;
  return at;
}

/** The title above a rule: ＊＊＊＊＊＊. */
function ruledTitle(lines: readonly PlainLine[], from: number, limit: number): { at: number; end: number } | null {
  for (let i = from + 1; i < limit; i++) {
    const { class: is } = lines[i] as PlainLine;
    if (is.is !== "chrome" || is.reason !== "separator") continue;
    let at = i - 1;
    while (at > from && lines[at]?.class.is === "blank") at--;
    return isTitle(lines[at] as PlainLine) ? { at, end: i + 1 } : null;
  }
  return null;
}

const isLabelled = (line: PlainLine | undefined): boolean => /^\p{Script=Han}{2,6}[：:]/u.test(line?.text ?? "");
const formLine = /^\p{Script=Han}{2,10}[：:]/u;
const quoted = /^(?:“[^“”]*”|「[^「」]*」|『[^『』]*』)$/;

/** A line that looks like a title and is none: a line of a form, who wrote the text, a caption, a saying as a subheading. */
function isNoTitle(lines: readonly PlainLine[], at: number, { labels, titleWords }: Pick<PlainLexicon, "labels" | "titleWords">): boolean {
  const text = lines[at]?.text ?? "";
  const isForm = (line: PlainLine | undefined): boolean => formLine.test(line?.text ?? "");
  const isFilled = (line: PlainLine): boolean => line.text.length > 0;
  const beside = [lines.slice(0, at).findLast(isFilled), lines.slice(at + 1).find(isFilled)];
  return (
    (isForm(lines[at]) && beside.some(isForm)) ||
    labels.byline.test(text) ||
    quoted.test(text) ||
    titleWords.captions.some((word) => text.startsWith(word))
  );
}

/** What a letter or an order of an agency is headed by: 教育部 函. */
const isLetterHead = ({ text }: PlainLine): boolean => /^\p{Script=Han}{2,20}\s?[函令]$/u.test(text);

/** The title right above a metadata table; -1 where there is none. */
function titleAbove(lines: readonly PlainLine[], first: number): number {
  const isAbove = (at: number): boolean => ["blank", "chrome"].includes(lines[at]?.class.is ?? "");
  let at = first - 1;
  while (at >= 0 && isAbove(at)) at--;
  if (lines[at] !== undefined && isTitle(lines[at] as PlainLine) && !isLabelled(lines[at])) return at;
  // 经济部 函, with 地址：… and 受文者：… between it and the table
  while (at >= 0 && (isAbove(at) || isLabelled(lines[at]))) at--;
  const line = lines[at];
  return line !== undefined && (isTitle(line) || isLetterHead(line)) ? at : -1;
}

/** Where the lines that show a title end (a long one takes several); `from` where they do not show it. */
function shownIn(lines: readonly PlainLine[], from: number, title: string): number {
  const wanted = fold(title).text;
  let shown = "";
  for (let i = from; i < Math.min(lines.length, from + longestTitleLines); i++) {
    shown += fold(lines[i]?.text ?? "").text;
    if (shown === wanted) return i + 1;
    if (!wanted.startsWith(shown)) break;
  }
  return from;
}
