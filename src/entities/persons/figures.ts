import type { WordMatch } from "../../lexicon/longest-match.js";
import { bordersOf } from "../borders.js";
import { isUnknown } from "./name-score.js";
import { type Person, type PersonContext, personOf } from "./person-context.js";

/** Public figures: a name of two characters must be a segment, a longer one must not cut a known word. */
export function findFigures(context: PersonContext): Person[] {
  const { text } = context.doc;
  const { figures } = context.names;
  const persons: Person[] = [];
  for (let start = 0; start + 1 < text.length; start++) {
    const person = figureOf(context, start, figures.allAt(text, start));
    if (!person) continue;
    persons.push(person);
    start = person.end - 1;
  }
  return persons;
}

function figureOf(context: PersonContext, start: number, figures: readonly WordMatch<true>[]): Person | null {
  if (figures.length === 0) return null;
  const { doc } = context;
  const borders = bordersOf(doc);
  for (const { word } of figures) {
    const end = start + word.length;
    const begins = borders[start] === 1 || (word.length > 2 && isUnknown(doc, start));
    const ends = borders[end] === 1 || (word.length > 2 && isUnknown(doc, end));
    const person = begins && ends ? personOf(context, { start, end }, "known") : null;
    if (person) return person;
  }
  return null;
}
