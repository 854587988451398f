import { occurrences } from "../../lexicon/occurrences.js";
import type { Mention } from "../../model/entity.js";
import type { Annotator } from "../annotator.js";
import { bordersOf, tokenAt } from "../borders.js";
import type { Doc } from "../doc.js";
import { withoutOverlaps } from "../overlap.js";
import type { Found } from "./behind.js";
import { freeName, type Person, personOf, type Sight } from "./context.js";
import { familyNames, findFree } from "./free.js";
import { findInLines } from "./lines.js";
import { behindPost, isUnknown, isWholeName, type Need, postBefore } from "./name-score.js";

const GAP = /(?:为|是|系|由)?[ :：\t]{0,3}(?:[(（]\s?)?/y;
const LIST = /[、,，/ ]\s{0,2}|[与和及]/y;
/** A whole item of a list apart by spaces or strokes: a name and nothing else. */
const ITEM = /\p{Script=Han}{2,4}(?=[\s、，,)）】〕\]/／]|$)/uy;

/**
 * Finds persons: behind a post and in lists that share it, before a post, in lines that name them with their post, where
 * they speak or stand by themselves, and every later mention of a name that was found.
 */
export const annotatePersons: Annotator<"person"> = (doc, _, before) => {
  const bodies = new Map<number, Mention<"organisation">>();
  const taken = new Set<number>();
  for (const mention of before) {
    if (mention.type === "organisation") bodies.set(mention.end, mention as Mention<"organisation">);
    if (mention.end - mention.start > 1 && (mention.type === "place" || mention.type === "organisation")) taken.add(mention.start);
  }
  const sight: Sight = { doc, names: doc.dictionary.names, bodies, taken };
  // 金牛区、武侯区、成华区 look like three names, and are written out as places; in a row 诸城、高密 are places too
  const whole = new Set(before.filter(({ type, rule }) => type === "place" && rule === "place.name").map(({ start }) => start));
  const found = withoutOverlaps([...behindPosts(sight), ...beforePosts(sight), ...findFree(sight), ...findInLines(sight)]).filter(
    ({ start, rule }) => !whole.has(start) && !(rule === "person.row" && taken.has(start)),
  );
  return withoutOverlaps([...found, ...repeated(doc, found, before), ...familyNames(sight, found)]);
};

function behindPosts(sight: Sight): Person[] {
  const { doc, names, bodies } = sight;
  const { text } = doc;
  const borders = bordersOf(doc);
  const persons: Person[] = [];
  for (let end = 2; end < text.length; end++) {
    const stated = postBefore(text, end, names);
    if (!stated || (borders[end] === 0 && tokenAt(doc, end)?.tag !== "x" && text[end] !== "为")) continue;
    const { post, need, label } = stated;
    const body = bodies.get(end - post.length)?.name;
    GAP.lastIndex = end;
    GAP.exec(text);
    let at = GAP.lastIndex || end;
    if (label && at === end) continue;
    for (let listed = 0; listed < 40; listed++) {
      const name = listed === 0 ? (freeName(sight, at, need) ?? itemName(sight, at)) : nextName(sight, at, need);
      const person = name && personOf(doc, name, listed === 0 ? "behind-post" : "list", post, body);
      if (!person) break;
      persons.push(person);
      LIST.lastIndex = person.end;
      if (!LIST.test(text)) break;
      at = LIST.lastIndex;
    }
  }
  return persons;
}

/** 记者 李联军 摄: behind a mark or a space a name that is the whole item. */
function itemName({ doc, names, taken }: Sight, at: number): Found | null {
  if (!/[ :：(（]/.test(doc.text[at - 1] as string) || taken.has(at)) return null;
  ITEM.lastIndex = at;
  const end = at + (ITEM.exec(doc.text)?.[0].length ?? 0);
  return end > at && isWholeName(doc, at, end, names, "firm") ? { start: at, end } : null;
}

/** The next name of a list: behind a comma or an 和 a name must look like one by itself, between spaces it must be the whole item. */
function nextName(sight: Sight, at: number, need: Need): Found | null {
  const { text } = sight.doc;
  const mark = text[at - 1] as string;
  if (mark === "、") return freeName(sight, at, need);
  if (/[与和及]/.test(mark)) return freeName(sight, at, "weak");
  if (/[ /]/.test(mark)) {
    const whole = itemName(sight, at);
    if (whole) return whole;
  }
  return freeName(sight, at, "tagged");
}

function beforePosts(sight: Sight): Person[] {
  const { doc, names, bodies } = sight;
  const { text } = doc;
  const borders = bordersOf(doc);
  const persons: Person[] = [];
  for (let at = 2; at < text.length; at++) {
    if (names.posts.beginnings[text.charCodeAt(at)] === 0 || borders[at] === 0) continue;
    const post = behindPost(text, at, names);
    if (!post) continue;
    for (const length of [3, 2, 4]) {
      const start = at - length;
      if (start < 0 || borders[start] === 0) continue;
      const alone = bodies.has(start) || /[\s,，。、;；:：“”「」()（）]/.test(text[start - 1] ?? "\n");
      const name =
        freeName(sight, start, alone && length > 2 ? "firm" : "tagged") ?? (alone && length === 2 ? freeName(sight, start, "weak") : null);
      if (name?.end !== at) continue;
      const person = personOf(doc, name, "before-post", post);
      if (person) persons.push(person);
      break;
    }
  }
  return persons;
}

/** Every other place where a full name that was found stands, outside the names of bodies. */
function repeated(doc: Doc, found: readonly Person[], before: readonly Mention[]): Person[] {
  const borders = bordersOf(doc);
  const bodies = before.filter(({ type }) => type === "organisation");
  const persons: Person[] = [];
  let body = 0;
  for (const { start, end } of occurrences(
    doc.text,
    found.map(({ name }) => name),
  )) {
    // 曾嵘|以: what the segmenter does not know it glues
    if (end - start === 2 && !((borders[start] === 1 || isUnknown(doc, start - 1)) && (borders[end] === 1 || isUnknown(doc, end))))
      continue;
    while (bodies[body] && (bodies[body] as Mention).end < end) body++;
    const around = bodies[body];
    if (around && around.start <= start) continue;
    const person = personOf(doc, { start, end }, "repeated");
    if (person) persons.push(person);
  }
  return persons;
}
