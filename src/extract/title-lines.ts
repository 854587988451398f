import type { TitleLists, TitleWords } from "../dictionary/documents/titles.js";
import { oneOf } from "../lexicon/alternation.js";
import { endsTitle, joined } from "./files/title.js";
import { isDocumentNumber, isTitlePart } from "./plain/lines.js";

/** A line as far as a title may stand in it: empty for a blank one, null for one that is something else. */
export type TitleLine = string | null;

/** The lines that a title takes: `from…end - 1`, blank ones among them. */
export interface TitleSpan {
  readonly from: number;
  readonly end: number;
  readonly text: string;
}

// a title takes no more lines than this, with so many blank ones between two
const mostLines = 6;
const mostBlank = 1;
const longest = 240;
// a line that a site broke is not shorter
const shortestBroken = 8;

function patterns({ acts, bodies, joins, versions }: TitleLists) {
  const han = "\\p{Script=Han}";
  return {
    act: new RegExp(`^${oneOf(acts)}`),
    acts: new RegExp(oneOf(acts)),
    body: new RegExp(`^${han}{1,30}${oneOf(bodies)}$`, "u"),
    joins: new RegExp(`^${oneOf(joins)}`),
    /** 第5/2023號行政法規, whose name is on the next line */
    numbered: /^第\s?\d{1,4}\/\d{4}\s?[号號]\p{Script=Han}{2,14}$/u,
    version: new RegExp(
      `^[（(](?:${oneOf(versions)}|\\d{4}\\s?年?(?:\\s?[-—–－~～至]{1,2}\\s?\\d{4}\\s?年?)?${oneOf([...versions, "版", "度"])}?)[)）]$`,
    ),
  };
}

/**
 * The lines of a title of which one is known: bodies may have lines of their own above 关于…的通知, and a long title takes several.
 * They are taken where the words show it: a line of bodies, one that breaks off behind 关于 or within 《》, one that only goes on.
 * @param clean whether nothing but the title stands above the text; then a line that does not end as titles do goes on in the
 * next one that does
 */
export function titleSpan(lines: readonly TitleLine[], at: number, words: TitleWords, clean: boolean): TitleSpan {
  let span: TitleSpan = { from: at, end: at + 1, text: lines[at] ?? "" };
  for (let above = beside(lines, at, -1); above !== null; above = beside(lines, span.from, -1)) {
    const text = lines[above] as string;
    if (!isOpenAbove(text, span.text, words) || text.length + span.text.length > longest) break;
    span = { from: above, end: span.end, text: joined(text, span.text) };
  }
  span = named(lines, span, words) ?? down(lines, span, words, clean);
  const below = beside(lines, span.end - 1, 1);
  const isVersion = below !== null && endsTitle(span.text, words) && words.compiled(patterns).version.test(lines[below] as string);
  return isVersion ? { from: span.from, end: below + 1, text: span.text + lines[below] } : span;
}

/** A number of Macau with the name of its act on the next line; null for any other. */
function named(lines: readonly TitleLine[], { from, end, text }: TitleSpan, words: TitleWords): TitleSpan | null {
  if (!words.compiled(patterns).numbered.test(text)) return null;
  const below = beside(lines, end - 1, 1);
  const name = below === null ? "" : (lines[below] as string);
  return below !== null && isTitlePart(name) && !/[，,]/.test(name) ? { from, end: below + 1, text: joined(text, name) } : null;
}

/** Whether a line names nothing but bodies: 财政部 税务总局, and 财 政 部. */
export function namesBodies(line: string, words: TitleWords): boolean {
  const { body, acts } = words.compiled(patterns);
  const pieces = line.split(/[\s、]+/).filter(Boolean);
  const names = pieces.every(({ length }) => length === 1) ? [pieces.join("")] : pieces;
  return names.length > 0 && names.every((name) => body.test(name) && !acts.test(name) && !/[的在]/.test(name));
}

/** The span with the lines below that it goes on in, up to the first that ends as titles do. */
function down(lines: readonly TitleLine[], span: TitleSpan, words: TitleWords, clean: boolean): TitleSpan {
  let { end, text } = span;
  if (endsTitle(text, words) && !isUnclosed(text) && !namesBodies(text, words)) return span;
  for (let below = beside(lines, end - 1, 1); below !== null && below - span.from < mostLines; below = beside(lines, end - 1, 1)) {
    const next = lines[below] as string;
    if (!isTitlePart(next) || text.length + next.length > longest || !(clean || goesOn(text, next, words))) return span;
    text = joined(text, next);
    end = below + 1;
    if (endsTitle(text, words) && !isUnclosed(text) && !namesBodies(next, words)) return { from: span.from, end, text };
  }
  return span;
}

/** Whether the words of a title that does not end as titles do show that the next line goes on with it. */
function goesOn(text: string, next: string, words: TitleWords): boolean {
  const { act, acts, joins } = words.compiled(patterns);
  if (namesBodies(text, words)) return act.test(next) || namesBodies(next, words);
  return acts.test(text) || isUnclosed(text) || joins.test(next);
}

/** Whether the words of a line show that it goes on in the title below it. */
function isOpenAbove(text: string, title: string, words: TitleWords): boolean {
  const { act, acts, joins } = words.compiled(patterns);
  if (!isTitlePart(text)) return false;
  if (namesBodies(text, words)) return act.test(title) || namesBodies(title.split(acts)[0] ?? "", words);
  if (endsTitle(text, words) && !isUnclosed(text)) return false;
  return text.length >= shortestBroken && (isUnclosed(text) || acts.test(text) || joins.test(title));
}

/** Whether a bracket that a line opens is closed in none: 印发《…. */
const isUnclosed = (text: string): boolean =>
  ["《》", "（）", "()", "“”", "「」", "〈〉"].some(([open = "", close = ""]) => text.lastIndexOf(open) > text.lastIndexOf(close));

/** The nearest line of text beside one, over few blank ones; null where something else stands there. */
function beside(lines: readonly TitleLine[], at: number, step: 1 | -1): number | null {
  for (let i = at + step, blank = 0; i >= 0 && i < lines.length && blank <= mostBlank; i += step) {
    const line = lines[i];
    if (line === null || line === undefined || (line !== "" && isDocumentNumber(line))) return null;
    if (line !== "") return i;
    blank++;
  }
  return null;
}
