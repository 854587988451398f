import { isSentence } from "../line.js";
import { findMoment } from "../moment.js";
import type { Element, Page, Run } from "./page.js";

/** A line as a reader sees it: the text between two block boundaries. */
export interface PageLine {
  readonly text: string;
  /** characters within links */
  readonly linked: number;
  /** innermost element of its first text */
  readonly owner: Element;
  readonly firstRun: number;
  readonly endRun: number;
  readonly hidden: boolean;
  /** a table row, with a tab between cells */
  readonly row?: true;
}

const blank = /^\s+$/;
const white = /[\t\n\f\r ]+/g;
// browsers show a line break in the source as a space; between Han characters it is an artefact
const brokenHan =
  /(?<=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f])[\t\f\r ]*\n[\t\n\f\r ]*(?=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f])/g;

/** Text as a browser shows it, without the white space around it. */
export function shown(text: string): string {
  // U+0000 is not valid in HTML, and no store accepts it
  const clean = text.includes("\0") ? text.replaceAll("\0", "") : text;
  const joined = clean.includes("\n") ? clean.replace(brokenHan, "") : clean;
  return joined.replace(white, " ").trim();
}

/** Treats all lines as visible where a page hides far more running text than it shows: a script will reveal it. */
export function unveiled(lines: readonly PageLine[]): readonly PageLine[] {
  let seen = 0;
  let veiled = 0;
  for (const { text, hidden } of lines) {
    if (!isSentence(text)) continue;
    if (hidden) veiled += text.length;
    else seen += text.length;
  }
  return veiled > seen * 2 ? lines.map((line) => (line.hidden ? { ...line, hidden: false } : line)) : lines;
}

/** The lines of runs `from…end - 1`, in order; empty ones are left out. `keep` says which runs count. */
export function linesOf(page: Page, from: number, end: number, keep: (run: Run) => boolean = () => true): PageLine[] {
  const lines: PageLine[] = [];
  const { runs } = page;
  let i = from;
  while (i < end) {
    const first = runs[i] as Run;
    let next = i + 1;
    while (next < end && runs[next]?.line === first.line) next++;
    const line = lineOf(page, i, next, end, keep);
    if (line !== null) lines.push(line);
    i = next;
  }
  return lines;
}

/** One line of the runs `from…next - 1`; null where nothing of it is kept or shown. `end` bounds the runs being read. */
function lineOf({ runs }: Page, from: number, next: number, end: number, keep: (run: Run) => boolean): PageLine | null {
  let text = "";
  let linked = 0;
  let owner: Element | null = null;
  let hidden = true;
  for (let i = from; i < next; i++) {
    const run = runs[i] as Run;
    if (!keep(run)) continue;
    text += isGapOfLinks(runs, i, end) ? " " : run.text;
    if (run.link) linked += run.text.trim().length;
    if (owner === null && run.text.trim().length > 0) owner = run.owner;
    if (!run.hidden) hidden = false;
  }
  if (owner === null) return null;
  const line = shown(text);
  return line.length === 0 ? null : { text: line, linked: Math.min(linked, line.length), owner, firstRun: from, endRun: next, hidden };
}

/** Whether a run is the white space between two links: these are separate words, even if the source breaks its line there. */
function isGapOfLinks(runs: readonly Run[], at: number, end: number): boolean {
  const run = runs[at] as Run;
  return run.link === null && at + 1 < end && !!runs[at - 1]?.link && !!runs[at + 1]?.link && blank.test(run.text);
}

/** Whether a line holds a link of this length at least, and little else: a row of buttons is no heading. */
export function isLinkOf(length: number, { runs }: Page, { text, linked, firstRun, endRun }: PageLine): boolean {
  if (text.length < length || linked * 10 < text.length * 9) return false;
  let longest = 0;
  let link: Element | null = null;
  let chars = 0;
  for (let i = firstRun; i < endRun; i++) {
    const run = runs[i] as Run;
    if (run.link !== link) chars = 0;
    link = run.link;
    if (link !== null) chars += run.text.trim().length;
    longest = Math.max(longest, chars);
  }
  return longest >= length;
}

/** Whether a line is an entry of a list: a link and its date, next to another such line. */
export function isEntry(lines: readonly PageLine[], at: number): boolean {
  const { text = "", linked = 0 } = lines[at] ?? {};
  return linked > 0 && findMoment(text) !== null && (isDatedLink(lines[at - 1]) || isDatedLink(lines[at + 1]));
}

const isDatedLink = (line: PageLine | undefined): boolean => line !== undefined && line.linked > 0 && findMoment(line.text) !== null;
