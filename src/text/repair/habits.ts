import type { Mend } from "./mend.js";

/** What some sites do to their texts beside glosses and cuts. */
export interface Habits {
  /** an ASCII comma before full-width marks */
  readonly commas: boolean;
  /** a line break before full-width marks */
  readonly breaks: boolean;
  /** the ideographic spaces that indent a paragraph as `??` */
  readonly indents: boolean;
}

/** So often a habit must show, and before so large a share of the marks. */
const times = 3;
const share = 0.3;

const mark = /[，。、；：？！]/g;
const commaMark = /,(?=[，。、；：？！,])/g;
const breakMark = /\n(?=[，。、；：？！”》）])/g;
const lostIndent = /^\?\?(?=\p{Script=Han})/gmu;

export function habitsOf(text: string): Habits {
  const count = (form: RegExp) => text.match(form)?.length ?? 0;
  const commas = text.includes(",") ? count(commaMark) : 0;
  const breaks = count(breakMark);
  const marks = commas >= times || breaks >= times ? count(mark) : 0;
  return {
    commas: commas >= times && commas >= share * marks,
    breaks: breaks >= times && breaks >= share * marks,
    indents: text.includes("??") && count(lostIndent) >= 2,
  };
}

/** What a habit put at `at`. */
export function habitAt(text: string, at: number, habits: Habits): Mend | undefined {
  const char = text.charAt(at);
  const next = text.charAt(at + 1);
  if (habits.commas && char === "," && /[，。、；：？！,]/.test(next)) return taken("doubled-mark", text, at, at + 1);
  if (habits.breaks && char === "\n" && /[，。、；：？！”》）]/.test(next)) return taken("broken-line", text, at, at + 1);
  const begins = at === 0 || text.charAt(at - 1) === "\n";
  if (habits.indents && begins && char === "?" && next === "?" && /\p{Script=Han}/u.test(text.charAt(at + 2)))
    return taken("lost-indent", text, at, at + 2);
  return undefined;
}

function taken(kind: string, text: string, start: number, end: number): Mend {
  return { kind, start, end, from: text.slice(start, end), to: "", certain: true };
}
