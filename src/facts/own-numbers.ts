import type { FactLists } from "../dictionary/documents/fact-words.js";
import { createDoc, type Doc, type Docs } from "../entities/doc.js";
import { documentNumbersOf } from "../entities/document-numbers/document-numbers.js";
import { oneOf } from "../lexicon/alternation.js";
import type { Mention } from "../model/entity.js";
import { firstLines } from "./lines.js";

type NumberMention = Mention<"documentNumber">;

/** The numbers that the document itself bears, in order. */
export interface OwnNumbers {
  readonly numbers: readonly string[];
  /** where they begin in the body */
  readonly starts: ReadonlySet<number>;
  /** what stands in the text of a number for the body that issues: 国务院令第714号 */
  readonly written: readonly string[];
}

/** Own numbers stand above the text: in its first lines, alone or in the brackets of a promulgation. */
const HEAD_LINES = 8;
/** A red head names every body in a line of its own, and those lines are not counted. */
const SHORT_LINE = 24;
const MOST_LINES = 40;
/** A title may have its number in parentheses: 关于…的公告(财政部公告2023年第10号). */
const TITLE_LINES = 2;
const behindTitle = ({ ownNumber: { kinds } }: FactLists): RegExp => new RegExp(`^[^。；《》]{2,80}${oneOf(kinds)}\\s?[(（]\\s?[)）]?$`);
/** 第780号 below 国务院令, 2024年第2号 below the title of an announcement */
const BARE_NUMBER = /^[(（]?((?:\d{4}年)?第?\s?\d{1,5}\s?号)[)）]?$/;

const YEARLY_TITLE = /^[^《》，。]{2,30}第\s?\d{1,4}\/\d{4}\s?号$/;

/** What may share the line: nothing, its label, or who published it when. */
function besidePattern({ ownNumber: { labels, eras, promulgated } }: FactLists): RegExp {
  const day = `${oneOf(eras)}?\\d{2,4}年\\d{1,2}月\\d{1,2}日`;
  return new RegExp(
    `^(?:[（(]?\\s*[)）]?|${oneOf(labels)}\\s*[:：]?|[（(]?${day}[^。；]{0,60}${oneOf(promulgated)}[^。；]{0,60}(?:[；;][^\\n]{0,200})?[)）]?)$`,
  );
}

/** What may stand between the numbers of a joint document: blanks, 、 and, in a promulgation, the name of the next body. */
const BETWEEN = /^[\s、，,；;/]{0,4}(?:令?[、，]\p{Script=Han}{2,16})?$/u;

/**
 * The document's own numbers: those that the metadata table states, else those in its head that have a line for themselves or
 * stand in a promulgation, else one in its title.
 */
export function ownNumbersOf({ title, body }: Docs, stated: string | undefined): OwnNumbers {
  const inBody = numbersInHead(body, stated);
  const told = stated === undefined || !/\d/.test(stated) ? [] : statedNumbers(stated, body);
  const written = inBody.map(({ start, end }) => body.text.slice(start, end));
  const starts = new Set(inBody.map(({ start }) => start));
  if (told.length > 0) return { numbers: unique(told), starts, written: [...written, ...told] };
  if (inBody.length > 0) return { numbers: unique(inBody.map(({ canonical }) => canonical)), starts, written };
  const titled = title === null ? [] : numbersInTitle(title, body);
  return { numbers: unique(titled), starts, written: titled };
}

const unique = (numbers: readonly string[]): string[] => [...new Set(numbers)];

/** The numbers of a table's cell: by their canonical strings where it holds several, as it is where it holds one. */
function statedNumbers(stated: string, { dictionary }: Doc): string[] {
  const found = documentNumbersOf(createDoc({ in: "title", text: stated, tokens: [], dictionary }));
  return found.length > 1 ? found.map(({ canonical }) => canonical) : [stated.trim()];
}

function numbersInHead(doc: Doc, stated: string | undefined): NumberMention[] {
  const { text, dictionary } = doc;
  const beside = dictionary.factWords.compiled(besidePattern);
  const behind = dictionary.factWords.compiled(behindTitle);
  const mentions = documentNumbersOf(doc).filter(({ kind }) => kind !== "standard");
  let lines = 0;
  const found: NumberMention[] = [];
  for (const line of firstLines(text, MOST_LINES)) {
    if (lines >= HEAD_LINES) break;
    const ofLine = mentions.filter(({ start, end }) => start >= line.start && end <= line.end);
    if (ofLine.length === 0) {
      if (line.end - line.start > SHORT_LINE || /[。：:]$/.test(line.text)) lines++;
      continue;
    }
    lines++;
    const own = leading(ofLine, text);
    const rests = [without(line.text, line.start, own), without(line.text, line.start, own.slice(0, 1))];
    if (rests.some((rest) => beside.test(rest) || (lines <= TITLE_LINES && behind.test(rest)))) found.push(...own);
    else found.push(...ofLine.filter(({ start, end, canonical }) => isStated(stated, canonical, text.slice(start, end))));
  }
  const told = found.filter(({ start, end, canonical }) => isStated(stated, canonical, text.slice(start, end)));
  return told.length > 0 ? told : found;
}

function isStated(stated: string | undefined, canonical: string, written: string): boolean {
  return stated !== undefined && (stated.includes(canonical) || stated.includes(written));
}

/** The first number of a line with those that follow it as its companions. */
function leading(mentions: readonly NumberMention[], text: string): NumberMention[] {
  let count = 1;
  while (count < mentions.length) {
    const gap = text.slice((mentions[count - 1] as NumberMention).end, (mentions[count] as NumberMention).start);
    if (!BETWEEN.test(gap)) break;
    count++;
  }
  return mentions.slice(0, count);
}

function without(line: string, from: number, mentions: readonly NumberMention[]): string {
  let rest = "";
  let at = from;
  for (const { start, end } of mentions) {
    rest += line.slice(at - from, start - from);
    at = end;
  }
  const left = (rest + line.slice(at - from)).trim();
  return /^[\s、，,；;/]*$/.test(left) ? "" : left;
}

/** The number in a title: all of it, at its end in parentheses, or below one that is a body and 令. */
function numbersInTitle(title: Doc, body: Doc): string[] {
  const { text } = title;
  const numbers = documentNumbersOf(title).filter(({ kind }) => kind !== "standard");
  const own = numbers.filter(
    ({ start, end }) => (start === 0 && end >= text.length - 1) || (/[(（]$/.test(text.slice(0, start)) && end >= text.length - 1),
  );
  if (own.length > 0) return own.map(({ canonical }) => canonical);
  const opening = numbers.filter(({ start }) => start === 0);
  if (opening.length > 0) return opening.map(({ canonical }) => canonical);
  // Hong Kong counts within the year: 教育局通告第5/2023号
  if (YEARLY_TITLE.test(text)) return [text.replace(/\s/g, "")];
  const bare = firstLines(body.text, 2).flatMap((line) => BARE_NUMBER.exec(line.text.trim())?.[1] ?? [])[0];
  const act = bare === undefined ? undefined : /(?:令|公告|通告)$/.exec(text)?.[0];
  if (bare === undefined || act === undefined) return [];
  return [((text.includes("关于") ? act : text) + bare).replace(/\s/g, "")];
}
