import { occurrences } from "../../lexicon/occurrences.js";
import type { Mention } from "../../model/entity.js";
import type { Annotator } from "../annotator.js";
import { bordersOf } from "../borders.js";
import { withoutOverlaps } from "../overlap.js";
import { beforePosts, behindPosts } from "./beside-posts.js";
import { dottedNames, familyNames } from "./dotted.js";
import { findFigures } from "./figures.js";
import { findInLines } from "./lines.js";
import { isUnknown } from "./name-score.js";
import { type Person, type PersonContext, personOf } from "./person-context.js";
import { findTagged } from "./tagged.js";

/**
 * Finds persons: behind a post and in lists that share it, before a post, in lines that name them with their post, where
 * they speak or stand by themselves, and every later mention of a name that was found.
 */
export const annotatePersons: Annotator<"person"> = (doc, _, before) => {
  const bodies = new Map<number, Mention<"organisation">>();
  const bodyStarts = new Set<number>();
  const taken = new Set<number>();
  for (const mention of before) {
    if (mention.type === "organisation") {
      bodies.set(mention.end, mention as Mention<"organisation">);
      bodyStarts.add(mention.start);
    }
    if (mention.end - mention.start > 1 && (mention.type === "place" || mention.type === "organisation")) taken.add(mention.start);
  }
  const context: PersonContext = { doc, names: doc.dictionary.names, bodies, bodyStarts, taken };
  // 金牛区、武侯区、成华区 look like three names, and are written out as places; in a row 诸城、高密 are places too
  const whole = new Set(before.filter(({ type, rule }) => type === "place" && rule === "place.name").map(({ start }) => start));
  const found = withoutOverlaps([
    ...behindPosts(context),
    ...beforePosts(context),
    ...findFigures(context),
    ...dottedNames(context),
    ...findTagged(context),
    ...findInLines(context),
  ]).filter(({ start, rule }) => !whole.has(start) && !(rule === "person.row" && taken.has(start)));
  return withoutOverlaps([...found, ...repeated(context, found, before), ...familyNames(context, found)]);
};

/** Every other place where a full name that was found stands, outside the names of bodies. */
function repeated(context: PersonContext, found: readonly Person[], before: readonly Mention[]): Person[] {
  const { doc } = context;
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
    const person = personOf(context, { start, end }, "repeated");
    if (person) persons.push(person);
  }
  return persons;
}
