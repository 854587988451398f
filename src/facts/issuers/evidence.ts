import type { IssuerLists } from "../../dictionary/documents/issuer-words.js";
import type { Doc, Docs } from "../../entities/doc.js";
import { hanDigits } from "../../entities/numbers/characters.js";
import { oneOf } from "../../lexicon/alternation.js";
import { firstLines } from "../lines.js";
import { bodiesIn, type ListReader, type NamedBody } from "./body-list.js";

/** Lines of the head that may name who issues. */
const HEAD_LINES = 40;
const TITLE_LINES = 12;
const LONGEST_TITLE = 400;
const PARAGRAPHS = 6;
const CLAUSE = 240;

function evidencePatterns(lists: IssuerLists) {
  const { acts, finalActs, others, papers, drafting, reported, fullText, jointLists, sessions, promulgating, connectors, posts } = lists;
  const { together, studied, handedOn, orders, titleActs, clauseLeads, ownUnits, withOthers, meetings, dayparts, eras } = lists;
  const { selves, ownRules } = lists;
  const ordinal = `[\\d零〇${hanDigits}十百]{1,5}`;
  const many = `(?:等?[\\d${hanDigits}十]{0,3}个?${oneOf(others)}|等)`;
  return {
    act: new RegExp(`${oneOf(acts)}|${oneOf(finalActs)}$`, "g"),
    /** 工业和信息化部|等五部门|关于 */
    others: new RegExp(`${many}${oneOf(together)}?$`),
    post: new RegExp(`${oneOf(posts)}$`),
    paper: new RegExp(`^(.{0,200}?)\\s*${oneOf(papers)}$`),
    reported: new RegExp(oneOf(reported)),
    fullText: new RegExp(oneOf(fullText)),
    /** 市财政局会同市工信局|制定了 */
    drafting: new RegExp(`^(.{2,${CLAUSE}}?)${oneOf(together)}?${oneOf(drafting)}`),
    handedOn: new RegExp(oneOf(handedOn)),
    joining: new RegExp(oneOf([...connectors, ...withOthers, ...studied])),
    jointList: new RegExp(`${oneOf(jointLists)}\\s?[:：]\\s?([^。:：()（）\\n]{3,300})`),
    session: new RegExp(`^(.{0,24}?)(?:第${ordinal}届)?([^第]{0,8}?${oneOf(sessions)})第${ordinal}次${oneOf(meetings)}`),
    promulgating: new RegExp(oneOf(promulgating)),
    /** 1986年1月23日, 中华民国112年5月1日 */
    day: new RegExp(`${oneOf(eras)}?\\d{2,4}年\\d{1,2}月\\d{1,2}日`),
    titled: new RegExp(oneOf(titleActs)),
    togetherAtEnd: new RegExp(`${oneOf(studied)}+$`),
    /** what stands between the bodies and the serial: 令第, 公告2023年第 */
    order: new RegExp(`${oneOf(together)}?${oneOf(orders)}?[(（]?(?:\\d{4}年?)?第?\\s?\\d*$`),
    /** 我局会同 */
    own: new RegExp(`^(?:我|本)[${ownUnits}](?=${oneOf(withOthers)})`),
    withOthers: new RegExp(`^${oneOf(withOthers)}`),
    clauseLead: new RegExp(`^${oneOf(clauseLeads)}`),
    /** 一、|经济部|（以下简称本部）为协助…，特订定本|要点 */
    ownRules: new RegExp(
      `^(?:[${hanDigits}]、)?\\s?(\\p{Script=Han}{3,30}?)(?:[(（]${oneOf(selves)}\\p{Script=Han}{1,3}[)）])?为[^。\\n]{2,120}?${oneOf(ownRules)}`,
      "u",
    ),
    /** a dateline, or the day on which something happened, at the beginning of a text */
    dateline: new RegExp(`^[^\\n]{0,20}?(?:\\d{4}年)?\\d{1,2}月\\d{1,2}日${oneOf(dayparts)}?[，,]`),
  };
}

/** The bodies that a title begins with, before what they do: 国家发展改革委 财政部|关于…. */
export function ofTitle(title: string, reader: ListReader): NamedBody[] | null {
  const patterns = reader.dictionary.issuerWords.compiled(evidencePatterns);
  const text = title.slice(0, LONGEST_TITLE).replace(/^[【[(（][^【】[\]()（）]{0,12}[】\])）]/, "");
  for (const { index } of text.matchAll(patterns.act)) {
    if (index === 0) return null;
    const ahead = text.slice(0, index).replace(/[\s、]+$/, "");
    if (/[《。：:]/.test(ahead)) return null;
    const named = ahead.replace(patterns.others, "").replace(patterns.togetherAtEnd, "");
    // 第12/2023号经济财政司司长|批示
    const office = named.replace(/^第[\d/]+号/, "").replace(patterns.post, "");
    const held = named in reader.dictionary.issuerWords.offices ? officeAt(named, reader) : null;
    const bodies = held ? [held] : (bodiesIn(named, reader) ?? (office === named ? null : bodiesIn(office, reader)));
    if (bodies) return bodies;
  }
  return null;
}

/** The head of a document above its text: the lines of its bodies that end in 文件 or stand above its number, and its title. */
export function ofHead(docs: Docs, reader: ListReader): NamedBody[] | null {
  const { paper } = reader.dictionary.issuerWords.compiled(evidencePatterns);
  const lines = firstLines(docs.body.text, HEAD_LINES);
  // the first line of a column of bodies may have been taken for the title
  const found: NamedBody[] = [...((docs.title && bodiesIn(docs.title.text, reader)) ?? [])];
  for (const { text } of lines) {
    const line = text.trim();
    const closed = paper.exec(line);
    const bodies = bodiesIn(closed ? (closed[1] as string) : line, reader);
    if (bodies) found.push(...bodies);
    if (closed && (bodies || closed[1] === "")) return found.length > 0 ? found : null;
    if (bodies === null) return found.length > 0 && isHeadEnd(line, docs) ? found : null;
  }
  return null;
}

/** What a column of bodies stands above: the document's number or its title. */
function isHeadEnd(line: string, { title }: Docs): boolean {
  return /^.{0,40}\d{1,5}号.{0,60}$/.test(line) || (title !== null && line === title.text);
}

/** A title that stands in the first lines of the text. */
export function ofTitleLine({ body }: Docs, reader: ListReader): NamedBody[] | null {
  const { titled: isTitled } = reader.dictionary.issuerWords.compiled(evidencePatterns);
  for (const { text } of firstLines(body.text, TITLE_LINES)) {
    if (/[。：:]/.test(text)) return null;
    if (text.length < 12 || !isTitled.test(text)) continue;
    const titled = ofTitle(text.trim(), reader);
    if (titled) return titled;
  }
  return null;
}

/** Who promulgated: (2021年7月27日国务院令第746号公布), (…第十三届全国人民代表大会常务委员会第二十八次会议通过). */
export function ofPromulgation({ body }: Docs, reader: ListReader): NamedBody[] | null {
  const { session, promulgating, day: dayPattern } = reader.dictionary.issuerWords.compiled(evidencePatterns);
  for (const { text } of firstLines(body.text, TITLE_LINES)) {
    const line = text.trim().replace(/^[(（]/, "");
    const day = dayPattern.exec(line);
    if (!day || day.index > 0 || !promulgating.test(line)) continue;
    const behind = line.slice(day[0].length).trim();
    const met = session.exec(behind);
    // 湖北省|第十二届|人民代表大会常务委员会|第二十九次会议
    const bodies = met && bodiesIn(`${met[1] ?? ""}${met[2] ?? ""}`, reader);
    if (bodies) return bodies;
    const clause = behind.slice(0, CLAUSE).split(promulgating)[0] ?? "";
    const ordering = ofNumbers(clause, reader);
    if (ordering) return ordering;
  }
  return null;
}

/** The bodies written before numbers: 国务院令第746号, 财政部 税务总局公告2023年第5号, 内政部台内地字第1号令、财政部台财字第2号令. */
export function ofNumbers(written: string, reader: ListReader): NamedBody[] | null {
  const { order } = reader.dictionary.issuerWords.compiled(evidencePatterns);
  const found: NamedBody[] = [];
  for (const part of written.split(/号令?[、，]?/)) {
    const name = part.replace(order, "");
    const bodies = name === "" ? null : (bodiesIn(name, reader) ?? leadingBody(name, reader));
    if (bodies) found.push(...bodies);
  }
  return found.length > 0 ? found : null;
}

/** The office whose holder gives out what a text begins with: 总统|华总一义字 is of 总统府. */
function officeAt(text: string, { dictionary: { issuerWords } }: ListReader): NamedBody | null {
  const found = Object.keys(issuerWords.offices).find((office) => text.startsWith(office));
  return found === undefined ? null : { name: issuerWords.offices[found] as string, kind: "government" };
}

/** Who gives out what Macau numbers by year: 第5/2023号|行政法规. */
export function ofNumberedActs(numbers: readonly string[], { dictionary, context }: ListReader): NamedBody[] | null {
  if (context.country !== "MO") return null;
  const { numberedActs } = dictionary.issuerWords;
  const act = numbers.map((number) => /^第\s?\d{1,4}\/\d{4}\s?号(.+)$/.exec(number)?.[1]).find((each) => each !== undefined);
  return act !== undefined && Object.hasOwn(numberedActs, act) ? [{ name: numberedActs[act] as string, kind: "government" }] : null;
}

/** The agency that makes rules of its own, as the first of them says: 经济部（以下简称本部）为…，特订定本要点. */
export function ofOwnRules({ body }: Docs, reader: ListReader): NamedBody[] | null {
  if (reader.context.country !== "TW") return null;
  const { ownRules } = reader.dictionary.issuerWords.compiled(evidencePatterns);
  for (const { text } of firstLines(body.text, PARAGRAPHS)) {
    const named = ownRules.exec(text)?.[1];
    const bodies = named === undefined ? null : bodiesIn(named, reader);
    if (bodies) return bodies;
  }
  return null;
}

/** 内政部|台内地字: the longest beginning that is a body. */
function leadingBody(name: string, reader: ListReader): NamedBody[] | null {
  const office = officeAt(name, reader);
  if (office) return [office];
  if (!/字$/.test(name)) return null;
  for (let end = name.length - 1; end >= 3; end--) {
    const bodies = bodiesIn(name.slice(0, end), reader);
    if (bodies) return bodies;
  }
  return null;
}

/** The bodies that a list at the end or the head names as issuers: (联合发文单位：…). */
export function ofJointList({ body }: Docs, reader: ListReader): NamedBody[] | null {
  const found = reader.dictionary.issuerWords.compiled(evidencePatterns).jointList.exec(body.text)?.[1];
  return found === undefined ? null : bodiesIn(found, reader);
}

/** Who drew the document up together, by its first paragraphs: 市财政局会同市工信局制定了…，现印发给你们. */
export function ofFirstParagraph({ body }: Docs, first: NamedBody | undefined, reader: ListReader): NamedBody[] | null {
  const patterns = reader.dictionary.issuerWords.compiled(evidencePatterns);
  const { drafting, handedOn, joining, clauseLead } = patterns;
  for (const { text } of firstLines(body.text, PARAGRAPHS)) {
    if (!handedOn.test(text) || !joining.test(text)) continue;
    for (const clause of clausesOf(text, clauseLead)) {
      const named = drafting.exec(clause)?.[1]?.replace(patterns.togetherAtEnd, "");
      if (named === undefined || !joining.test(clause)) continue;
      // 我局会同…: the body that the title names
      const own = patterns.own.exec(named);
      const rest = own ? named.slice(own[0].length).replace(patterns.withOthers, "") : named;
      const bodies = bodiesIn(rest, reader);
      if (bodies) return own && first ? [first, ...bodies] : bodies;
    }
  }
  return null;
}

/** Clauses that may begin with who acts: each beginning behind a comma, up to the sentence's end. */
function clausesOf(paragraph: string, lead: RegExp): string[] {
  const clauses: string[] = [];
  for (const sentence of paragraph.slice(0, 600).split("。")) {
    for (let at = 0; at >= 0 && clauses.length < 24; ) {
      clauses.push(
        sentence
          .slice(at, at + CLAUSE)
          .trim()
          .replace(lead, ""),
      );
      const comma = sentence.slice(at).search(/[，,]/);
      at = comma < 0 ? -1 : at + comma + 1;
    }
  }
  return clauses;
}

/** Whether a text tells of a document instead of being one: it begins like news, and does not print the whole. */
export function isReport(body: Doc, reader: ListReader): boolean {
  const { reported, fullText, dateline } = reader.dictionary.issuerWords.compiled(evidencePatterns);
  if (fullText.test(body.text.slice(0, 1500))) return false;
  return reported.test(body.text.slice(0, 60)) || dateline.test(body.text);
}
