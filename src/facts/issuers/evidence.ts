import type { IssuerLists } from "../../dictionary/documents/issuer-words.js";
import type { Doc, Docs } from "../../entities/doc.js";
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
  const { acts, finalActs, others, papers, formulas, drafting, reported, fullText, jointLists, sessions, promulgating, connectors, posts } =
    lists;
  const ordinal = "[\\d零〇一二三四五六七八九十百]{1,5}";
  const many = `(?:等?[\\d一二三四五六七八九十]{0,3}个?${oneOf(others)}|等)`;
  return {
    act: new RegExp(`${oneOf(acts)}|${oneOf(finalActs)}$`, "g"),
    /** 工业和信息化部|等五部门|关于 */
    others: new RegExp(`${many}(?:${oneOf(["联合"])})?$`),
    post: new RegExp(`${oneOf(posts)}$`),
    paper: new RegExp(`^(.{0,200}?)\\s*${oneOf(papers)}$`),
    reported: new RegExp(oneOf(reported)),
    fullText: new RegExp(oneOf(fullText)),
    /** 市财政局会同市工信局|制定了 */
    drafting: new RegExp(`^(.{2,${CLAUSE}}?)(?:联合|共同|同)?${oneOf(drafting)}`),
    handedOn: new RegExp(oneOf(formulas.filter((word) => word.includes("印发") || word.includes("公布") || word.startsWith("请")))),
    joining: new RegExp(oneOf([...connectors, "、", "联合", "共同"])),
    jointList: new RegExp(`${oneOf(jointLists)}\\s?[:：]\\s?([^。:：()（）\\n]{3,300})`),
    session: new RegExp(`^(.{0,24}?)(?:第${ordinal}届)?([^第]{0,8}?${oneOf(sessions)})第${ordinal}次(?:会议|全体会议)`),
    promulgating: new RegExp(oneOf(promulgating)),
  };
}

/** 1986年1月23日, 中华民国112年5月1日 */
const DAY = /(?:中华民国|民国)?\d{2,4}年\d{1,2}月\d{1,2}日/;

/** The bodies that a title begins with, before what they do: 国家发展改革委 财政部|关于…. */
export function ofTitle(title: string, reader: ListReader): NamedBody[] | null {
  const patterns = reader.dictionary.issuerWords.compiled(evidencePatterns);
  const text = title.slice(0, LONGEST_TITLE).replace(/^[【[(（][^【】[\]()（）]{0,12}[】\])）]/, "");
  for (const { index } of text.matchAll(patterns.act)) {
    if (index === 0) return null;
    const ahead = text.slice(0, index).replace(/[\s、]+$/, "");
    if (/[《。：:]/.test(ahead)) return null;
    const named = ahead.replace(patterns.others, "").replace(/(?:联合|共同)$/, "");
    // 第12/2023号经济财政司司长|批示
    const office = named.replace(/^第[\d/]+号/, "").replace(patterns.post, "");
    const bodies = bodiesIn(named, reader) ?? (office === named ? null : bodiesIn(office, reader));
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
  for (const { text } of firstLines(body.text, TITLE_LINES)) {
    if (/[。：:]/.test(text)) return null;
    if (text.length < 12 || !/关于|印发|转发/.test(text)) continue;
    const titled = ofTitle(text.trim(), reader);
    if (titled) return titled;
  }
  return null;
}

/** Who promulgated: (2021年7月27日国务院令第746号公布), (…第十三届全国人民代表大会常务委员会第二十八次会议通过). */
export function ofPromulgation({ body }: Docs, reader: ListReader): NamedBody[] | null {
  const { session, promulgating } = reader.dictionary.issuerWords.compiled(evidencePatterns);
  for (const { text } of firstLines(body.text, TITLE_LINES)) {
    const line = text.trim().replace(/^[(（]/, "");
    const day = DAY.exec(line);
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
  const found: NamedBody[] = [];
  for (const part of written.split(/号令?[、，]?/)) {
    const name = part.replace(/(?:联合)?(?:令|公告|通告|公报|布告)?[(（]?(?:\d{4}年?)?第?\s?\d*$/, "");
    const bodies = name === "" ? null : (bodiesIn(name, reader) ?? leadingBody(name, reader));
    if (bodies) found.push(...bodies);
  }
  return found.length > 0 ? found : null;
}

/** 内政部|台内地字: the longest beginning that is a body. */
function leadingBody(name: string, reader: ListReader): NamedBody[] | null {
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
  const { drafting, handedOn, joining } = reader.dictionary.issuerWords.compiled(evidencePatterns);
  for (const { text } of firstLines(body.text, PARAGRAPHS)) {
    if (!handedOn.test(text) || !joining.test(text)) continue;
    for (const clause of clausesOf(text)) {
      const named = drafting.exec(clause)?.[1]?.replace(/(?:联合|共同|研究)+$/, "");
      if (named === undefined || !joining.test(clause)) continue;
      // 我局会同…: the body that the title names
      const own = /^(?:我|本)[局厅委办部院会署](?=会同|、|和|与|联合)/.exec(named);
      const rest = own ? named.slice(own[0].length).replace(/^(?:会同|联合|、|和|与)/, "") : named;
      const bodies = bodiesIn(rest, reader);
      if (bodies) return own && first ? [first, ...bodies] : bodies;
    }
  }
  return null;
}

/** Clauses that may begin with who acts: each beginning behind a comma, up to the sentence's end. */
function clausesOf(paragraph: string): string[] {
  const clauses: string[] = [];
  for (const sentence of paragraph.slice(0, 600).split("。")) {
    for (let at = 0; at >= 0 && clauses.length < 24; ) {
      clauses.push(
        sentence
          .slice(at, at + CLAUSE)
          .trim()
          .replace(/^(?:经研究|由|现)/, ""),
      );
      const comma = sentence.slice(at).search(/[，,]/);
      at = comma < 0 ? -1 : at + comma + 1;
    }
  }
  return clauses;
}

/** A dateline, or the day on which something happened, at the beginning of a text. */
const DATELINE = /^[^\n]{0,20}?(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:上午|下午|晚)?[，,]/;

/** Whether a text tells of a document instead of being one: it begins like news, and does not print the whole. */
export function isReport(body: Doc, reader: ListReader): boolean {
  const { reported, fullText } = reader.dictionary.issuerWords.compiled(evidencePatterns);
  if (fullText.test(body.text.slice(0, 1500))) return false;
  return reported.test(body.text.slice(0, 60)) || DATELINE.test(body.text);
}
