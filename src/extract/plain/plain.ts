import type { Removed } from "../../model/record.js";
import { readDateline } from "../dateline.js";
import { type Facts, noFacts, takeFacts } from "../facts.js";
import type { Lexicon } from "../lexicon.js";
import { classify, type LineClass } from "../line.js";
import { tailStart } from "../tail.js";

/** What a page saved as text says. `body` lines are as published, in order. */
export interface PlainPage extends Facts {
  readonly title: string | null;
  readonly titleEvidence: string;
  readonly body: readonly string[];
  readonly removed: readonly Removed[];
}

type Line = { readonly text: string; readonly class: LineClass };

// a date line stands near the top: below this many lines of content it is part of the document
const headLines = 60;
const longestTitle = 120;
const notATitle =
  /[。；;！？!?：:，,、]$|^[一二三四五六七八九十]+、|^[（(][一二三四五六七八九十\d]+[)）]|^第[一二三四五六七八九十\d]+[章条节]|^\d+[.、]/;

/** Reads a page that was saved as text: the same facts as from HTML, from lines. Linear in the text. */
export function readPlain(page: string, { chrome, labels }: Lexicon): PlainPage {
  const lines: Line[] = page.split(/\r\n?|\n|\u2028|\u2029/).map((raw) => {
    const text = raw.trim();
    return { text, class: classify(text, chrome, labels) };
  });
  const removed: Removed[] = [];
  const drop = (line: Line | undefined, reason: string): void => {
    if (line && line.text.length > 0) removed.push({ text: line.text, reason });
  };
  const facts = noFacts();
  const head = readHead(lines, facts, drop, { chrome, labels });
  const end = tailStart(lines, (line) => (line.class.is === "sentence" ? line.text.length : 0), head.body);
  const body: string[] = [];
  for (let i = head.body; i < lines.length; i++) {
    const line = lines[i] as Line;
    const is = line.class;
    if (is.is === "facts") {
      takeFacts(facts, is.labelled, labels);
      drop(line, "facts");
    } else if (is.is === "chrome" || (is.is === "section" && i >= end)) drop(line, is.reason);
    else if (i >= end) drop(line, (lines[end]?.class as { reason?: string } | undefined)?.reason ?? "tail");
    else if (is.is !== "blank") body.push(line.text);
  }
  return { ...facts, title: head.title, titleEvidence: head.evidence, body, removed };
}

type Drop = (line: Line | undefined, reason: string) => void;

/** Title, date line and where the body begins. What stands before the title is navigation. */
function readHead(lines: Line[], facts: Facts, drop: Drop, { chrome, labels }: Lexicon) {
  const first = lines.findIndex(isParagraph);
  const limit = Math.min(first < 0 ? lines.length : first, headLines);
  for (let i = 0; i < limit; i++) {
    const line = lines[i] as Line;
    if (line.class.is === "blank" || line.class.is === "section") continue;
    const dateline = readDateline(line.text, chrome, labels);
    if (!dateline) continue;
    const at = titleAbove(lines, i);
    Object.assign(facts, dateline);
    for (let k = 0; k < i; k++) if (k !== at) drop(lines[k], reasonOf(lines[k]) ?? "navigation");
    drop(line, "date line");
    return { title: at < 0 ? null : (lines[at] as Line).text, evidence: "the line above the date line", body: i + 1 };
  }
  let start = 0;
  while (start < limit && ["blank", "chrome", "section"].includes((lines[start] as Line).class.is)) start++;
  for (let k = 0; k < start; k++) drop(lines[k], reasonOf(lines[k]) ?? "navigation");
  const line = lines[start];
  const titled = line !== undefined && first > start && isTitle(line.text);
  return { title: titled ? line.text : null, evidence: "the first line", body: titled ? start + 1 : start };
}

function titleAbove(lines: Line[], dateline: number): number {
  for (let i = dateline - 1; i >= 0; i--) {
    const line = lines[i] as Line;
    if (line.class.is === "blank" || line.class.is === "chrome" || line.class.is === "facts") continue;
    return line.class.is !== "section" && line.text.length <= longestTitle ? i : -1;
  }
  return -1;
}

/** Running text, not a long title: it ends like a sentence or is longer than a title. */
const isParagraph = ({ text, class: { is } }: Line): boolean =>
  is === "sentence" && (text.length > longestTitle || /[。！？；;!”」）)：:]$/.test(text));

const isTitle = (text: string): boolean =>
  text.length >= 6 && text.length <= longestTitle && !notATitle.test(text) && !text.includes("。") && /\p{Script=Han}{4}/u.test(text);

const reasonOf = (line: Line | undefined): string | null =>
  line?.class.is === "chrome" || line?.class.is === "section" ? line.class.reason : null;
