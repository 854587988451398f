import { bordersOf } from "../borders.js";
import { isUnknown } from "./name-score.js";
import { type Person, type PersonContext, personOf } from "./person-context.js";

/** Public figures: a name of two characters must be a segment, a longer one must not cut a known word. */
export function findFigures(context: PersonContext): Person[] {
  const { text } = context.doc;
  const persons: Person[] = [];
  for (let start = 0; start + 1 < text.length; start++) {
    const person = figureAt(context, start);
    if (!person) continue;
    persons.push(person);
    start = person.end - 1;
  }
  return persons;
}

function figureAt(context: PersonContext, start: number): Person | null {
  const { doc, names } = context;
  const borders = bordersOf(doc);
  for (const { word } of names.figures.allAt(doc.text, start)) {
    const end = start + word.length;
    const begins = borders[start] === 1 || (word.length > 2 && isUnknown(doc, start));
    const ends = borders[end] === 1 || (word.length > 2 && isUnknown(doc, end));
    const person = begins && ends ? personOf(context, { start, end }, "known") : null;
    if (person) return person;
  }
  return null;
}
