import { isSentence } from "../line.js";
import { findMoment } from "../moment.js";
import type { Element, Page, Run } from "./page.js";

/** A line as a reader sees it: what stands between two block boundaries. */
export interface PageLine {
  readonly text: string;
  /** characters within links */
  readonly linked: number;
  /** innermost element of its first text */
  readonly owner: Element;
  readonly firstRun: number;
  readonly endRun: number;
  readonly hidden: boolean;
  /** a row of a table: cells apart by a tab */
  readonly row?: true;
}

const blank = /^\s+$/;
const white = /[\t\n\f\r ]+/g;
// a break of the source's line, which a reader sees as a space; between Han it is an artefact of the source
const brokenHan =
  /(?<=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f])[\t\f\r ]*\n[\t\n\f\r ]*(?=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f])/g;

/** Text as a browser shows it, without the white space around it. */
export function shown(text: string): string {
  // HTML has no U+0000, and no store takes it
  const clean = text.includes("\0") ? text.replaceAll("\0", "") : text;
  const joined = clean.includes("\n") ? clean.replace(brokenHan, "") : clean;
  return joined.replace(white, " ").trim();
}

/** Lines of a page that hides far more running text than it shows, until a script has run: then hiding means nothing. */
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
    let text = "";
    let linked = 0;
    let owner: Element | null = null;
    let hidden = true;
    let next = i;
    for (; next < end; next++) {
      const run = runs[next] as Run;
      if (run.line !== first.line) break;
      if (!keep(run)) continue;
      // what stands apart as two links is no word broken by the source's line
      text += run.link === null && runs[next - 1]?.link && next + 1 < end && runs[next + 1]?.link && blank.test(run.text) ? " " : run.text;
      if (run.link) linked += run.text.trim().length;
      if (owner === null && run.text.trim().length > 0) owner = run.owner;
      if (!run.hidden) hidden = false;
    }
    const line = owner === null ? "" : shown(text);
    if (owner !== null && line.length > 0) {
      lines.push({ text: line, linked: Math.min(linked, line.length), owner, firstRun: i, endRun: next, hidden });
    }
    i = next;
  }
  return lines;
}

/** Whether a line is an entry of a list: a link and its date, next to another such line. */
export function isEntry(lines: readonly PageLine[], at: number): boolean {
  const { text = "", linked = 0 } = lines[at] ?? {};
  return linked > 0 && findMoment(text) !== null && (isDatedLink(lines[at - 1]) || isDatedLink(lines[at + 1]));
}

const isDatedLink = (line: PageLine | undefined): boolean => line !== undefined && line.linked > 0 && findMoment(line.text) !== null;
