import type { Agencies } from "../../dictionary/organisations/agencies.js";
import type { Mention } from "../../model/entity.js";
import { bordersOf } from "../borders.js";
import type { Doc } from "../doc.js";
import { isGeneric, tokenBefore } from "./token-tests.js";

/** What a paper, an agency, a channel or a site ends with, where a reporter or a dateline follows. */
const END = /(?:报|网|社|台|新闻|客户端|频道|杂志|周刊|在线|传媒|融媒|日报)$/;
/** Between the name and 记者. */
const ROLE = /(?:首席|见习|实习|特约|特派|驻\p{Script=Han}{2,4})$/u;
/** Between the name and the dateline's 电 or 讯: 福州, 北京1月24日. */
const DATELINE = /(?:\p{Script=Han}{2,4})?(?:(?:\d{1,2}月)?\d{1,2}日)?$/u;
const OWN = /^(?:本|该|某|各|多家|我|我们|等|外|官|媒|中外|境外|海外|港澳台)/;
/** The reporter is no part of the name, and 烟台 and 台北 are no stations. */
const NO_PRESS = /记者|[烟邢丰凤三五]台$/;
const LONGEST = 12;
const HAN = /^[\p{Script=Han}A-Za-z0-9·]+$/u;

/** The press that a reporter or a dateline shows: 中国消费者报|福州讯, 长江云新闻|记者; names that are known or have a place are found without it. */
export function findPress(doc: Doc, agencies: Agencies, found: readonly Mention<"organisation">[]): Mention<"organisation">[] {
  const { text } = doc;
  const ends = new Set(found.map(({ end }) => end));
  const press: Mention<"organisation">[] = [];
  for (const end of shownEnds(doc)) {
    if (ends.has(end) || !END.test(text.slice(Math.max(0, end - 3), end))) continue;
    const start = nameFrom(doc, end, agencies);
    const name = text.slice(start, end);
    if (name.length < 3 || name.length > LONGEST || OWN.test(name) || NO_PRESS.test(name)) continue;
    ends.add(end);
    press.push({ type: "organisation", start, end, rule: "organisation.press", name, canonical: name, kind: "institution" });
  }
  return press.sort((a, b) => a.start - b.start);
}

/** Where a name may end: ahead of 记者, of 日电 and 日讯, of 讯 with a space or a bracket behind it. */
function shownEnds(doc: Doc): number[] {
  const { text } = doc;
  const borders = bordersOf(doc);
  const ends: number[] = [];
  for (let at = text.indexOf("记者"); at > 0; at = text.indexOf("记者", at + 2)) {
    ends.push(at - (ROLE.exec(text.slice(Math.max(0, at - 5), at))?.[0].length ?? 0));
  }
  for (const word of ["日电", "日讯", "讯 ", "讯:", "讯：", "讯(", "讯（"]) {
    for (let at = text.indexOf(word); at > 0; at = text.indexOf(word, at + 1)) {
      const stop = word[0] === "日" ? at + 1 : at;
      const dated = DATELINE.exec(text.slice(Math.max(0, stop - 10), stop))?.[0] ?? "";
      for (let length = dated.length; length >= 0; length--) {
        // 台|北21日电: the end of a paper does not cut the place of the dateline
        if (length > 0 && (borders[stop - length] === 0 || !END.test(text.slice(Math.max(0, stop - length - 3), stop - length)))) continue;
        ends.push(stop - length);
        break;
      }
    }
  }
  return ends;
}

/** Back over the words of a name to a mark, or to a word that no name holds. */
function nameFrom(doc: Doc, end: number, agencies: Agencies): number {
  let start = end;
  while (end - start <= LONGEST) {
    const token = tokenBefore(doc, start);
    if (!token || !HAN.test(token.word)) break;
    const own = start === end || !(/^(?:[pcudr]|uj|ul)$/.test(token.tag) || (/^v/.test(token.tag) && !agencies.verbs.has(token.word)));
    if (!own || (start < end && isGeneric(token.word, agencies))) break;
    start = token.start;
  }
  return start;
}
