import type { Agencies } from "../../dictionary/organisations/agencies.js";
import { occurrences } from "../../lexicon/occurrences.js";
import type { Mention } from "../../model/entity.js";
import { bordersOf, tokenIndexAt } from "../borders.js";
import type { Doc } from "../doc.js";
import { inside, isGeneric } from "./token-classes.js";

/** 省援疆办, 市委改革办: an office of a level by its short name, with what shows its end. */
const OFFICE =
  /(?<![\p{Script=Han}A-Za-z0-9])(?:[、，]?)([省市县区州](?:委|政府)?(?![民场里域内级外区直属])\p{Script=Han}{2,4}办)(?=[、，。；）)\s]|等|和|及|与|主任|副主任|常务|组织|牵头|负责|会同|联合|党组|召开|印发|相关|有关)/gu;
/** 改革协调处|处长: a section by the post of its head, which repeats its end. */
const SECTION =
  /(?<=[，、；。：\s兼])(?!副)(\p{Script=Han}{2,9}?(?:(处)|(科)|(司)|(股)|(?<!小)(组)|(?:办公|研究|督查)(室)))(?=副?(?:\2[长]|\3[长]|\4[长]|\5[长]|\6[长]|(?:\7(?!))?主任\p{Script=Han})|[一二三四]级(?:主任科员|调研员))/gu;
/** How long the part of a name is that later stands for the whole: 经济部|产发署. */
const LEAST_PART = 3;

/** Offices of a level by their short names: 省援疆办. */
export function findShortOffices({ text }: Doc): Mention<"organisation">[] {
  return [...text.matchAll(OFFICE)].map((found) => {
    const name = found[1] as string;
    const end = found.index + found[0].length;
    const kind = name[1] === "委" ? "party" : "government";
    return { type: "organisation", start: end - name.length, end, rule: "organisation.short-office", name, canonical: name, kind };
  });
}

/** Sections that the post of their head shows: ，|改革协调处|处长朱凯. */
export function findSections(doc: Doc, agencies: Agencies, found: readonly Mention<"organisation">[]): Mention<"organisation">[] {
  return [...doc.text.matchAll(SECTION)].flatMap((match) => {
    const name = match[1] as string;
    const start = match.index;
    const end = start + name.length;
    if (found.some((mention) => mention.start < end && mention.end > start) || !isSection(doc, start, end, agencies)) return [];
    return [{ type: "organisation", start, end, rule: "organisation.section", name, canonical: name, kind: "government" }];
  });
}

/** Whether all words of a name can be those of a section. */
function isSection(doc: Doc, start: number, end: number, agencies: Agencies): boolean {
  if (bordersOf(doc)[start] === 0 || agencies.forms.many.starts.at(doc.text, start) !== null) return false;
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
    return [{ type: "organisation", start, end, rule: "organisation.part", name: word, canonical: whole.canonical, kind: whole.kind }];
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
