import type { Names } from "../../dictionary/names.js";
import type { Mention } from "../../model/entity.js";
import type { Annotator, View } from "../annotator.js";
import { bordersOf } from "../borders.js";
import { withoutOverlaps } from "../overlap.js";
import { type Found, nameAt, postBegins, postEnds } from "./name.js";

type Person = Mention<"person">;

/** What may stand between a post and the name: 记者:张三, 记者 张三, 记者(张三. */
const GAP = /^[ :\t]{0,3}/;
const LIST = /^[、, ]\s{0,2}/;
/** Prizes, places and things that bear a person's name. */
const NAMESAKE = /^(?:[”"]?(?:奖|杯|精神|纪念|基金|故居|大道|路|街|中学|小学|学院|大学|号|式|效应|定律|主义|思想|事件))/;

/**
 * Finds persons: behind a post and in lists that share it, before a post, behind a body's name in contact lines, by the
 * segmenter's tag where someone speaks, and every later mention of a name that was found.
 */
export const annotatePersons: Annotator<"person"> = (view, { dictionary }, before) => {
  const { names } = dictionary;
  const bodies = new Map<number, Mention<"organisation">>();
  const taken = new Set<number>();
  for (const mention of before) {
    if (mention.type === "organisation") bodies.set(mention.end, mention as Mention<"organisation">);
    if (mention.type === "place" && mention.end - mention.start > 1) taken.add(mention.start);
  }
  const found = [
    ...behindPosts(view, names, bodies, taken),
    ...beforePosts(view, names, taken),
    ...speakers(view, names, taken),
    ...contacts(view, names, bodies),
  ];
  const unique = withoutOverlaps(found);
  return withoutOverlaps([...unique, ...repeated(view, unique)]);
};

function personOf({ text }: View, { start, end }: Found, rule: string, post?: string, body?: string): Person | null {
  if (NAMESAKE.test(text.slice(end, end + 4))) return null;
  return {
    type: "person",
    start,
    end,
    rule: `person.${rule}`,
    name: text.slice(start, end),
    ...(post ? { post } : {}),
    ...(body ? { organisation: body } : {}),
  };
}

function behindPosts(view: View, names: Names, bodies: ReadonlyMap<number, Mention<"organisation">>, taken: ReadonlySet<number>): Person[] {
  const { text } = view;
  const { before, longest, endings } = names.posts;
  const persons: Person[] = [];
  for (let end = 2; end < text.length; end++) {
    if (endings[text.charCodeAt(end - 1)] === 0) continue;
    const post = postEnds(text, end, before, longest);
    if (!post) continue;
    const body = bodies.get(end - post.length)?.name;
    let at = end + (GAP.exec(text.slice(end, end + 4))?.[0].length ?? 0);
    for (let listed = 0; listed < 30; listed++) {
      const name = taken.has(at) ? null : nameAt(view, at, names);
      if (!name) break;
      const person = personOf(view, name, listed === 0 ? "behind-post" : "list", post, body);
      if (!person) break;
      persons.push(person);
      // a post that follows belongs to the next name
      const gap = LIST.exec(text.slice(name.end, name.end + 3));
      if (!gap) break;
      at = name.end + gap[0].length;
      if (text[name.end] === "," || text[name.end] === " ") if (!nameAt(view, at, names, true)) break;
    }
  }
  return persons;
}

function beforePosts(view: View, names: Names, taken: ReadonlySet<number>): Person[] {
  const { text } = view;
  const borders = bordersOf(view);
  const persons: Person[] = [];
  for (let at = 2; at < text.length; at++) {
    if (borders[at] === 0) continue;
    const post = postBegins(text, at, names.posts.behind, names.posts.longest);
    if (!post) continue;
    for (const length of [3, 2, 4]) {
      const start = at - length;
      if (start < 0 || taken.has(start) || borders[start] === 0) continue;
      const name = nameAt(view, start, names);
      if (!name || name.end !== at) continue;
      if (length === 2 && !/[\s,。、;:“”()]/.test(text[start - 1] ?? "\n")) continue;
      const person = personOf(view, name, "before-post", post);
      if (person) persons.push(person);
      break;
    }
  }
  return persons;
}

/** 王凯说, 倪阳平指出: the segmenter's tag counts where someone speaks or acts. */
function speakers(view: View, names: Names, taken: ReadonlySet<number>): Person[] {
  const persons: Person[] = [];
  const { text, tokens } = view;
  for (const [i, token] of tokens.entries()) {
    if (token.word.length < 2 || token.word.length > 4 || taken.has(token.start)) continue;
    if (!/^(?:nr|nrfg|x)$/.test(token.tag)) continue;
    const name = nameAt(view, token.start, names, true);
    if (!name || name.end !== token.end) continue;
    const next = text.slice(name.end, name.end + 4);
    const speaks = /^(?:说|称|表示|指出|强调|认为|介绍|告诉|坦言|直言|透露|宣布|主持|出席|致辞|摄|\))/.test(next);
    const known = token.tag === "nrfg";
    if (!speaks && !known) continue;
    if (speaks && token.word.length === 2 && tokens[i - 1]?.tag !== "x") continue;
    const person = personOf(view, name, speaks ? "speaks" : "known");
    if (person) persons.push(person);
  }
  return persons;
}

/** 联系人:建筑市场监管处韦九洲,联系电话:…;外联站李岩松 */
function contacts(view: View, names: Names, bodies: ReadonlyMap<number, Mention<"organisation">>): Person[] {
  const { text } = view;
  const persons: Person[] = [];
  for (let at = text.indexOf("联系人"); at >= 0; at = text.indexOf("联系人", at + 3)) {
    const line = text.slice(at, at + 200).split("\n")[0] ?? "";
    for (const part of line.matchAll(/[:;、,]\s?([^:;,、\s\d]{2,24})(?=[,;、\s(]|$)/g)) {
      const end = at + part.index + part[0].length;
      const begin = end - (part[1] as string).length;
      for (const start of [end - 3, end - 2]) {
        if (start < begin || (start > begin && !/[处科室站部办局中心院所组会厅]/.test(text[start - 1] ?? ""))) continue;
        const name = nameAt(view, start, names);
        const person = name?.end === end ? personOf(view, name, "contact", "联系人", bodies.get(start)?.name) : null;
        if (person) {
          persons.push(person);
          break;
        }
      }
    }
  }
  return persons;
}

/** Every other place where a full name that was found stands. */
function repeated(view: View, found: readonly Person[]): Person[] {
  const { text } = view;
  const persons: Person[] = [];
  const done = new Set<string>();
  for (const { name } of found) {
    if (done.has(name) || name.length < 2) continue;
    done.add(name);
    const borders = bordersOf(view);
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
      if (name.length === 2 && borders[at] === 0) continue;
      const person = personOf(view, { start: at, end: at + name.length }, "repeated");
      if (person) persons.push(person);
    }
  }
  return persons;
}
