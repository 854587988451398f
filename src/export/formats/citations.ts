import type { StoredRecord } from "../../model/record.js";

/** A reference as CSL-JSON holds it. */
interface CslItem {
  readonly id: string;
  readonly type: string;
  readonly title?: string;
  readonly author?: { readonly literal: string }[];
  readonly number?: string;
  readonly publisher?: string;
  readonly issued?: { readonly "date-parts": number[][] };
  readonly accessed?: { readonly "date-parts": number[][] };
  readonly URL?: string;
  readonly language: string;
}

const laws: ReadonlySet<string> = new Set(["regulation", "measures", "order", "decision"]);

/** The reference to a record, in the script that it was published in. */
export function cslItem(record: StoredRecord): CslItem {
  const { id, title, titleOriginal, script, issuers, author, documentNumber, publisher, publishedAt, signedAt, fetchedAt, kind } = record;
  const shown = script === "hans" ? title : (titleOriginal ?? title);
  const url = record.canonicalUrl ?? record.url;
  const issued = dateParts(publishedAt ?? signedAt);
  const accessed = dateParts(fetchedAt);
  const authors = issuers.length > 0 ? issuers : author === null ? [] : [author];
  return {
    id,
    type: kind === "news" ? "article-newspaper" : laws.has(kind) ? "legislation" : "document",
    ...(shown !== null && { title: shown }),
    ...(authors.length > 0 && { author: authors.map((literal) => ({ literal })) }),
    ...(documentNumber !== null && { number: documentNumber }),
    ...(publisher !== null && { publisher }),
    ...(issued && { issued }),
    ...(accessed && { accessed }),
    ...(url !== null && { URL: url }),
    language: script === "hans" ? "zh-Hans" : "zh-Hant",
  };
}

function dateParts(moment: string | null): { "date-parts": number[][] } | null {
  const day = /^(\d{4})-(\d{2})-(\d{2})/.exec(moment ?? "");
  return day && { "date-parts": [[Number(day[1]), Number(day[2]), Number(day[3])]] };
}

/** References as one CSL-JSON array. */
export async function* cslJson(records: AsyncIterable<StoredRecord>): AsyncGenerator<string> {
  let first = true;
  yield "[";
  for await (const record of records) {
    yield `${first ? "\n" : ",\n"}${JSON.stringify(cslItem(record))}`;
    first = false;
  }
  yield "\n]\n";
}

/** References as BibTeX (for BibLaTeX or a BibTeX that reads UTF-8). */
export async function* bibtex(records: AsyncIterable<StoredRecord>): AsyncGenerator<string> {
  for await (const record of records) {
    const { id, type, title, author = [], number, publisher, issued, accessed, URL: url, language } = cslItem(record);
    const [year, month, day] = issued?.["date-parts"][0] ?? [];
    const fields: [string, string | undefined][] = [
      ["title", title && `{${tex(title)}}`],
      ["author", author.length > 0 ? author.map(({ literal }) => `{${tex(literal)}}`).join(" and ") : undefined],
      ["number", number && tex(number)],
      ["publisher", publisher && tex(publisher)],
      ["date", isoDay([year, month, day])],
      ["year", year?.toString()],
      ["url", url && texUrl(url)],
      ["urldate", isoDay(accessed?.["date-parts"][0] ?? [])],
      ["langid", language === "zh-Hans" ? "chinese-hans" : "chinese-hant"],
    ];
    const lines = fields.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name} = {${value}},`]));
    yield `@${type === "article-newspaper" ? "article" : "misc"}{zhengwen-${id},\n${lines.join("\n")}\n}\n\n`;
  }
}

function isoDay([year, month, day]: readonly (number | undefined)[]): string | undefined {
  return year === undefined ? undefined : [year, month, day].map((part) => String(part).padStart(2, "0")).join("-");
}

const texEscapes: Readonly<Record<string, string>> = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };

function tex(text: string): string {
  return oneLine(text).replace(/[\\{}%$&#_~^]/g, (mark) => texEscapes[mark] ?? `\\${mark}`);
}

/** What would end the field is percent-encoded: braces, backslashes, spaces. */
function texUrl(url: string): string {
  return oneLine(url).replace(/[{}\\%\s]/g, (mark) => (mark === "%" ? "\\%" : `\\%${mark.charCodeAt(0).toString(16).toUpperCase()}`));
}

/** References as RIS, whose fields are lines. */
export async function* ris(records: AsyncIterable<StoredRecord>): AsyncGenerator<string> {
  for await (const record of records) {
    const { id, type, title, author = [], number, publisher, issued, accessed, URL: url, language } = cslItem(record);
    const slashed = (parts: readonly number[] | undefined) => parts && `${parts.map((part) => String(part).padStart(2, "0")).join("/")}/`;
    const fields: [string, string | undefined][] = [
      ["TY", type === "article-newspaper" ? "NEWS" : type === "legislation" ? "STAT" : "GOVDOC"],
      ["ID", id],
      ["TI", title],
      ...author.map(({ literal }): [string, string] => ["AU", literal]),
      ["PY", issued?.["date-parts"][0]?.[0]?.toString()],
      ["DA", slashed(issued?.["date-parts"][0])],
      ["M1", number],
      ["PB", publisher],
      ["UR", url],
      ["Y2", slashed(accessed?.["date-parts"][0])],
      ["LA", language],
    ];
    yield `${fields.flatMap(([tag, value]) => (value === undefined ? [] : [`${tag}  - ${oneLine(value)}`])).join("\r\n")}\r\nER  - \r\n\r\n`;
  }
}

function oneLine(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .toWellFormed();
}
