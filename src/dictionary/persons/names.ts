import { type WordIndex, wordIndex, wordList } from "../../lexicon/longest-match.js";
import { loadNameCharacters, type NameCharacters } from "../derived/name-characters.js";
import { badRow, readJson, readRows, readWords } from "../file.js";
import { type PersonContexts, personContextsSchema } from "./contexts.js";
import { type PersonNameForms, personNameFormsSchema } from "./name-forms.js";

/** What shows that a name is a person's. */
export interface Names {
  /** surnames of one and of two characters */
  readonly surnames: ReadonlySet<string>;
  /** characters that given names are often made of */
  readonly given: ReadonlySet<string>;
  /** how often surnames and characters of given names are met */
  readonly characters: NameCharacters;
  /** Japanese surnames of two or three characters */
  readonly japanese: WordIndex<true>;
  /** parts of which Tibetan and Mongolian names are made: 次仁|卓玛 */
  readonly parts: WordIndex<true>;
  /** characters that foreign names are written with */
  readonly foreign: ReadonlySet<string>;
  /** words that no name holds behind the surname (张|部门), beside the words of the language that are no names at all */
  readonly notGiven: ReadonlySet<string>;
  /** persons in public life, named without a post */
  readonly figures: WordIndex<true>;
  readonly posts: {
    /** posts that stand before a name, by how much they say of it */
    readonly before: WordIndex<PostForce>;
    readonly behind: WordIndex<true>;
  };
  readonly contexts: PersonContexts;
  readonly forms: PersonNameForms;
}

/** A `lead` is no post itself (任命). A `label` counts with a colon or a space before the name, a `weak` post with the segmenter's word that a name follows. */
type PostForce = "firm" | "label" | "weak" | "lead";

const SIDES = new Set(["both", "before", "label", "weak", "lead", "behind"]);
const POST = /^(?:\p{Script=Han}{2,10}|[A-Z]{3})$/u;
const CHARACTERS = /^\p{Script=Han}+$/u;

/** @throws dictionary.invalid */
export function loadNames(folder: string): Names {
  const before = new Map<string, PostForce>();
  const behind = new Set<string>();
  for (const row of readRows(folder, "persons/posts.txt")) {
    const [side = "", ...words] = row.text.split(/\s+/);
    if (!SIDES.has(side)) throw badRow(row, `a row begins with ${[...SIDES].join(", ")}, not with ${side}`);
    const bad = words.find((word) => !POST.test(word));
    if (bad !== undefined) throw badRow(row, `${bad} is no post of two to ten characters`);
    for (const word of words) {
      if (side !== "behind") before.set(word, side === "weak" || side === "label" || side === "lead" ? side : "firm");
      if (side === "both" || side === "behind") behind.add(word);
    }
  }
  const words = (name: string, form: RegExp) => new Set(readWords(folder, name, form));
  return {
    surnames: words("persons/surnames.txt", /^\p{Script=Han}{1,2}$/u),
    foreign: new Set([...words("persons/foreign-names.txt", CHARACTERS)].join("")),
    notGiven: words("persons/not-given.txt", /^\p{Script=Han}{2}$/u),
    characters: loadNameCharacters(folder),
    given: new Set([...words("persons/given-names.txt", CHARACTERS)].join("")),
    parts: wordList(words("persons/name-parts.txt", /^\p{Script=Han}{2,5}$/u)),
    japanese: wordList(words("persons/japanese-surnames.txt", /^\p{Script=Han}{2,3}$/u)),
    figures: wordList(words("persons/public-figures.txt", /^\p{Script=Han}{2,8}$/u)),
    posts: { before: wordIndex(before), behind: wordList(behind) },
    contexts: readJson(folder, "persons/contexts.json", personContextsSchema),
    forms: readJson(folder, "persons/name-forms.json", personNameFormsSchema),
  };
}
