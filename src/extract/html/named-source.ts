import { findMoment } from "../moment.js";
import type { PageLine } from "./lines.js";
import { classesOf, finerWordsOf } from "./names.js";

const names: ReadonlySet<string> = new Set(["source", "laiyuan", "origin", "publisher", "media", "mediaid", "medianame", "sourcename"]);
const climb = 3;
const longest = 20;
const shortest = 2;

/**
 * The publisher in a block that is named after it (`class="source"`), without a label and without anything else on its line;
 * null where no line is one.
 */
export function namedSource(lines: readonly PageLine[]): string | null {
  const found = lines.find(
    ({ text, hidden, owner }) =>
      !hidden &&
      text.length >= shortest &&
      text.length <= longest &&
      /\p{Script=Han}{2}/u.test(text) &&
      !/[：:。，！？]/.test(text) &&
      findMoment(text) === null &&
      isNamed(owner),
  );
  return found?.text ?? null;
}

function isNamed(owner: PageLine["owner"]): boolean {
  for (let at: PageLine["owner"] | null = owner, i = 0; at !== null && i < climb; at = at.parent, i++) {
    const { id, class: classes } = at.attributes;
    if ([...classesOf(classes), id ?? ""].some((name) => finerWordsOf(name).some((word) => names.has(word)))) return true;
  }
  return false;
}
