import type { Agencies } from "../../dictionary/organisations/agencies.js";
import type { NameForms } from "../../dictionary/organisations/name-forms.js";
import { anyOf, oneOf } from "../../lexicon/alternation.js";
import { occurrences } from "../../lexicon/occurrences.js";
import type { Mention } from "../../model/entity.js";
import { bordersOf, tokenIndexAt } from "../borders.js";
import type { Doc } from "../doc.js";
import { inside, isGeneric } from "./token-classes.js";

/** 省援疆办, 市委改革办: an office of a level by its short name, with what shows its end. */
function officePattern({ shortOffices: { levels, notBehind, end, shows } }: NameForms): RegExp {
  const name = `${oneOf(levels)}(?!${anyOf(notBehind)})\\p{Script=Han}{2,4}?${end}`;
  return new RegExp(`(?<![\\p{Script=Han}A-Za-z0-9])${name}(?=[、，。；）)\\s]|${oneOf(shows)})`, "gu");
}

/** 改革协调处|处长: a section by the post of its head, which repeats its end. */
function sectionPattern({ sections: { ends, ranks, head, deputy, director } }: NameForms): RegExp {
  const name = `((?!${deputy})\\p{Script=Han}{2,9}?(${anyOf(ends)}))`;
  return new RegExp(
    `(?<=[，、；。：\\s])${name}(?=${deputy}?(?:(${anyOf(ends)})${head}|${director}\\p{Script=Han})|${oneOf(ranks)})`,
    "gu",
  );
}

/** How long the part of a name is that later stands for the whole: 经济部|产发署. */
const LEAST_PART = 3;

/** Offices of a level by their short names: 省援疆办. */
export function findShortOffices({ text }: Doc, { compiled, forms }: Agencies): Mention<"organisation">[] {
  return [...text.matchAll(compiled(officePattern))].map(({ 0: name, index: start }) => {
    const kind = forms.levelBodies.words.has(name[1] as string) ? "party" : "government";
    return { type: "organisation", start, end: start + name.length, rule: "organisation.short-office", name, canonical: name, kind };
  });
}

/** Sections that the post of their head shows, outside what was `found` in order: ，|改革协调处|处长朱凯. */
export function findSections(doc: Doc, agencies: Agencies, found: readonly Mention<"organisation">[]): Mention<"organisation">[] {
  let next = 0;
  return [...doc.text.matchAll(agencies.compiled(sectionPattern))].flatMap((match) => {
    const [, name = "", own, head] = match;
    const start = match.index;
    const end = start + name.length;
    while ((found[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next++;
    // 财务科长 repeats nothing, and 主任 heads rooms
    const { room, director, deputy, working } = agencies.forms.sections;
    const directed = doc.text.startsWith(director, end) || doc.text.startsWith(deputy + director, end);
    if ((head ?? (directed ? room : own)) !== own || working.before(name, name.length)) return [];
    if ((found[next]?.start ?? end) < end || !isSection(doc, start, end, agencies)) return [];
    return [
      { type: "organisation" as const, start, end, rule: "organisation.section", name, canonical: name, kind: "government" as const },
    ];
  });
}

/** Whether all words of a name can be those of a section. */
function isSection(doc: Doc, start: number, end: number, agencies: Agencies): boolean {
  if (bordersOf(doc)[start] === 0 || agencies.forms.many.starts.at(doc.text, start) !== null) return false;
  // 财政司|司长 is one post
  if (agencies.contexts.titles.at(doc.text, start)) return false;
  return doc.tokens
    .slice(tokenIndexAt(doc, start), tokenIndexAt(doc, end - 1))
    .every((token) => !isGeneric(token.word, agencies) && (inside(token, agencies) || /^v/.test(token.tag)));
}

/** Later mentions of a department by its own name, without the body that it is below: 经济部|产发署, then 产发署. */
export function findParts(doc: Doc, agencies: Agencies, found: readonly Mention<"organisation">[]): Mention<"organisation">[] {
  const wholes = new Map<string, Mention<"organisation">>();
  const starts = new Set(found.map(({ name }) => name));
  for (const mention of found) {
    const part = partOf(mention, starts, agencies);
    if (part && !wholes.has(part)) wholes.set(part, mention);
  }
  const borders = bordersOf(doc);
  return occurrences(doc.text, wholes.keys()).flatMap(({ start, end, word }) => {
    const whole = wholes.get(word);
    if (!whole || start < whole.end || borders[start] === 0 || /[各该级]/.test(doc.text[start - 1] ?? "")) return [];
    return [
      { type: "organisation" as const, start, end, rule: "organisation.part", name: word, canonical: whole.canonical, kind: whole.kind },
    ];
  });
}

/** What a name holds behind the name of another body: 上海大学|理学院; null where that is a common noun or too short. */
function partOf({ name, kind }: Mention<"organisation">, others: ReadonlySet<string>, agencies: Agencies): string | null {
  if (kind === "company") return null;
  for (let length = name.length - LEAST_PART; length > 1; length--) {
    const above = name.slice(0, length);
    if (!others.has(above) && !agencies.bodies.names.words.has(above) && !agencies.forms.above.ends.before(above, length)) continue;
    const part = name.slice(length);
    const tail = agencies.closings.before(part, part.length)?.word.length ?? part.length;
    return agencies.common.has(part) || part.length - tail < 1 || agencies.forms.manyOfAKind.before(part, part.length) ? null : part;
  }
  return null;
}
