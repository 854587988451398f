import type { Agencies } from "../../dictionary/organisations/agencies.js";
import type { Token } from "../../text/segment.js";
import type { Doc } from "../doc.js";
import type { NameHead } from "./heads.js";
import type { LeftBoundary } from "./left-context.js";
import { HAN, inside, isGeneric, isMany, tokenBefore } from "./token-classes.js";

/** How far back a name of nouns is read, in segments. */
const REACH = 8;
/** How long a name of nouns is before its end: 医务|委员会 is short, 高等教育辅助|办公室 tells enough. */
const LEAST = 4;
const NOUN = /^(?:n|nz|nr|ns|nt|j|x|s|b|nrt)$/;
/** At these a name of nouns begins: they lead to it and are no part of it. */
const LEADS = /^(?:[vpdcufrt]|ad|vd|uj|ul|ug|uz)$/;
const JOINT = /^[部厅]际联席会议$/;
const MARK = /^[、，。；：\n]$/;
const OWN = /^(?:x|nz|nt|nr)$/;

/**
 * Where a name begins that no place and no proper name opens: one noun before a body of a neighbourhood (桥头|地检署), or,
 * outside the mainland, a row of nouns (消费者保护|协会). Null where the words are too few or make a group of it.
 */
export function boundaryOfNouns(doc: Doc, head: NameHead, agencies: Agencies, country: string): LeftBoundary | null {
  const ending = doc.text.slice(head.start, head.end);
  if (agencies.local.has(ending)) return behindOneWord(doc, head, (before) => isNeighbourhood(before, agencies), agencies);
  // 全信|股份: only a word of its own makes a company of it
  if (agencies.brands.has(ending)) return behindOneWord(doc, head, (before) => isBrand(before, agencies), agencies);
  // 职业教育工作|部际联席会议, 作物遗传改良|国家重点实验室 are named so everywhere
  const named = country !== "CN" || JOINT.test(ending) || agencies.national.at(ending, 0) !== null;
  // 设计艺术与建筑|学院, where the text has named the university
  if (!(named && agencies.ofNouns.has(ending)) && !(ending === agencies.forms.college.end && namesSchool(doc, head.start, agencies)))
    return null;
  return behindRow(doc, head, agencies);
}

/** How far ahead of a college its university is named, at most. */
const SCHOOL_REACH = 400;

/** Whether a university is named ahead of an offset. */
function namesSchool({ text }: Doc, offset: number, { forms }: Agencies): boolean {
  const ahead = text.slice(Math.max(0, offset - SCHOOL_REACH), offset);
  return forms.college.shown.some((word) => ahead.includes(word));
}

function behindOneWord(doc: Doc, { start, end }: NameHead, fits: (token: Token) => boolean, agencies: Agencies): LeftBoundary | null {
  const before = tokenBefore(doc, start);
  if (!before || !HAN.test(before.word) || before.word.length < 2 || !fits(before)) return null;
  const generic = isGeneric(before.word, agencies) || agencies.common.has(before.word + doc.text.slice(start, end));
  return generic ? null : { start: before.start, by: "words" };
}

/** 桥头 in 桥头|地检署. */
function isNeighbourhood({ tag, word }: Token, { verbs }: Agencies): boolean {
  return NOUN.test(tag) && word.length < 4 && !verbs.has(word);
}

/** 由医保|基金 is none: the segmenter glued a preposition to a function. */
function isBrand({ tag, word }: Token, { forms, functions }: Agencies): boolean {
  return OWN.test(tag) && !(forms.leads.function.has(word[0] as string) && functions.words.has(word.slice(1)));
}

function behindRow(doc: Doc, head: NameHead, agencies: Agencies): LeftBoundary | null {
  let start = head.start;
  for (let steps = 0; steps < REACH; steps++) {
    const token = tokenBefore(doc, start);
    if (!token || !HAN.test(token.word)) break;
    // 立案之|社区发展协会: what a clause describes is a kind
    if (isMany(token.word, agencies.forms) || token.word === "之") return null;
    if (LEADS.test(token.tag) && !agencies.verbs.has(token.word) && !((token.tag === "c" || token.word === "与") && steps > 0)) break;
    if (isGeneric(token.word, agencies) || !inside(token, agencies)) return null;
    start = token.start;
  }
  // 、|顶|庄|社区发展协会: what is left to the mark belongs to it
  const rest = tokenBefore(doc, start);
  if (
    start < head.start &&
    rest?.word.length === 1 &&
    HAN.test(rest.word) &&
    !/^[pcudr]/.test(rest.tag) &&
    MARK.test(doc.text[start - 2] ?? "\n")
  )
    start--;
  return head.start - start >= LEAST ? { start, by: "words" } : null;
}
