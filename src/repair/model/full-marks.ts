const folded: Readonly<Record<string, string>> = { ",": "，", ";": "；", "?": "？", "!": "！" };

/** A mark as it was before a site folded it to half-width. */
export function fullMark(mark: string): string {
  return folded[mark] ?? mark;
}
