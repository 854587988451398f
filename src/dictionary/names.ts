import { ZhengwenError } from "../model/errors.js";
import { readRows } from "./file.js";

/** What shows that a name is a person's. */
export interface Names {
  /** surnames of one and of two characters */
  readonly surnames: ReadonlySet<string>;
  /** characters that foreign names are written with */
  readonly foreign: ReadonlySet<string>;
  /** words that no name holds behind the surname (张|部门), beside the words of the language that are no names at all */
  readonly notGiven: ReadonlySet<string>;
  /** persons in public life, named without a post; 1 for each character that such a name begins with */
  readonly figures: { readonly names: ReadonlySet<string>; readonly beginnings: Uint8Array };
  readonly posts: {
    /** posts that stand before a name; `weak` ones need the segmenter's word that a name follows */
    readonly before: ReadonlyMap<string, "firm" | "weak">;
    readonly behind: ReadonlySet<string>;
    readonly longest: number;
    /** 1 for each character that can end a post that stands before a name */
    readonly endings: Uint8Array;
    /** 1 for each character that can begin a post that stands behind a name */
    readonly beginnings: Uint8Array;
  };
}

const SIDES = new Set(["both", "before", "weak", "behind"]);

/** @throws dictionary.invalid */
export function loadNames(folder: string): Names {
  const before = new Map<string, "firm" | "weak">();
  const behind = new Set<string>();
  for (const row of readRows(folder, "posts.txt")) {
    const [side = "", ...words] = row.split(/\s+/);
    if (!SIDES.has(side)) throw new ZhengwenError("dictionary.invalid", `posts.txt: ${row}`);
    for (const word of words) {
      if (side !== "behind") before.set(word, side === "weak" ? "weak" : "firm");
      if (side === "both" || side === "behind") behind.add(word);
    }
  }
  const endings = unitsOf([...before.keys()].map((word) => word.slice(-1)));
  const beginnings = unitsOf([...behind].map((word) => word.slice(0, 1)));
  const longest = Math.max(...[...before.keys(), ...behind].map((word) => word.length));
  const words = (name: string) => new Set(readRows(folder, name).flatMap((row) => row.split(/\s+/)));
  const figures = words("public-figures.txt");
  return {
    surnames: words("surnames.txt"),
    foreign: new Set([...words("foreign-names.txt")].join("")),
    notGiven: words("not-given.txt"),
    figures: { names: figures, beginnings: unitsOf([...figures].map((name) => name[0] as string)) },
    posts: { before, behind, longest, endings, beginnings },
  };
}

function unitsOf(characters: readonly string[]): Uint8Array {
  const units = new Uint8Array(0x10000);
  for (const character of characters) units[character.charCodeAt(0)] = 1;
  return units;
}
