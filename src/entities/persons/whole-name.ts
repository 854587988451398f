import type { Names } from "../../dictionary/persons/names.js";
import type { Token } from "../../text/segment.js";
import { tokenAt } from "../borders.js";
import type { Doc } from "../doc.js";
import { HAN, NAME_TAG } from "./name-form.js";

/**
 * Whether the text between two marks can be a person's name and nothing else: an item of a list of names, where the marks
 * show its end. Words of the language are none (高兴), whatever they begin with; where no post speaks for the list
 * (`weak`), what the segmenter cuts must be made of characters of given names.
 */
export function isWholeName(doc: Doc, start: number, end: number, names: Names, evidence: "firm" | "weak"): boolean {
  const { surnames, notGiven, given, posts } = names;
  const name = doc.text.slice(start, end);
  const surname = name.length > 2 && surnames.has(name.slice(0, 2)) ? 2 : 1;
  if (surname === 1 && !surnames.has(name[0] as string)) return false;
  if (name.length < surname + 1 || name.length > surname + 2 || !HAN.test(name) || /^(?:姓|某|氏|先生|女士)/.test(name.slice(surname)))
    return false;
  // 潘|老师
  if ((names.forms.notNames.ends.before(name, name.length)?.word.length ?? 0) > 1) return false;
  const token = tokenAt(doc, start) as Token;
  if (token.start === start && token.end === end) return NAME_TAG.test(token.tag);
  if (evidence === "weak" && [...name.slice(surname)].some((character) => !given.has(character))) return false;
  // 记者 李|联军: behind a post the item is a name though its end is a word
  return (
    (evidence === "firm" || !notGiven.has(name.slice(surname))) &&
    !notGiven.has(name.slice(0, 2)) &&
    !posts.behind.words.has(name) &&
    !posts.before.words.has(name)
  );
}
