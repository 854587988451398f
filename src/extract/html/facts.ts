import type { Labels } from "../../dictionary/pages/labels.js";
import type { DateEvidence } from "../../model/record.js";
import { readDateline } from "../dateline.js";
import type { Decision } from "../extraction.js";
import { fold } from "../fold.js";
import { readLabels } from "../labelled.js";
import { findMoment, readMoment } from "../moment.js";
import type { PageLexicon } from "../page-lexicon.js";
import { isDayOfPress, pressMoment } from "../press-date.js";
import { isOrganisation, nameOf, noFacts, type StatedFacts, takeAll, takeFacts } from "../stated-facts.js";
import type { Head } from "./head.js";
import { isEntry, type PageLine } from "./lines.js";
import { namedSource } from "./named-source.js";
import type { Page } from "./page.js";
import type { Region } from "./region.js";
import type { ProfiledPage } from "./site-profile.js";
import { readWechat } from "./wechat.js";

const longestLine = 120;
const linesBelow = 6;

type Fact = "publishedAt" | "publisher" | "author" | "editor";

export interface PageFacts {
  readonly facts: StatedFacts;
  /** where the date of publication is said; null where there is none */
  readonly publishedFrom: DateEvidence["from"] | null;
  readonly notes: readonly Decision[];
}

export interface FactSources {
  readonly page: Page;
  readonly head: Head;
  readonly profile: ProfiledPage | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly lines: readonly PageLine[];
  readonly region: Region;
  /** whether the lines are about the first post of a thread */
  readonly thread: boolean;
  /** facts stated by lines that were dropped from the body */
  readonly dropped: StatedFacts;
  readonly url: string | null;
}

/** Sets a fact that is still unknown, and notes the evidence. */
type Take = (fact: Fact, value: string | null, evidence: string, from?: DateEvidence["from"]) => void;

/**
 * The facts stated around the body, each from the best evidence there is: site profile, government tags, metadata table, the
 * lines under the title, those below the body, structured data, meta tags, the address.
 */
export function readFacts(sources: FactSources, lexicon: PageLexicon): PageFacts {
  const facts = noFacts();
  const notes: Decision[] = [];
  let publishedFrom: DateEvidence["from"] | null = null;
  const take: Take = (fact, value, evidence, from = "text") => {
    if (value === null || facts[fact] !== null) return;
    facts[fact] = value;
    if (fact === "publishedAt") publishedFrom = from;
    notes.push({ code: fact, message: `${value}: ${evidence}` });
  };
  const stated = statedAbove(sources, lexicon);
  const below = statedBelow(sources, lexicon);
  takeProfiled(take, sources, lexicon);
  takeTags(take, sources, stated, lexicon);
  takeWechat(take, sources, lexicon);
  takeStated(take, sources, stated);
  takeBelow(take, sources, below);
  facts.originalUrl = stated.originalUrl ?? sources.dropped.originalUrl;
  takeMeta(take, sources, facts, lexicon);
  if (!sources.thread)
    take(
      "publisher",
      nameOf(namedSource(sources.lines.slice(sources.region.title, sources.region.end)), lexicon.labels),
      "a block named after it",
    );
  take(
    "publishedAt",
    sources.dropped.publishedAt ?? below.publishedAt,
    "a line below the body, where it is called the date of publication",
  );
  take("publishedAt", stated.updatedAt, "the line under the title, where it is called an update");
  take("publishedAt", dateInAddress(sources.url ?? sources.head.canonical), "the address", "meta");
  for (const name of lexicon.labels.meta.updated)
    take("publishedAt", readMoment(sources.head.meta.get(name) ?? ""), `the meta tag ${name}, which dates the last change`, "meta");
  return { facts, publishedFrom, notes };
}

const profiled = [
  ["publishedAt", "published"],
  ["publisher", "publisher"],
  ["author", "author"],
  ["editor", "editor"],
] as const;

function takeProfiled(take: Take, { profile }: FactSources, { labels }: PageLexicon): void {
  if (!profile) return;
  for (const [fact, key] of profiled) {
    const shown = profile.texts[key];
    if (shown === null) continue;
    take(fact, fact === "publishedAt" ? readMoment(shown) : nameOf(labelledValue(shown, labels), labels), profile.name);
  }
}

function takeTags(take: Take, sources: FactSources, { publishedAt: shown }: StatedFacts, { labels }: PageLexicon): void {
  const { tags } = sources.head;
  const tagged = readMoment(tags.PubDate ?? "");
  // of two days a reader sees that under the title
  if (shown === null || sources.thread || tagged?.slice(0, 10) === shown.slice(0, 10))
    take("publishedAt", tagged, "the tag PubDate", "meta");
  take("publisher", nameOf(tags.ContentSource, labels), "the tag ContentSource");
  if (Object.keys(tags).length > 0) take("author", personName(tags.Author ?? null, sources, labels), "the tag Author");
}

function takeWechat(take: Take, { page }: FactSources, { labels }: PageLexicon): void {
  const { publishedAt, publisher } = readWechat(page);
  take("publishedAt", publishedAt, "the script of WeChat", "meta");
  take("publisher", nameOf(publisher, labels), "the account on WeChat");
}

/** From the metadata table and the lines around the title. */
function takeStated(take: Take, sources: FactSources, stated: RegionFacts): void {
  const { metadata, lines, region } = sources;
  const day = readMoment(metadata.发布日期 ?? "");
  // the table has the day, the line under the title often the minute as well
  if (day !== null && stated.publishedAt?.startsWith(`${day}T`)) take("publishedAt", stated.publishedAt, "the line under the title");
  take("publishedAt", day, "the metadata table", "table");
  // a post has other dates next to it as well
  if (sources.thread) take("publishedAt", findMoment(lines[region.end - 1]?.text ?? "")?.iso ?? null, "the time of the first post");
  else take("publishedAt", stated.publishedAt, "the line under the title");
  take("publishedAt", timeElement(sources), "the element time", "meta");
  for (const fact of names) take(fact, stated[fact], "the line under the title");
}

const names = ["publisher", "author", "editor"] as const;

/** From the lines below the body and those dropped from it: 责任编辑 and 来源 are as often there as above. */
function takeBelow(take: Take, { lines, region, dropped }: FactSources, below: StatedFacts): void {
  take("publishedAt", pressDate(lines.slice(region.below, region.below + linesBelow)), "the line below the body");
  for (const fact of names) take(fact, below[fact], "a line below the body");
  for (const fact of names) take(fact, dropped[fact], "a line of the body");
}

/** From structured data and meta tags. */
function takeMeta(take: Take, sources: FactSources, facts: Readonly<StatedFacts>, { labels }: PageLexicon): void {
  const { meta, structured } = sources.head;
  take("publishedAt", readMoment(structured.published ?? ""), "JSON-LD", "meta");
  take("author", personName(structured.author, sources, labels), "JSON-LD");
  for (const name of labels.meta.published) take("publishedAt", readMoment(meta.get(name) ?? ""), `the meta tag ${name}`, "meta");
  for (const name of labels.meta.publisher) take("publisher", nameOf(meta.get(name), labels), `the meta tag ${name}`);
  take("publisher", labels.paper.exec(sources.page.title.slice(0, longestLine))?.[1] ?? null, "the newspaper in the title");
  for (const key of labels.meta.author) {
    const name = personName(meta.get(key) ?? null, sources, labels);
    // some systems put the editor's or the publisher's name there
    if (name !== facts.editor && name !== facts.publisher) take("author", name, `the meta tag ${key}`);
  }
}

/** What the lines around the title state; those below it take precedence over those above. */
function statedAbove({ lines, region }: FactSources, lexicon: PageLexicon): RegionFacts {
  const own = (from: number, end: number) =>
    lines.slice(from, end).filter(({ text }, i) => !isEntry(lines, from + i) || namesSource(text, lexicon.labels));
  const stated = readRegion(own(region.title, region.end), lexicon);
  const above = readRegion(own(region.from, region.title), lexicon);
  takeAll(stated, above);
  stated.updatedAt ??= above.updatedAt;
  return stated;
}

/** Whether a line says who published it; an entry of a list does not, though it has a link and a date as well. */
const namesSource = (text: string, labels: Labels): boolean =>
  text.length <= longestLine && readLabels(text, labels).facts.some(({ kind }) => kind === "publisher");

/** What the lines below the body state. A date there counts only with a label: it may well be another document's. */
function statedBelow({ lines, region }: FactSources, { chrome, labels }: PageLexicon): StatedFacts {
  const facts = noFacts();
  for (const { text, linked } of lines.slice(region.below, region.below + linesBelow)) {
    if (text.length > longestLine) continue;
    takeFacts(facts, readLabels(text, labels), labels);
    const line = linked === 0 ? readDateline(text, chrome, labels) : null;
    if (line?.dated === "published") facts.publishedAt ??= line.publishedAt;
  }
  return facts;
}

/** The first `<time datetime>` among the lines that may state when a document was published. */
function timeElement({ page, lines, region }: FactSources): string | null {
  const first = lines[region.from]?.firstRun ?? 0;
  const end = lines[region.end - 1]?.endRun ?? 0;
  for (const { tag, attributes, firstRun, endRun } of page.elements) {
    if (tag === "time" && attributes.datetime !== undefined && firstRun >= first && endRun <= end) return readMoment(attributes.datetime);
  }
  return null;
}

/** The value after the label in 来源：广州日报; the text itself where it has no label. */
function labelledValue(text: string, labels: Labels): string {
  return readLabels(text, labels).facts.find(({ kind }) => kind !== "published" && kind !== "other")?.value ?? text;
}

interface RegionFacts extends StatedFacts {
  /** when the page was last changed */
  updatedAt: string | null;
}

function readRegion(lines: readonly PageLine[], { chrome, labels }: PageLexicon): RegionFacts {
  const facts: RegionFacts = { ...noFacts(), updatedAt: null };
  let unlabelled: string | null = null;
  lines.forEach((line, i) => {
    // 发布时间： and its value may be in separate blocks
    const next = lines[i + 1]?.text ?? "";
    const text = /[:：]$/.test(line.text) && next.length < 60 ? `${line.text}${next}` : line.text;
    const dateline = readDateline(text, chrome, labels);
    if (dateline) {
      if (dateline.dated === "published") facts.publishedAt ??= dateline.publishedAt;
      else if (dateline.dated === "updated") facts.updatedAt ??= dateline.publishedAt;
      else unlabelled ??= dateline.publishedAt;
      facts.publisher ??= dateline.publisher;
      facts.author ??= dateline.author;
      facts.editor ??= dateline.editor;
    } else if (text.length <= longestLine) {
      takeFacts(facts, readLabels(text, labels), labels);
      takeCredit(facts, text, labels);
    }
  });
  facts.publishedAt ??= unlabelled;
  if (facts.publishedAt !== null) facts.publisher ??= besideDate(lines, { chrome, labels });
  return facts;
}

const aMedium = /^\p{Script=Han}{3,12}$/u;

/** The publisher alone on the line above or below that of the date: 云川日报. */
function besideDate(lines: readonly PageLine[], { chrome, labels }: Pick<PageLexicon, "chrome" | "labels">): string | null {
  const at = lines.findIndex(({ text, linked }) => linked === 0 && readDateline(text, chrome, labels) !== null);
  for (const line of at < 0 ? [] : [lines[at - 1], lines[at + 1]]) {
    const text = line?.text.trim() ?? "";
    const isOwn = line !== undefined && line.linked === 0 && !/^h[1-6]$/.test(line.owner.tag) && aMedium.test(text);
    if (isOwn && isOrganisation(fold(text).text, labels) && !labels.siteNames.includes(text)) return nameOf(text, labels);
  }
  return null;
}

/** 王芳/云川青年报: who wrote it, and for whom. */
function takeCredit(facts: StatedFacts, text: string, labels: Labels): void {
  const [, author = "", publisher = ""] = credit.exec(text.trim()) ?? [];
  if (publisher === "" || !isOrganisation(fold(publisher).text, labels)) return;
  facts.publisher ??= nameOf(publisher, labels);
  facts.author ??= nameOf(author, labels);
}

const credit = /^(\p{Script=Han}{2,4}(?:[\s、]\p{Script=Han}{2,4}){0,3})\s?[/／]\s?(\p{Script=Han}{3,12})$/u;

/** The date below the text of a press release. */
function pressDate(lines: readonly PageLine[]): string | null {
  const at = lines.findIndex(({ text, linked }) => linked === 0 && isDayOfPress(text));
  return at < 0 ? null : (pressMoment(lines[at]?.text ?? "", lines[at + 1]?.text ?? "")?.iso ?? null);
}

/** A person's name; null for an address or the site itself. */
function personName(value: string | null, { head, page }: FactSources, labels: Labels): string | null {
  const name = nameOf(value, labels);
  if (name === null || /https?:|@|\.(?:com|cn|net)/i.test(name)) return null;
  const folded = fold(name).text;
  const site = [page.title, ...labels.meta.site.map((key) => head.meta.get(key) ?? "")];
  return site.some((text) => fold(text).text.includes(folded)) || isOrganisation(folded, labels) ? null : name;
}

const dated = /(?<!\d)(20\d{2})([-/_]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)/;

/** The day in an address: /2020-02/19/c_1.htm, /t20190215_1.html. */
function dateInAddress(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  const path = new URL(url).pathname;
  const match = dated.exec(path) ?? /\/(20\d{2})-(0[1-9]|1[0-2])\/(0[1-9]|[12]\d|3[01])\//.exec(path);
  if (!match) return null;
  const [year, month, day] = match.slice(1).filter((part) => /^\d+$/.test(part));
  return readMoment(`${year}-${month}-${day}`);
}
