import type { Names } from "../../dictionary/names.js";
import type { Mention } from "../../model/entity.js";
import type { Annotator, View } from "../annotator.js";
import { bordersOf, tokenAt } from "../borders.js";
import { occurrences } from "../occurrences.js";
import { withoutOverlaps } from "../overlap.js";
import { findInLines } from "./lines.js";
import { behindPost, type Found, postBefore } from "./name.js";
import { freeName, type Person, personOf, type Sight } from "./sight.js";

const GAP = /[ :：\t]{0,3}(?:[(（]\s?)?/y;
const LIST = /[、,，/ ]\s{0,2}|[与和及]/y;
/** 王凯说, 陈炳辰也指出: what shows that a name speaks. */
const SPEAKS =
  /^(?:今天|昨天|近日|日前|\d{1,2}日|当天|同时|则|也|还|又|并|再|进一步|随后|特别|最后|首先|坚定地?|一再|多次|在会上|在致辞中){0,2}(?:说|称|表示|指出|强调|认为|介绍|告诉|坦言|直言|透露|宣布|主持|出席|致辞|要求|提出|出任|担任|获委任|获任命|即日起|当选|接任|解释|回应|呼吁|分析|补充|讲到|写道|承认|坦承|批评|质疑|建议)/;

/**
 * Finds persons: behind a post and in lists that share it, before a post, in lines that name them with their post, where
 * they speak, and every later mention of a name that was found.
 */
export const annotatePersons: Annotator<"person"> = (view, { dictionary }, before) => {
  const bodies = new Map<number, Mention<"organisation">>();
  const taken = new Set<number>();
  for (const mention of before) {
    if (mention.type === "organisation") bodies.set(mention.end, mention as Mention<"organisation">);
    if (mention.end - mention.start > 1 && (mention.type === "place" || mention.type === "organisation")) taken.add(mention.start);
  }
  const sight: Sight = { view, names: dictionary.names, bodies, taken };
  // 金牛区、武侯区、成华区 look like three names, and are written out as places
  const whole = new Set(before.filter(({ type, rule }) => type === "place" && rule === "place.name").map(({ start }) => start));
  const found = withoutOverlaps([...behindPosts(sight), ...beforePosts(sight), ...speakers(sight), ...findInLines(sight)]).filter(
    ({ start }) => !whole.has(start),
  );
  return withoutOverlaps([...found, ...repeated(view, found, before)]);
};

function behindPosts(sight: Sight): Person[] {
  const { view, names, bodies } = sight;
  const { text } = view;
  const borders = bordersOf(view);
  const persons: Person[] = [];
  for (let end = 2; end < text.length; end++) {
    const stated = postBefore(text, end, names);
    if (!stated || (borders[end] === 0 && tokenAt(view, end)?.tag !== "x")) continue;
    const { post, need } = stated;
    const body = bodies.get(end - post.length)?.name;
    GAP.lastIndex = end;
    GAP.exec(text);
    let at = GAP.lastIndex || end;
    for (let listed = 0; listed < 40; listed++) {
      // far from the post, or behind a comma, a name must look like one by itself
      const name = freeName(
        sight,
        at,
        listed === 0 || text[at - 1] === "、" ? need : /[与和及]/.test(text[at - 1] ?? "") ? "weak" : "tagged",
      );
      const person = name && personOf(view, name, listed === 0 ? "behind-post" : "list", post, body);
      if (!person) break;
      persons.push(person);
      LIST.lastIndex = person.end;
      if (!LIST.test(text)) break;
      at = LIST.lastIndex;
    }
  }
  return persons;
}

function beforePosts(sight: Sight): Person[] {
  const { view, names, bodies } = sight;
  const { text } = view;
  const borders = bordersOf(view);
  const persons: Person[] = [];
  for (let at = 2; at < text.length; at++) {
    if (names.posts.beginnings[text.charCodeAt(at)] !== 1 || borders[at] === 0) continue;
    const post = behindPost(text, at, names);
    if (!post) continue;
    for (const length of [3, 2, 4]) {
      const start = at - length;
      if (start < 0 || borders[start] === 0) continue;
      const alone = bodies.has(start) || /[\s,，。、;；:：“”「」()（）]/.test(text[start - 1] ?? "\n");
      const name =
        freeName(sight, start, alone && length > 2 ? "firm" : "tagged") ?? (alone && length === 2 ? freeName(sight, start, "weak") : null);
      if (name?.end !== at) continue;
      const person = personOf(view, name, "before-post", post);
      if (person) persons.push(person);
      break;
    }
  }
  return persons;
}

/** The segmenter's tag counts where someone speaks; a person in public life is known anywhere. */
function speakers(sight: Sight): Person[] {
  const { view, names } = sight;
  const { text, tokens } = view;
  const persons: Person[] = [];
  for (const [i, token] of tokens.entries()) {
    const figure = figureAt(view, names, i);
    if (figure) {
      const person = personOf(view, figure, "known");
      if (person) persons.push(person);
      continue;
    }
    if (token.word.length < 2 || token.word.length > 4 || (token.tag !== "nr" && token.tag !== "nrfg" && token.tag !== "x")) continue;
    if (!names.surnames.has(token.word[0] as string) || !SPEAKS.test(text.slice(token.end, token.end + 16))) continue;
    if (token.word.length === 2 && /\p{Script=Han}/u.test(text[token.start - 1] ?? "")) continue;
    const name = freeName(sight, token.start, "tagged");
    const person = name?.end === token.end ? personOf(view, name, "speaks") : null;
    if (person) persons.push(person);
  }
  return persons;
}

/** A public figure whose name begins with a segment and ends with one, up to three of them (韩国|瑜). */
function figureAt({ text, tokens }: View, { figures }: Names, first: number): Found | null {
  const start = tokens[first]?.start ?? 0;
  if (figures.beginnings[text.charCodeAt(start)] === 0) return null;
  for (let last = first; last < first + 3 && last < tokens.length; last++) {
    const end = tokens[last]?.end ?? 0;
    if (end - start > 5) return null;
    if (end - start > 1 && figures.names.has(text.slice(start, end))) return { start, end };
  }
  return null;
}

/** Every other place where a full name that was found stands, outside the names of bodies. */
function repeated(view: View, found: readonly Person[], before: readonly Mention[]): Person[] {
  const borders = bordersOf(view);
  const bodies = before.filter(({ type }) => type === "organisation");
  const persons: Person[] = [];
  let body = 0;
  for (const { start, end } of occurrences(
    view.text,
    found.map(({ name }) => name),
  )) {
    if (end - start === 2 && (borders[start] === 0 || borders[end] === 0)) continue;
    while (bodies[body] && (bodies[body] as Mention).end < end) body++;
    const around = bodies[body];
    if (around && around.start <= start) continue;
    const person = personOf(view, { start, end }, "repeated");
    if (person) persons.push(person);
  }
  return persons;
}
