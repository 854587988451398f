import type { Container } from "./container.js";
import type { PageLine } from "./lines.js";

const shortestHeading = 8;
// a teaser is no longer than this
const longest = 300;

/**
 * Whether the text that was found belongs to another document: it is short, and right above it, below the page's own title, is
 * the linked heading of something else. Such a page has no text of its own.
 */
export function isTeaser(lines: readonly PageLine[], titleLine: number, { elements, evidence }: Container, text: number): boolean {
  if (evidence !== "score" || titleLine < 0 || text > longest) return false;
  const first = elements[0]?.firstRun ?? 0;
  const above = lines.findLastIndex(({ firstRun, hidden }) => !hidden && firstRun < first);
  const line = lines[above];
  if (line === undefined || above <= titleLine) return false;
  return line.linked * 10 >= line.text.length * 9 && line.text.length >= shortestHeading && isHeadline(line);
}

/** Whether a line is in a heading: a link of any other kind may be a way to the text. */
function isHeadline({ owner }: PageLine): boolean {
  for (let at: PageLine["owner"] | null = owner, i = 0; at !== null && i < 4; at = at.parent, i++)
    if (/^h[1-6]$|^dt$/.test(at.tag)) return true;
  return false;
}
