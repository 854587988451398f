import type { Mend } from "./mend.js";
import type { IsWord } from "./spacing.js";
import { isWrap, wrapWidth } from "./wraps.js";

/** What some sites do to their texts beside glosses and cuts. */
export interface Habits {
  /** an ASCII comma before full-width marks */
  readonly commas: boolean;
  /** line breaks before full-width marks, or inside sentences at a width in columns */
  readonly breaks: "before marks" | number | undefined;
  /** the ideographic spaces that indent a paragraph as `??` */
  readonly indents: boolean;
}

/** So often a habit must show, and before so large a share of the marks. */
const times = 3;
const share = 0.3;

const mark = /[，。、；：？！]/g;
const commaMark = /,(?=[，。、；：？！,])/g;
const breakMark = /\n(?=[，。、；：？！”》）])/g;
/** Each ideographic space was two bytes; what an indent stands before, nothing but the line end among it. */
const indent = /(?:\?\?){1,6}(?=[\p{Script=Han}\p{L}\d“‘《〈（(〔【「『]|\n|$)/uy;
const lostIndent = /^(?:\?\?){1,6}(?=[\p{Script=Han}“‘《〈（(〔【「『\d])/gmu;

/** @param isWord asked only where lines may have been broken at a width */
export function habitsOf(text: string, isWord: IsWord): Habits {
  const count = (form: RegExp) => text.match(form)?.length ?? 0;
  const commas = text.includes(",") ? count(commaMark) : 0;
  const breaks = count(breakMark);
  const marks = commas >= times || breaks >= times ? count(mark) : 0;
  return {
    commas: commas >= times && commas >= share * marks,
    breaks: breaks >= times && breaks >= share * marks ? "before marks" : wrapWidth(text, isWord) || undefined,
    indents: text.includes("??") && count(lostIndent) >= 2,
  };
}

/** What a habit put at `at`. */
export function habitAt(text: string, at: number, habits: Habits): Mend | undefined {
  const char = text.charAt(at);
  const next = text.charAt(at + 1);
  if (habits.commas && char === "," && /[，。、；：？！,]/.test(next)) return taken("doubled-mark", text, at, at + 1);
  if (habits.breaks && char === "\n" && isBroken(text, at, habits.breaks)) return joined(text, at);
  if (!habits.indents || char !== "?" || (at > 0 && text.charAt(at - 1) !== "\n")) return undefined;
  indent.lastIndex = at;
  return indent.test(text) ? taken("lost-indent", text, at, indent.lastIndex) : undefined;
}

function isBroken(text: string, at: number, breaks: "before marks" | number): boolean {
  return breaks === "before marks" ? /[，。、；：？！”》）]/.test(text.charAt(at + 1)) : isWrap(text, at, breaks);
}

/** Words of Latin letters stay apart. */
function joined(text: string, at: number): Mend {
  const latin = /[A-Za-z]/;
  const to = latin.test(text.charAt(at - 1)) && latin.test(text.charAt(at + 1)) ? " " : "";
  return { kind: "broken-line", start: at, end: at + 1, from: "\n", to, certain: true };
}

function taken(kind: string, text: string, start: number, end: number): Mend {
  return { kind, start, end, from: text.slice(start, end), to: "", certain: true };
}
