import type { Chrome } from "../dictionary/pages/chrome.js";
import type { Labels } from "../dictionary/pages/labels.js";
import { fold } from "./fold.js";
import { isItem, readLabels } from "./labelled.js";
import { readMoment } from "./moment.js";
import { isOrganisation, nameOf, noFacts, type StatedFacts, takeFacts } from "./stated-facts.js";

/** The facts on a line under a title, and how its date is labelled. */
export interface Dateline extends StatedFacts {
  readonly dated: "published" | "updated" | null;
}

const longest = 160;
/**
 * Reads the line under a title: a full date with source, author and counters, with or without labels.
 * @returns its facts, or null when it is not such a line
 */
export function readDateline(line: string, chrome: Chrome, labels: Labels): Dateline | null {
  if (line.length > longest || isItem(line)) return null;
  const paper = ofPaper(line);
  if (paper) return { ...noFacts(), ...paper, dated: null };
  const labelled = readLabels(line, labels);
  const stated = labelled.facts
    .map(({ kind, value }) => (kind === "published" ? readMoment(value) : null))
    .find((moment) => moment !== null);
  const moment = stated ?? labelled.moment?.iso ?? null;
  if (moment === null) return null;
  const { restFolded, rest } = labelled;
  const empty = restFolded.length === 0 || chrome.wholly(restFolded) !== null;
  if (!empty && (restFolded.length > 40 || /[。！？；，,;!?]/.test(rest))) return null;
  const bare = labelled.facts.length === 0 && !empty;
  const timed = moment.length > 10;
  if (bare && !timed && !isOrganisation(restFolded, labels)) return null;
  const dated = stated ? "published" : labelled.facts.some(({ kind }) => kind === "updated") ? "updated" : null;
  const facts: Dateline = { publishedAt: moment, publisher: null, author: null, editor: null, originalUrl: null, dated };
  takeFacts(facts, labelled, labels);
  if (facts.publisher === null && !empty) takeMedium(facts, rest, labels);
  return facts;
}

const note = /\s?[[［【(（]\p{L}{1,6}[\]］】)）]$/u;
const mostWords = 3;

/** 云川日报, 云川日报[整理], 原创 云川日报, 云川日报 记者王芳／报道: who published a text, and who wrote it. */
function takeMedium(facts: StatedFacts, rest: string, labels: Labels): void {
  const words = rest.trim().replace(note, "").split(/\s+/);
  if (words.length > mostWords) return;
  const at = words.findIndex((word) => /^[\p{L}\p{N}·（）()]+$/u.test(word) && isOrganisation(fold(word).text, labels));
  const next = words[at + 1];
  const [, author] = /^(?:记者|記者)(\p{Script=Han}{2,4})(?:[/／].{0,8})?$/u.exec(next ?? "") ?? [];
  // only a mark of two characters (原创) stands before it, and only the reporter behind it
  if (at < 0 || at > 1 || (at === 1 && words[0]?.length !== 2) || (next !== undefined && author === undefined)) return;
  facts.publisher = nameOf(words[at], labels);
  if (author !== undefined) facts.author ??= author;
}

const paperPage = /^[《〈]([^《》〈〉\n]{2,20})[》〉]\s?[（(]([^（()）\n]{8,30}?)\s{0,3}第\s?[A-Z]?\d{1,3}\s?版/;

/** 《云川青年报》（2024年5月21日 第01版）: the newspaper, its day and its page. */
function ofPaper(line: string): { readonly publishedAt: string; readonly publisher: string } | null {
  const [, publisher, date = ""] = paperPage.exec(line) ?? [];
  const publishedAt = readMoment(date.trim());
  return publisher === undefined || publishedAt === null ? null : { publishedAt, publisher };
}
