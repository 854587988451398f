import type { Removed } from "../../model/record.js";
import { readDateline } from "../dateline.js";
import { type Facts, noFacts, takeAll, takeFacts } from "../facts.js";
import type { Lexicon } from "../lexicon.js";
import { classify, type LineClass } from "../line.js";
import { type Metadata, readMetadata } from "../metadata.js";
import { readMoment } from "../moment.js";
import { tailStart } from "../tail.js";

/** What a page saved as text says. `body` lines are as published, in order. */
export interface PlainPage extends Facts {
  readonly title: string | null;
  readonly titleEvidence: string;
  readonly dateEvidence: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly body: readonly string[];
  readonly removed: readonly Removed[];
}

type Line = { readonly text: string; readonly linked: 0; readonly class: LineClass };

// a date line stands near the top: below this many lines of content it is part of the document
const headLines = 60;
const longestTitle = 120;
const notATitle =
  /[。；;！？!?：:，,、]$|^[一二三四五六七八九十]+、|^[（(][一二三四五六七八九十\d]+[)）]|^第[一二三四五六七八九十\d]+[章条节]|^\d+[.、]/;

/** Reads a page that was saved as text: the same facts as from HTML, from lines. Linear in the text. */
export function readPlain(page: string, { chrome, labels }: Lexicon): PlainPage {
  const lines: Line[] = page.split(/\r\n?|\n|\u2028|\u2029/).map((raw) => {
    const text = raw.trim();
    return { text, linked: 0, class: classify(text, chrome, labels) };
  });
  const removed: Removed[] = [];
  const drop = (line: Line | undefined, reason: string): void => {
    if (line && line.text.length > 0) removed.push({ text: line.text, reason });
  };
  const facts = noFacts();
  const head = readHead(lines, drop, { chrome, labels });
  if (head.dateline) takeAll(facts, head.dateline);
  const end = tailStart(lines, (line) => (line.class.is === "sentence" ? line.text.length : 0), head.body);
  const body: string[] = [];
  let section = "tail";
  for (let i = head.body; i < lines.length; i++) {
    const line = lines[i] as Line;
    const is = line.class;
    if (is.is === "section") section = is.reason;
    if (is.is === "facts") {
      takeFacts(facts, is.labelled, labels);
      drop(line, "facts");
    } else if (is.is === "chrome" || (is.is === "section" && i >= end)) drop(line, is.reason);
    else if (i >= end) drop(line, section);
    else if (is.is !== "blank") body.push(line.text);
  }
  const { facts: metadata } = head.metadata;
  const dateEvidence = facts.publishedAt === null ? "the metadata table" : "the line under the title";
  facts.publishedAt ??= readMoment(metadata.发布日期 ?? "");
  const title = head.title ?? metadata.标题 ?? null;
  const titleEvidence = head.title === null ? "the metadata table" : head.evidence;
  return { ...facts, title, titleEvidence, dateEvidence, metadata, body, removed };
}

interface Head {
  readonly title: string | null;
  readonly evidence: string;
  readonly dateline: Facts | null;
  readonly metadata: Metadata;
  /** index of the first line of the body */
  readonly body: number;
}

/** Title, date line, metadata table and where the body begins. What stands before them is navigation. */
function readHead(lines: readonly Line[], drop: (line: Line | undefined, reason: string) => void, { chrome, labels }: Lexicon): Head {
  const first = lines.findIndex(isParagraph);
  const limit = Math.min(first < 0 ? lines.length : first, headLines);
  const metadata = readMetadata(lines.slice(0, limit), labels, nowhere, nowhere);
  const dropBefore = (end: number, kept = -1): void => {
    for (let k = 0; k < end; k++)
      if (k !== kept)
        drop(
          lines[k],
          reasonOf(lines[k]) ?? (metadata.first >= 0 && k >= metadata.first && k <= metadata.last ? "metadata table" : "navigation"),
        );
  };
  for (let i = 0; i < limit; i++) {
    const line = lines[i] as Line;
    if (line.class.is === "blank" || line.class.is === "section" || i <= metadata.last) continue;
    const dateline = readDateline(line.text, chrome, labels);
    if (!dateline) continue;
    const at = titleAbove(lines, i, metadata.last);
    dropBefore(i, at);
    drop(line, "date line");
    return { title: at < 0 ? null : (lines[at] as Line).text, evidence: "the line above the date line", dateline, metadata, body: i + 1 };
  }
  let start = metadata.last + 1;
  while (start < limit && ["blank", "chrome", "section"].includes((lines[start] as Line).class.is)) start++;
  dropBefore(start);
  const line = lines[start];
  const titled = line !== undefined && first > start && isTitle(line.text);
  return { title: titled ? line.text : null, evidence: "the first line", dateline: null, metadata, body: titled ? start + 1 : start };
}

/** Lines of a text stand in no cells. */
const nowhere = (): null => null;

function titleAbove(lines: readonly Line[], dateline: number, table: number): number {
  for (let i = dateline - 1; i > table; i--) {
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
