import type { IsWord } from "../form/spacing.js";
import type { Mend } from "../mend.js";
import { isWrap, pastIndent, wrapWidth } from "./hard-wraps.js";

/** What some sites do to their texts beside glosses and cuts. */
export interface Habits {
  /** an ASCII comma before full-width marks */
  readonly commas: boolean;
  /** line breaks before full-width marks, or inside sentences at a width in columns */
  readonly breaks: "before marks" | number | undefined;
  /** the spaces at the rims of lines as `?`: ideographic ones are two, no-break ones are one each */
  readonly indents: boolean;
}

/** So often a habit must show, and before so large a share of the marks. */
const times = 3;
const share = 0.3;

const mark = /[，。、；：？！]/g;
const commaMark = /,(?=[，。、；：？！])/g;
/** Closing marks are none of them: some open a quotation with one. */
const breakMark = /[^\s]\s?\n[ \u00a0\u3000]{0,16}(?=[，。、；：？！])/g;
/** Each ideographic space was two bytes; what an indent stands before, nothing but the line end among it. */
const indent = /(?:\?\?){1,6}(?=[\p{Script=Han}\p{L}\d“‘《〈（(〔【「『]|\n|$)/uy;
const lostIndent = /^(?:\?\?){1,6}(?=[\p{Script=Han}“‘《〈（(〔【「『\d])/gmu;

/** A line that states something, as paragraphs do: some type ?? before what they ask. */
const statement = /[。；：！”）)]\?{0,4}$|^[^\n]{32}/u;
/** So large a share of the statements must have lost an indent. */
const indented = 0.5;

/** No question ends behind a full stop; what follows it may still be the end of a run that is out of step (`?。?`). */
const lostTail = /(?<!\?)[。；]\?{1,4}$/gm;

/** @param isWord asked only where lines may have been broken at a width */
export function habitsOf(text: string, isWord: IsWord): Habits {
  const count = (form: RegExp) => text.match(form)?.length ?? 0;
  const commas = text.includes(",") ? count(commaMark) : 0;
  const breaks = count(breakMark);
  const marks = commas >= times || breaks >= times ? count(mark) : 0;
  return {
    commas: commas >= times && commas >= share * marks,
    breaks: breaks >= times && breaks >= share * marks ? "before marks" : wrapWidth(text, isWord) || undefined,
    indents: (text.includes("??") && count(lostIndent) >= 2 && hasLostIndents(text)) || (text.includes("?") && count(lostTail) >= 2),
  };
}

function hasLostIndents(text: string): boolean {
  const statements = text.split("\n").filter((line) => statement.test(line));
  const lost = statements.filter((line) => line.search(lostIndent) === 0).length;
  return lost >= 2 && lost >= indented * statements.length;
}

/** What a habit put at `at`. */
export function habitAt(text: string, at: number, habits: Habits): Mend | undefined {
  const char = text.charAt(at);
  const next = text.charAt(at + 1);
  if (habits.commas && char === "," && /[，。、；：？！,]/.test(next)) return taken("doubled-mark", text, at, at + 1);
  if (habits.breaks && char === "\n") {
    const next = pastIndent(text, at + 1);
    return isBroken(text, at, next, habits.breaks) ? joined(text, at, next) : undefined;
  }
  if (!habits.indents || char !== "?") return undefined;
  const before = text.charAt(at - 1);
  if (before === "" || before === "\n") {
    indent.lastIndex = at;
    return indent.test(text) ? taken("lost-indent", text, at, indent.lastIndex) : undefined;
  }
  if (!/[。；：]/.test(before) || text.charAt(at - 2) === "?") return undefined;
  const end = at + (/^\?{1,4}(?=\n|$)/.exec(text.slice(at, at + 5))?.[0].length ?? 0);
  return end > at ? taken("lost-indent", text, at, end) : undefined;
}

function isBroken(text: string, at: number, next: number, breaks: "before marks" | number): boolean {
  if (breaks !== "before marks") return isWrap(text, at, breaks);
  return /[，。、；：？！”》）]/.test(text.charAt(next)) && text.charAt(at - 1) !== "\n";
}

/** Words of Latin letters stay apart. The indent of the line below goes, and the rest of a line end that is two characters. */
function joined(text: string, at: number, end: number): Mend {
  const start = text.charAt(at - 1) === "\r" ? at - 1 : at;
  const latin = /[A-Za-z]/;
  const to = latin.test(text.charAt(start - 1)) && latin.test(text.charAt(end)) ? " " : "";
  return { kind: "broken-line", start, end, from: text.slice(start, end), to, certain: true };
}

function taken(kind: string, text: string, start: number, end: number): Mend {
  return { kind, start, end, from: text.slice(start, end), to: "", certain: true };
}
