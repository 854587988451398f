import type { IsWord } from "../form/spacing.js";
import { siteEdits as thresholds } from "../model/thresholds.js";
import type { TextRepair } from "../text-repair.js";
import { isWrap, pastIndent, wrapWidth } from "./hard-wraps.js";

/** What some sites do to their texts throughout, beside glosses and cuts. */
export interface SiteEdits {
  /** an ASCII comma before full-width marks, before or after these were folded to half-width */
  readonly commas: "before marks" | "before folded marks" | undefined;
  /** line breaks before full-width marks, or inside sentences at a width in columns */
  readonly breaks: "before marks" | number | undefined;
  /** the spaces at both ends of lines as `?`: ideographic ones are two, no-break ones are one each */
  readonly indents: boolean;
}

const { count: times, share, indentShare, doubledShare } = thresholds;

const mark = /[，。、；：？！]/g;
const commaMark = /,(?=[，。、；：？！])/g;
/** Marks in a row, and those that are one mark behind a comma: 。 and 、 have no half-width form. */
const foldedMarks = /[,;:?!，。、；：？！]{1,8}/g;
const doubledMark = /^,[,;:?!，。、；：？！]$/;
/** Closing marks are not among them: some typists open a quotation with one. */
const breakMark = /[^\s]\s?\n[ \u00a0\u3000]{0,16}(?=[，。、；：？！])/g;
/** Each ideographic space was two bytes. An indent stands before text, or alone on its line. */
const indent = /(?:\?\?){1,6}(?=[\p{Script=Han}\p{L}\d“‘《〈（(〔【「『]|\n|$)/uy;
const lostIndent = /^(?:\?\?){1,6}(?=[\p{Script=Han}“‘《〈（(〔【「『\d])/gmu;

/** A line that states something, as paragraphs do: some type ?? before what they ask. */
const statement = /[。；：！”）)]\?{0,4}$|^[^\n]{32}/u;
/** No question ends behind a full stop; what follows it may still be the end of a run that is out of step (`?。?`). */
const lostTail = /(?<!\?)[。；]\?{1,4}$/gm;

/** @param isWord asked only where lines may have been broken at a width */
export function siteEditsOf(text: string, isWord: IsWord): SiteEdits {
  const count = (form: RegExp) => text.match(form)?.length ?? 0;
  const commas = text.includes(",") ? count(commaMark) : 0;
  const breaks = count(breakMark);
  const marks = commas >= times || breaks >= times ? count(mark) : 0;
  const isBeforeMarks = commas >= times && commas >= share * marks;
  return {
    commas: text.includes(",") && areFoldedDoubled(text) ? "before folded marks" : isBeforeMarks ? "before marks" : undefined,
    breaks: breaks >= times && breaks >= share * marks ? "before marks" : wrapWidth(text, isWord) || undefined,
    indents: (text.includes("??") && count(lostIndent) >= 2 && hasLostIndents(text)) || (text.includes("?") && count(lostTail) >= 2),
  };
}

/** Whether nearly all marks stand behind a comma of their own, and not only commas do: those are empty cells, or typed for a pause. */
function areFoldedDoubled(text: string): boolean {
  const found = text.match(foldedMarks) ?? [];
  const doubled = found.filter((marks) => doubledMark.test(marks));
  const kinds = new Set(doubled);
  return kinds.has(",,") && kinds.size > 1 && doubled.length >= times && doubled.length >= doubledShare * found.length;
}

function hasLostIndents(text: string): boolean {
  const statements = text.split("\n").filter((line) => statement.test(line));
  const lost = statements.filter((line) => line.search(lostIndent) === 0).length;
  return lost >= 2 && lost >= indentShare * statements.length;
}

/** Whether a site edits its texts in any of these ways. */
export function makesEdits({ commas, breaks, indents }: SiteEdits): boolean {
  return commas !== undefined || breaks !== undefined || indents;
}

/** Whether the edits part what stood side by side: a mark and the orphan that a cut left before it. */
export function partsMarks({ commas, breaks }: SiteEdits): boolean {
  return commas !== undefined || breaks !== undefined;
}

/** The commas and line breaks that the site inserted, in order. */
export function insertedIn(text: string, { commas, breaks }: SiteEdits): TextRepair[] {
  const found: TextRepair[] = [];
  const anchor = /[,\n]/g;
  for (let hit = anchor.exec(text); hit; hit = anchor.exec(text)) {
    const edit = siteEditAt(text, hit.index, { commas, breaks, indents: false });
    if (!edit) continue;
    found.push(edit);
    anchor.lastIndex = edit.end;
  }
  return found;
}

/** What the site inserted at `at`. */
export function siteEditAt(text: string, at: number, edits: SiteEdits): TextRepair | undefined {
  const char = text.charAt(at);
  if (edits.commas && char === "," && isDoubled(text, at, edits.commas)) return taken("doubled-mark", text, at, at + 1);
  if (edits.breaks && char === "\n") {
    const next = pastIndent(text, at + 1);
    return isBroken(text, at, next, edits.breaks) ? joined(text, at, next) : undefined;
  }
  if (!edits.indents || char !== "?") return undefined;
  const before = text.charAt(at - 1);
  if (before === "" || before === "\n") {
    indent.lastIndex = at;
    return indent.test(text) ? taken("lost-indent", text, at, indent.lastIndex) : undefined;
  }
  if (!/[。；：]/.test(before) || text.charAt(at - 2) === "?") return undefined;
  const end = at + (/^\?{1,4}(?=\n|$)/.exec(text.slice(at, at + 5))?.[0].length ?? 0);
  return end > at ? taken("lost-indent", text, at, end) : undefined;
}

function isDoubled(text: string, at: number, commas: "before marks" | "before folded marks"): boolean {
  const next = text.charAt(at + 1);
  if (commas === "before marks") return /[，。、；：？！,]/.test(next);
  return text.charAt(at - 1) !== "," && /[，。、；：？！,;:?!]/.test(next);
}

function isBroken(text: string, at: number, next: number, breaks: "before marks" | number): boolean {
  if (breaks !== "before marks") return isWrap(text, at, breaks);
  if (text.charAt(at - 1) === "\n") return false;
  // a question mark may be an orphan, and the mark behind it the one that was cut
  return /^(?:[，。、；：？！”》）,;:!)]|\?(?![，。、；！,;!?]))/.test(text.slice(next, next + 2));
}

/** Words of Latin letters stay apart. The indent of the line below goes, and the rest of a line end that is two characters. */
function joined(text: string, at: number, end: number): TextRepair {
  const start = text.charAt(at - 1) === "\r" ? at - 1 : at;
  const latin = /[A-Za-z]/;
  const to = latin.test(text.charAt(start - 1)) && latin.test(text.charAt(end)) ? " " : "";
  return { kind: "broken-line", start, end, from: text.slice(start, end), to, certain: true };
}

function taken(kind: string, text: string, start: number, end: number): TextRepair {
  return { kind, start, end, from: text.slice(start, end), to: "", certain: true };
}
