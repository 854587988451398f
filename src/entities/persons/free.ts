import { pairFrom } from "../../dictionary/persons/names.js";
import { occurrences } from "../../lexicon/occurrences.js";
import type { Token } from "../../text/segment.js";
import { bordersOf } from "../borders.js";
import type { Found } from "./behind.js";
import { freeName, type Person, personOf, type Sight } from "./context.js";
import { findDotted, japaneseAt } from "./foreign.js";
import { behindPost, GLUED, GLUED_VERB, isUnknown, NO_NAME } from "./name-score.js";

/** 王凯说, 陈炳辰也指出: what shows that a name speaks or acts as persons do. */
const SPEAKS =
  /^(?:今天|昨天|昨日|今日|近日|日前|\d{1,2}日|当天|当日|同时|则|也|还|又|并|再|进一步|随后|特别|最后|首先|坚定地?|一再|多次|在会上|在致辞中|在现场){0,2}(?:说|称|表示|指出|强调|认为|介绍|告诉|坦言|直言|透露|宣布|主持|出席|致辞|要求|提出|出任|担任|获委任|获任命|即日起|当选|接任|解释|回应|呼吁|分析|补充|讲到|写道|承认|答|坦承|批评|痛批|质疑|建议|答道|说道|问道|回忆|感叹|感慨|笑言|直呼|重申|澄清|反问|喊话|续指|续说|指(?=[，,：:])|分享了|强调了|讲述)/;
/** What only persons do or suffer. */
const ACTS =
  /^(?:先生|女士|在|率|带队|赴|出席|参加|讲话|致辞|发表|主持|会见|会面|会谈|调研|陪同|考察|走访|应邀|受邀|亲自|到场|当选|连任|接任|卸任|兼|曾|先后|任|获|遭|涉嫌|被|夫妇|生前|去世|逝世|病逝|丧礼|葬礼|等(?:人|同志|领导|[一二三四五六七八九十\d]+人)|作(?:动员|报告|重点|专题|主旨|总结)|服务处|办公室|团队|饰演|主演|执导|翻?摄|[：:／/])/;
const PLACE_BEHIND = /^(?:[路街巷镇村乡县市区州山河湖岛桥寺庙]|大道|大街|小区|社区|古城|牌|品牌|股份|电器|集团|公司|银行|酒店|大学|中学)/;
const NO_PERSON_BEHIND =
  /^(?:公司|集团|大学|学院|医院|州|岛|城|河|山|湖|湾|港|机场|基地|航班|比赛|之战|高铁|铁路|高速|线|航线|国际|杯|街|广场|酒店|号|级|型)/;
/** Where a transliterated name goes on, or is another's: 沃克|斯, 詹姆斯|城. */
const NOT_FAMILY = /^[·-]/;

/** Persons that no post shows: who speaks, whom everyone knows, and words that cannot but be names. */
export function findFree(sight: Sight): Person[] {
  const { doc, names } = sight;
  const { text, tokens } = doc;
  const persons: Person[] = [...figures(sight), ...dotted(sight)];
  for (const token of tokens) {
    const { start, tag } = token;
    const end = token.end - (isGlued(doc.text, token) ? 1 : 0);
    const length = end - start;
    if (length < 2 || length > 4) continue;
    if (names.japanese.pairs[pairFrom(text, start)] === 1 && !sight.taken.has(start)) {
      const found = japaneseAt(doc, start, names, (at) => SPEAKS.test(text.slice(at, at + 16)));
      const person = found && found.end - start > 2 ? personOf(doc, found, "japanese") : null;
      if (person) persons.push(person);
    }
    if ((tag !== "nr" && tag !== "nrfg" && tag !== "x") || !names.surnames.has(text[start] as string)) continue;
    const speaks = SPEAKS.test(text.slice(end, end + 16));
    if (!speaks && !isPlainName(sight, { start, end })) continue;
    if (speaks && length === 2 && /\p{Script=Han}/u.test(text[start - 1] ?? "")) continue;
    const name = freeName(sight, start, "tagged");
    const person = name?.end === end ? personOf(doc, name, speaks ? "speaks" : "plain") : null;
    if (person) persons.push(person);
  }
  return persons;
}

/** Foreign names with a joint, unless a place, a firm or a prize bears them. */
function dotted({ doc, names, taken }: Sight): Person[] {
  return findDotted(doc, names).flatMap((name) => {
    if (taken.has(name.start) || NO_PERSON_BEHIND.test(doc.text.slice(name.end, name.end + 4))) return [];
    const person = personOf(doc, name, "dotted");
    return person ? [person] : [];
  });
}

/** 陈安丽|作: an unknown word of four whose last character begins the next. */
function isGlued(text: string, { tag, word, end }: Token): boolean {
  return tag === "x" && word.length === 4 && (GLUED.test(word[3] as string) || GLUED_VERB.test(text.slice(end - 1, end + 3)));
}

/** A surname and two characters of given names, with nothing beside it that makes a place or a firm of it. */
function isPlainName({ doc, names }: Sight, { start, end }: Found): boolean {
  const word = doc.text.slice(start, end);
  const surname = names.surnames.has(word.slice(0, 2)) && word.length === 4 ? 2 : 1;
  if (word.length !== surname + 2) return false;
  for (const character of word.slice(surname)) if (!names.given.has(character)) return false;
  // 宣传|周: a word of the language and one character more
  if (names.notGiven.has(word.slice(surname)) || names.notGiven.has(word.slice(0, 2)) || NO_NAME.test(word)) return false;
  const next = doc.text.slice(end, end + 4);
  if (PLACE_BEHIND.test(next)) return false;
  // (共青团枝江市委 王瑾玺): who wrote it
  if (/^[)）]/.test(next) && doc.text[start - 1] === " ") return true;
  return ACTS.test(next) || behindPost(doc.text, end, names) !== null;
}

/** Public figures: a name of two characters must be a segment, a longer one must not cut a known word. */
function figures({ doc, names }: Sight): Person[] {
  const { text } = doc;
  const { figures } = names;
  const borders = bordersOf(doc);
  const persons: Person[] = [];
  for (let start = 0; start + 1 < text.length; start++) {
    if (figures.pairs[pairFrom(text, start)] === 0) continue;
    for (let length = figures.longest; length > 1; length--) {
      const end = start + length;
      if (!figures.names.has(text.slice(start, end))) continue;
      const begins = borders[start] === 1 || (length > 2 && isUnknown(doc, start));
      const ends = borders[end] === 1 || (length > 2 && isUnknown(doc, end));
      const person = begins && ends ? personOf(doc, { start, end }, "known") : null;
      if (!person) continue;
      persons.push(person);
      start = end - 1;
      break;
    }
  }
  return persons;
}

/** Every other place where the family name of a foreign name that was found stands alone: 勒布朗-詹姆斯, then 詹姆斯. */
export function familyNames(sight: Sight, found: readonly Person[]): Person[] {
  const { doc, names, taken } = sight;
  const { text } = doc;
  const borders = bordersOf(doc);
  const families = new Set<string>();
  for (const { name } of found) {
    const family = /[·-](\p{Script=Han}{2,8})$/u.exec(name)?.[1];
    if (family) families.add(family);
  }
  if (families.size === 0) return [];
  const foreign = (at: number): boolean => names.foreign.has(text[at] ?? "");
  return occurrences(text, families).flatMap(({ start, end }) => {
    const begins = borders[start] === 1 || (isUnknown(doc, start) && !foreign(start - 1));
    const ends = borders[end] === 1 || (isUnknown(doc, end) && !foreign(end));
    if (!begins || !ends || taken.has(start) || NOT_FAMILY.test(text.slice(end, end + 1)) || /[·-]/.test(text[start - 1] ?? "")) return [];
    const person = personOf(doc, { start, end }, "family");
    return person ? [person] : [];
  });
}
