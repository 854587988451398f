import { lengthsByFirst, lengthsByLast } from "../../lexicon/lengths.js";
import { badRow, readRows, readWords } from "../file.js";

/** What shows that a name is a person's. */
export interface Names {
  /** surnames of one and of two characters */
  readonly surnames: ReadonlySet<string>;
  /** characters that given names are often made of */
  readonly given: ReadonlySet<string>;
  /** Japanese surnames of two or three characters; 1 for each pair of characters that one begins with, see `pairFrom` */
  readonly japanese: { readonly surnames: ReadonlySet<string>; readonly pairs: Uint8Array };
  /** characters that foreign names are written with */
  readonly foreign: ReadonlySet<string>;
  /** words that no name holds behind the surname (张|部门), beside the words of the language that are no names at all */
  readonly notGiven: ReadonlySet<string>;
  /** persons in public life, named without a post; 1 for each pair of characters that such a name begins with */
  readonly figures: { readonly names: ReadonlySet<string>; readonly longest: number; readonly pairs: Uint8Array };
  readonly posts: {
    /** posts that stand before a name; a `label` with a colon or a space between, `weak` ones with the segmenter's word that a name follows */
    readonly before: ReadonlyMap<string, "firm" | "label" | "weak">;
    readonly behind: ReadonlySet<string>;
    /** for each last character the lengths of posts that stand before a name, one bit each */
    readonly endings: Uint32Array;
    /** for each first character the lengths of posts that stand behind a name, one bit each */
    readonly beginnings: Uint32Array;
  };
}

const SIDES = new Set(["both", "before", "label", "weak", "behind"]);
const POST = /^(?:\p{Script=Han}{2,10}|[A-Z]{3})$/u;
const CHARACTERS = /^\p{Script=Han}+$/u;

/** @throws dictionary.invalid */
export function loadNames(folder: string): Names {
  const before = new Map<string, "firm" | "label" | "weak">();
  const behind = new Set<string>();
  for (const row of readRows(folder, "persons/posts.txt")) {
    const [side = "", ...words] = row.text.split(/\s+/);
    if (!SIDES.has(side)) throw badRow(row, `a row begins with ${[...SIDES].join(", ")}, not with ${side}`);
    const bad = words.find((word) => !POST.test(word));
    if (bad !== undefined) throw badRow(row, `${bad} is no post of two to ten characters`);
    for (const word of words) {
      if (side !== "behind") before.set(word, side === "weak" || side === "label" ? side : "firm");
      if (side === "both" || side === "behind") behind.add(word);
    }
  }
  const endings = lengthsByLast(before.keys());
  const beginnings = lengthsByFirst(behind);
  const words = (name: string, form: RegExp) => new Set(readWords(folder, name, form));
  const figures = words("persons/public-figures.txt", /^\p{Script=Han}{2,8}$/u);
  const japanese = words("persons/japanese-surnames.txt", /^\p{Script=Han}{2,3}$/u);
  return {
    surnames: words("persons/surnames.txt", /^\p{Script=Han}{1,2}$/u),
    foreign: new Set([...words("persons/foreign-names.txt", CHARACTERS)].join("")),
    notGiven: words("persons/not-given.txt", /^\p{Script=Han}{2}$/u),
    given: new Set([...words("persons/given-names.txt", CHARACTERS)].join("")),
    japanese: { surnames: japanese, pairs: pairsOf(japanese) },
    figures: { names: figures, longest: Math.max(...[...figures].map((name) => name.length)), pairs: pairsOf(figures) },
    posts: { before, behind, endings, beginnings },
  };
}

/** A number for the two characters that begin at an offset; others may share it. */
export function pairFrom(text: string, at: number): number {
  return (text.charCodeAt(at) * 31 + text.charCodeAt(at + 1)) & 0xffff;
}

function pairsOf(names: Iterable<string>): Uint8Array {
  const pairs = new Uint8Array(0x10000);
  for (const name of names) pairs[pairFrom(name, 0)] = 1;
  return pairs;
}
