import type { PartLists } from "../dictionary/documents/part-words.js";
import type { Dictionary } from "../dictionary/load.js";
import { hanDigits } from "../entities/numbers/characters.js";
import { oneOf } from "../lexicon/alternation.js";
import { numberOf } from "./labels.js";
import { endsSentence, type Line } from "./lines.js";
import type { TitleLabel } from "./unit.js";

/** lines that a title may take */
const MOST = 4;
const LONGEST = 60;

function attachmentPatterns({ attachments }: PartLists) {
  const number = `(\\d{1,2}(?:[-－—]\\d{1,2})?|[${hanDigits}十]{1,3}|[A-Z])`;
  return {
    begins: new RegExp(`^(${oneOf(attachments)})[ \\u3000]?(?:${number}(?![\\d年月日个份项]))?[ \\u3000]*([:：.．、])?[ \\u3000\\t]*(.*)$`),
    entry: /^[（(]?(\d{1,2})\s?[.．、）)]/,
    file: /\.(?:docx?|xlsx?|pdf|zip|rar|wps|ofd|et|jpe?g)\s*$/i,
  };
}

/** What a line is that names attachments: the list of them, or the title of one that is printed behind it. */
export interface AttachmentLines {
  readonly kind: "attachment-list" | "title";
  /** behind its last line */
  readonly to: number;
  readonly label: TitleLabel | null;
  readonly heading: string;
}

/**
 * Reads the line at `at` as a list of attachments or as the title of one.
 * @param over whether the document ends before a line, or only its signature, its footer or a remark stands there
 */
export function attachmentLines(
  lines: readonly Line[],
  at: number,
  dictionary: Dictionary,
  over: (line: number) => boolean,
): AttachmentLines | null {
  const { begins, entry, file } = dictionary.partWords.compiled(attachmentPatterns);
  const line = lines[at] as Line;
  const match = line.text.length > 400 ? null : begins.exec(line.text);
  if (!match) return null;
  const [, word = "", number, mark, rest = ""] = match;
  // 附 alone is a word like any other
  if (number === undefined && mark === undefined && (rest !== "" || word.length === 1)) return null;
  if (rest !== "" && mark === undefined && endsSentence(rest)) return null;
  const label: TitleLabel = { style: "attachment", numbers: number ? numbersOf(number) : [], text: `${word}${number ?? ""}` };
  const list = (to: number): AttachmentLines => ({ kind: "attachment-list", to, label: null, heading: "" });
  let to = at + 1;
  let entries = rest === "" || number !== undefined ? 0 : 1;
  for (; to < lines.length; to++) {
    const next = lines[to] as Line;
    if (next.row || next.text.length > 120 || next.text.endsWith("。")) break;
    const another = begins.exec(next.text);
    const isEntry = another
      ? another[2] !== undefined && another[4] !== "" && rest !== ""
      : Number(entry.exec(next.text)?.[1]) === entries + 1;
    if (!isEntry || (number !== undefined && !another)) break;
    entries++;
  }
  if (number !== undefined) {
    if (rest !== "" && (entries > 0 || over(to) || file.test(rest))) return list(to);
  } else if (entries > 1 || (entries > 0 && (rest === "" ? mark !== undefined || file.test(lines[to - 1]?.text ?? "") : over(to)))) {
    return list(to);
  }
  if (rest !== "")
    return rest.length <= LONGEST && !/[。；]/.test(rest) && !over(at + 1) ? { kind: "title", to: at + 1, label, heading: rest } : null;
  const end = titleEnd(lines, at + 1, dictionary);
  if (end === at + 1 && over(end)) return mark === undefined ? null : list(end);
  return { kind: "title", to: end, label, heading: joined(lines, at + 1, end) };
}

function numbersOf(written: string): number[] {
  return written.split(/[-－—]/).map((each) => (/[A-Z]/.test(each) ? each.charCodeAt(0) - 64 : numberOf(each)));
}

/** The lines from one to another as one title. */
export function joined(lines: readonly Line[], from: number, to: number): string {
  return lines
    .slice(from, to)
    .map(({ text }) => text)
    .join("");
}

/**
 * Behind the lines of a title that begins at a line: those up to the first that ends as titles do, else one line; the line
 * itself where it is no title.
 */
export function titleEnd(lines: readonly Line[], from: number, dictionary: Dictionary): number {
  for (let to = from; to < Math.min(lines.length, from + MOST); to++) {
    if (!isTitleLine(lines[to] as Line)) break;
    if (endsAsTitle((lines[to] as Line).text, dictionary)) return to + 1;
  }
  return lines[from] && isTitleLine(lines[from]) ? from + 1 : from;
}

function isTitleLine({ text, row }: Line): boolean {
  return (
    !row &&
    text.length <= LONGEST &&
    !endsSentence(text.replace(/[)）]$/, "")) &&
    !/[。；\d年月日]$/.test(text) &&
    !/^[（(\d]|^第.{1,4}[章条节]|^[一二三]、/.test(text)
  );
}

/** Whether a line ends with what documents and their attachments are called. */
export function endsAsTitle(line: string, { kinds, partWords }: Dictionary): boolean {
  const bare = line.replace(/[（(][^（）()]{1,20}[)）]$/, "").replace(/[》”]$/, "");
  for (let length = 4; length > 0; length--) {
    const end = bare.slice(-length);
    if (end.length < length) continue;
    if (kinds.notTitles.has(end)) return false;
    if (kinds.titles.has(end) || kinds.weakTitles.has(end)) return true;
  }
  return partWords.attachmentKinds.some((kind) => bare.endsWith(kind));
}
