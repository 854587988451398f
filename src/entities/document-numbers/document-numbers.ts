import type { Citations } from "../../dictionary/documents/citations.js";
import type { Mention } from "../../model/entity.js";
import type { Annotator } from "../annotator.js";
import type { Doc } from "../doc.js";
import { hanDigits } from "../numbers/characters.js";
import { type Agency, agencyBefore, withJoint, withoutBody } from "./agency.js";
import { bracketed, numberPatterns, paper, plain, sectioned, standard, taiwan, yearly } from "./patterns.js";

type NumberMention = Mention<"documentNumber">;

/** Numbers of documents (鲁政办字〔2019〕53号, 公告2023年第5号, 令第714号) and of standards (GB/T 26341-2010). */
export const annotateDocumentNumbers: Annotator<"documentNumber"> = (doc) => [...documentNumbersOf(doc)];

/** Every document number of a doc in order: titles look here for the number that follows them. */
export function documentNumbersOf(doc: Doc): readonly NumberMention[] {
  return doc.part(scan);
}

/** One key for the short and the long form of a number: 国令第706号 and 国务院令第706号. */
export function documentNumberKey(canonical: string, citations: Citations): string {
  const at = canonical.search(/第|〔|\d/);
  const agency = at < 0 ? canonical : canonical.slice(0, at);
  return (citations.aliases.get(agency) ?? agency) + canonical.slice(agency.length);
}

function scan({ text, dictionary: { citations } }: Doc): NumberMention[] {
  const found: NumberMention[] = [];
  const numbers = citations.compiled(numberPatterns);
  const { anchor } = numbers;
  let free = 0;
  anchor.lastIndex = 0;
  for (let hit = anchor.exec(text); hit !== null; hit = anchor.exec(text)) {
    if (hit.index < free) continue;
    const mentions = readAt(text, hit.index, hit[0], free, citations);
    const mention = mentions.at(-1);
    if (mention === undefined) continue;
    found.push(...mentions);
    free = mention.end;
    for (let more = readFurther(text, mention, numbers); more.length > 0; more = readFurther(text, more.at(-1) as NumberMention, numbers)) {
      found.push(...more);
      free = more.at(-1)?.end ?? free;
    }
    anchor.lastIndex = free;
  }
  return found;
}

function readAt(text: string, at: number, hit: string, free: number, citations: Citations): NumberMention[] {
  const isNamed = /[\p{Script=Han}A-Z]/u.test(hit);
  if (!isNamed) return readBracketed(text, at, free, citations);
  const one = readNamed(text, at, hit, free, citations);
  return one === null ? [] : [one];
}

/** A number that its kind, its ordinal or its letters announce. */
function readNamed(text: string, at: number, hit: string, free: number, citations: Citations): NumberMention | null {
  if (hit === "字第") return readTaiwan(text, at, free, citations);
  const ofMacau = hit.startsWith("第") ? take(citations.compiled(numberPatterns).macau, text, at) : null;
  if (ofMacau !== null) return numberOfMacau(ofMacau);
  if (hit.startsWith("第") || /^\d/.test(hit)) return readBefore(text, at, free, citations) ?? readTitled(text, at, citations);
  if (/[A-Z]/.test(hit)) return readPaper(text, at, free, citations) ?? readStandard(text, at, citations);
  return readOrder(text, at, hit, free, citations);
}

function take(rule: RegExp, text: string, at: number): RegExpExecArray | null {
  rule.lastIndex = at;
  return rule.exec(text);
}

/** 〔2019〕53号; of 〔2023〕12、13号 one number for each serial, the first with the agency and the year. */
function readBracketed(text: string, at: number, free: number, citations: Citations): NumberMention[] {
  const found = take(bracketed, text, at);
  if (found === null || take(citations.compiled(numberPatterns).notSerial, text, at + found[0].length) !== null) return [];
  const written = agencyBefore(text, at, free, citations);
  if (written === null) return [];
  return bracketedNumbers(text, at, found, withoutBody(written, 2, citations));
}

/** The numbers of one bracket: its year, and its serials in order. */
function bracketedNumbers(text: string, at: number, found: RegExpExecArray, agency: Agency): NumberMention[] {
  const [all, year = "", before = "", last = ""] = found;
  // 〔2016〕年第12号 says no more than 〔2016〕12号
  const ordinal = all.includes("第") && !all.includes("年") ? "第" : "";
  const end = at + all.length;
  const lastAt = text.lastIndexOf(last, end);
  const serials = [...before.matchAll(/[^、，,和及\s]+/g)].map(({ 0: serial, index }) => ({ serial, at: lastAt - before.length + index }));
  return [...serials, { serial: last, at: lastAt }].map(({ serial, at: serialAt }, i) => {
    const canonical = `${agency.name}〔${year}〕${ordinal}${serial}号`;
    const number = document(
      agency,
      serial === last ? end : serialAt + serial.length,
      canonical,
      yearValue(year),
      serial,
      "document-number.bracketed",
    );
    return i === 0 ? number : { ...number, start: serialAt };
  });
}

/** 住房和城乡建设部令第37号, 财政部 税务总局公告2023年第5号 */
function readOrder(text: string, at: number, word: string, free: number, citations: Citations): NumberMention | null {
  const end = at + word.length;
  const withYearBehind = take(yearly, text, end);
  const nearest = agencyBefore(text, end, free, citations) ?? { start: at, name: word };
  const agency = withJoint(text, nearest, free, citations);
  if (withYearBehind !== null) {
    const [all, year = "", number = ""] = withYearBehind;
    return document(
      agency,
      closeOf(text, end, all),
      `${agency.name}${year}年第${number}号`,
      Number(year),
      number,
      "document-number.yearly",
    );
  }
  const bare = take(citations.compiled(numberPatterns).bareYear, text, end);
  if (bare !== null) {
    const [all, year = "", number = ""] = bare;
    return document(agency, end + all.length, `${agency.name}${year}年${number}号`, Number(year), number, "document-number.yearly");
  }
  const found = take(plain, text, end);
  if (found === null) return null;
  const [all, withOrdinal, without] = found;
  const number = withOrdinal ?? without ?? "";
  const canonical = `${agency.name}${withOrdinal === undefined ? "" : "第"}${number}号`;
  return document(agency, closeOf(text, end, all), canonical, null, number, "document-number.order");
}

/** Where a number ends that may be in parentheses: 国务院令(第714号). */
function closeOf(text: string, start: number, written: string): number {
  const end = start + written.length;
  return /[(（]/.test(written) && /[)）]/.test(text[end] ?? " ") ? end + 1 : end;
}

/** 2023年第5号公告, 第714号国务院令 */
function readBefore(text: string, at: number, free: number, citations: Citations): NumberMention | null {
  const found = take(yearly, text, at) ?? take(plain, text, at);
  if (found === null) return null;
  const end = at + found[0].length;
  const patterns = citations.compiled(numberPatterns);
  const agency = take(patterns.beforeOrder, text, end)?.[0];
  if (agency === undefined) return null;
  const word = citations.orders.at(text, end + agency.length)?.word ?? "令";
  if (agency.length > 0 && !patterns.agency.test(agency)) return null;
  const [, first = "", second] = found;
  const close = end + agency.length + word.length;
  // 国务院第748号令: the body in front
  const front = agency === "" && second === undefined ? agencyBefore(text, at, free, citations) : null;
  const body = front !== null && patterns.body.test(front.name) ? front : { start: at, name: "" };
  const number = second ?? first;
  const year = second === undefined ? null : Number(first);
  return {
    type: "documentNumber",
    start: body.start,
    end: close,
    rule: "document-number.before",
    agency: body.name + agency + word,
    year,
    serial: number,
    canonical: text.slice(body.start, close).replace(/\s/g, ""),
    kind: "document",
  };
}

/** 《示范区管理办法》(2023年第12号): a number that says no more than its year, in brackets behind a title. */
function readTitled(text: string, at: number, citations: Citations): NumberMention | null {
  if (!/》\s?[(（]$/.test(text.slice(Math.max(0, at - 3), at))) return null;
  const found = take(citations.compiled(numberPatterns).titled, text, at);
  if (found === null) return null;
  const [all, year = "", number = ""] = found;
  return document({ start: at, name: "" }, at + all.length, `${year}年第${number}号`, Number(year), number, "document-number.titled");
}

function numberOfMacau(found: RegExpExecArray): NumberMention {
  const [all, number = "", year = "", agency = ""] = found;
  return document(
    { start: found.index, name: agency },
    found.index + all.length,
    all,
    yearValue(year.replace("/M", "")),
    number,
    "document-number.macau",
  );
}

function readTaiwan(text: string, at: number, free: number, citations: Citations): NumberMention | null {
  const found = take(taiwan, text, at);
  const section = sectioned.exec(text.slice(Math.max(0, at - 3), at))?.[0] ?? "";
  const written = agencyBefore(text, at - section.length, free, citations);
  if (found === null || written === null) return null;
  const end = at + found[0].length;
  if (
    /年度?$/.test(text.slice(Math.max(0, written.start - 2), written.start + 1)) &&
    citations.compiled(numberPatterns).courtCase.test(text.slice(end, end + 12))
  )
    return null;
  const { start, name } = withYear(text, withoutBody(written, 1, citations));
  const agency = { start, name: name + section };
  const number = found[1] ?? "";
  const roc = /^(\d{3})/.exec(number)?.[1];
  const year = roc !== undefined && Number(roc) >= 80 && Number(roc) <= 150 ? Number(roc) + 1911 : null;
  return document(agency, end, `${agency.name}字第${number}号`, year, number, "document-number.taiwan");
}

/** 台(88)内地字: the year of the Republic inside the code, as numbers before the nineties had it */
function withYear(text: string, { start, name }: Agency): Agency {
  const found = /[台府院]\(\d{2,3}\)$/.exec(text.slice(Math.max(0, start - 6), start))?.[0] ?? "";
  return { start: start - found.length, name: found + name };
}

/** 立法会CB(1)123/2023(01)号: a paper of Hong Kong's legislature, by its section, its number and its session. */
function readPaper(text: string, at: number, free: number, citations: Citations): NumberMention | null {
  const found = take(paper, text, at);
  const body = found && agencyBefore(text, at, free, citations);
  if (!found || !body || !citations.compiled(numberPatterns).body.test(body.name)) return null;
  const [all, number = "", year = ""] = found;
  return document(body, at + all.length, body.name + all, Number(year), number, "document-number.paper");
}

function readStandard(text: string, at: number, citations: Citations): NumberMention | null {
  const found = take(standard, text, at);
  if (found === null) return null;
  const [all, prefix = "", number = "", year] = found;
  const known = citations.standards.at(prefix, 0);
  if (known === null) return null;
  const canonical = all.replace(/\s/g, "").replace(/[—–]/g, "-");
  return {
    type: "documentNumber",
    start: at,
    end: at + all.length,
    rule: "document-number.standard",
    agency: prefix,
    year: year === undefined ? null : year.length === 2 ? 1900 + Number(year) : Number(year),
    serial: number,
    canonical,
    kind: "standard",
  };
}

/** What goes on from a number: 6号 (the agency and year before), 〔2020〕6号 (the agency). */
function readFurther(
  text: string,
  first: NumberMention,
  { further, sameAgency, notSerial }: ReturnType<typeof numberPatterns>,
): NumberMention[] {
  const prefix = /^[^〕]{1,60}〕(?:第(?=\d))?|^.{1,60}年第/.exec(first.canonical)?.[0];
  if (first.kind === "standard" || prefix === undefined) return [];
  const found = take(further, text, first.end);
  if (found !== null) {
    const number = found[1] ?? "";
    const canonical = `${prefix}${number}号`;
    const [start, end] = [first.end + 1, first.end + found[0].length];
    return [{ ...first, start, end, rule: "document-number.further", serial: number, canonical }];
  }
  const mark = take(sameAgency, text, first.end);
  const at = first.end + (mark?.[0].length ?? 0);
  const another = mark === null ? null : take(bracketed, text, at);
  if (another === null || take(notSerial, text, at + another[0].length) !== null) return [];
  return bracketedNumbers(text, at, another, { start: at, name: first.agency });
}

function document(agency: Agency, end: number, canonical: string, year: number | null, number: string, rule: string): NumberMention {
  return {
    type: "documentNumber",
    start: agency.start,
    end,
    rule,
    agency: agency.name.replace(/\s/g, ""),
    year,
    serial: number,
    canonical: canonical.replace(/\s/g, ""),
    kind: "document",
  };
}

function yearValue(written: string): number | null {
  if (/^\d{4}$/.test(written)) return Number(written);
  if (/^\d{2}$/.test(written)) return (Number(written) > 50 ? 1900 : 2000) + Number(written);
  const digits = [...written].map((digit) => `〇${hanDigits}`.indexOf(digit.replace(/[零○]/, "〇"))).join("");
  return /^\d{4}$/.test(digits) ? Number(digits) : null;
}
