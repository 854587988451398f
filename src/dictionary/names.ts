import { ZhengwenError } from "../model/errors.js";
import { readRows } from "./file.js";

/** What shows that a name is a person's. */
export interface Names {
  /** surnames of one and of two characters */
  readonly surnames: ReadonlySet<string>;
  readonly posts: {
    readonly before: ReadonlySet<string>;
    readonly behind: ReadonlySet<string>;
    readonly longest: number;
    /** 1 for each character that can end a post that stands before a name */
    readonly endings: Uint8Array;
  };
}

/** @throws dictionary.invalid */
export function loadNames(folder: string): Names {
  const before = new Set<string>();
  const behind = new Set<string>();
  for (const row of readRows(folder, "posts.txt")) {
    const [side, ...words] = row.split(/\s+/);
    if (side !== "both" && side !== "before" && side !== "behind") throw new ZhengwenError("dictionary.invalid", `posts.txt: ${row}`);
    for (const word of words) {
      if (side !== "behind") before.add(word);
      if (side !== "before") behind.add(word);
    }
  }
  const endings = new Uint8Array(0x10000);
  for (const word of before) endings[word.charCodeAt(word.length - 1)] = 1;
  const longest = Math.max(...[...before, ...behind].map((word) => word.length));
  return {
    surnames: new Set(readRows(folder, "surnames.txt").flatMap((row) => row.split(/\s+/))),
    posts: { before, behind, longest, endings },
  };
}
