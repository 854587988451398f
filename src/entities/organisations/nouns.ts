import type { Agencies } from "../../dictionary/organisations/agencies.js";
import type { Doc } from "../doc.js";
import type { Beginning } from "./around.js";
import type { Anchor } from "./heads.js";
import { HAN, inside, isGeneric, MANY, tokenBefore } from "./token-tests.js";

/** How far back a name of nouns is read, in segments. */
const REACH = 8;
/** How long a name of nouns is before its end: 医务|委员会 is short, 高等教育辅助|办公室 tells enough. */
const LEAST = 4;
const NOUN = /^(?:n|nz|nr|ns|nt|j|x|s|b|nrt)$/;
/** At these a name of nouns begins: they lead to it and are no part of it. */
const LEADS = /^(?:[vpdcufrt]|ad|vd|uj|ul|ug|uz)$/;
const JOINT = /^[部厅]际联席会议$/;
const LED = /^[由从以按经被将把对向与和及]/;
const OWN = /^(?:x|nz|nt|nr)$/;

/**
 * Where a name begins that no place and no proper name opens: one noun before a body of a neighbourhood (桥头|地检署), or,
 * outside the mainland, a row of nouns (消费者保护|协会). Null where the words are too few or make a group of it.
 */
export function byNouns(doc: Doc, anchor: Anchor, agencies: Agencies, country: string): Beginning | null {
  const ending = doc.text.slice(anchor.start, anchor.end);
  if (agencies.local.has(ending)) {
    const before = tokenBefore(doc, anchor.start);
    const named = before && NOUN.test(before.tag) && HAN.test(before.word) && before.word.length > 1 && before.word.length < 4;
    return named && !isGeneric(before.word, agencies) && !agencies.verbs.has(before.word) && !agencies.common.has(before.word + ending)
      ? { start: before.start, by: "words" }
      : null;
  }
  // 全信|股份: only a word of its own makes a company of it
  if (agencies.brands.has(ending)) {
    const before = tokenBefore(doc, anchor.start);
    return before &&
      OWN.test(before.tag) &&
      HAN.test(before.word) &&
      before.word.length > 1 &&
      !isGeneric(before.word, agencies) &&
      // 由医保|基金: the segmenter glued a preposition to a function
      !(LED.test(before.word) && agencies.functions.has(before.word.slice(1))) &&
      !agencies.common.has(before.word + ending)
      ? { start: before.start, by: "words" }
      : null;
  }
  // 职业教育工作|部际联席会议 is named so everywhere
  if ((country === "CN" && !JOINT.test(ending)) || !agencies.ofNouns.has(ending)) return null;
  let start = anchor.start;
  for (let steps = 0; steps < REACH; steps++) {
    const token = tokenBefore(doc, start);
    if (!token || !HAN.test(token.word)) break;
    if (MANY.test(token.word)) return null;
    const leads = LEADS.test(token.tag) && !agencies.verbs.has(token.word) && !(token.tag === "c" && steps > 0);
    // 立案之|社区发展协会: what a clause describes is a kind
    if (token.word === "之") return null;
    if (leads) break;
    if (isGeneric(token.word, agencies) || !inside(token, agencies)) return null;
    start = token.start;
  }
  return anchor.start - start >= LEAST ? { start, by: "words" } : null;
}
