/** What the patterns of the rules share. */

/** A pattern that is tried at one place only. */
export function sticky(source: string): RegExp {
  return new RegExp(source, "y");
}

/** What a sticky pattern finds at a place. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** A sign or word that leads from one day to another: 3日至5日. */
export const toSign = "[至到~～—–-]";
/** Blanks that may stand between the parts of a date. */
export const blank = "[ \\u00a0\\u3000]{0,2}";
/** The sign of a range or a list between two parts of a date. */
export const join = `${blank}(?:--|――|——|-|–|—|―|~|～|∼|－|至|到|、|和|及|,|，)${blank}`;
