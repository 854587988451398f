import type { Agencies } from "../../dictionary/organisations/agencies.js";
import type { Press } from "../../dictionary/organisations/press.js";
import type { Mention } from "../../model/entity.js";
import { bordersOf } from "../borders.js";
import type { Doc } from "../doc.js";
import { isGeneric, tokenBefore } from "./token-classes.js";

/** Where the paper has its reporter, ahead of 记者. */
const STATIONED = /驻\p{Script=Han}{2,4}$/u;
/** Between the name and the dateline's 电 or 讯: 福州, 北京1月24日. */
const DATELINE = /(?:\p{Script=Han}{2,4})?(?:(?:\d{1,2}月)?\d{1,2}日)?$/u;
const LONGEST = 12;
const HAN = /^[\p{Script=Han}A-Za-z0-9·]+$/u;

/** The press that a reporter or a dateline shows: 中国消费者报|福州讯, 长江云新闻|记者; names that are known or have a place are found without it. */
export function findPress(doc: Doc, agencies: Agencies, found: readonly Mention<"organisation">[]): Mention<"organisation">[] {
  const { text } = doc;
  const ends = new Set(found.map(({ end }) => end));
  const press: Mention<"organisation">[] = [];
  for (const end of shownEnds(doc, agencies.press)) {
    if (ends.has(end) || !agencies.press.ends.before(text, end)) continue;
    const start = nameFrom(doc, end, agencies);
    const name = text.slice(start, end);
    if (name.length < 3 || name.length > LONGEST || !isName(name, agencies.press)) continue;
    ends.add(end);
    press.push({ type: "organisation", start, end, rule: "organisation.press", name, canonical: name, kind: "institution" });
  }
  return press.sort((a, b) => a.start - b.start);
}

/** Where a name may end: ahead of 记者, of 日电 and 日讯, of 讯 with a space or a bracket behind it. */
function shownEnds(doc: Doc, press: Press): number[] {
  const { text } = doc;
  const borders = bordersOf(doc);
  const ends: number[] = [];
  for (let at = text.indexOf("记者"); at > 0; at = text.indexOf("记者", at + 2)) {
    ends.push(at - roleLength(text, at, press));
  }
  for (const word of ["日电", "日讯", "讯 ", "讯:", "讯：", "讯(", "讯（"]) {
    for (let at = text.indexOf(word); at > 0; at = text.indexOf(word, at + 1)) {
      const stop = word[0] === "日" ? at + 1 : at;
      const dated = DATELINE.exec(text.slice(Math.max(0, stop - 10), stop))?.[0] ?? "";
      let end = stop - dated.length;
      // 台|北21日电: the end of a paper does not cut the place of the dateline
      while (end < stop && (borders[end] === 0 || !press.ends.before(text, end))) end++;
      ends.push(end);
    }
  }
  return ends;
}

/** How long the words for a reporter are that end at an offset: 首席, 驻北京. */
function roleLength(text: string, end: number, { roles }: Press): number {
  const stationed = STATIONED.exec(text.slice(Math.max(0, end - 5), end))?.[0].length ?? 0;
  return Math.max(stationed, roles.before(text, end)?.word.length ?? 0);
}

/** Whether a name can be a paper's: the reporter is no part of it, and 烟台 and 丰台 are no stations. */
function isName(name: string, { notNames, notEnds }: Press): boolean {
  return !notNames.at(name, 0) && !name.includes("记者") && !notEnds.before(name, name.length);
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
