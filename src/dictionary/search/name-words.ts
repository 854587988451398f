import * as z from "zod";
import { readJson } from "../file.js";

const oneCharacter = z.string().regex(/^\p{Script=Han}$/u);
const neighbours = z.record(oneCharacter, z.array(oneCharacter).min(1));

const schema = z.strictObject({
  tails: z.array(z.array(z.string().min(1)).min(2)),
  national: z.array(z.string().min(1)).min(1),
  longer: z.strictObject({ after: neighbours, before: neighbours }),
});

/** How names of bodies in a query meet those in texts. */
export interface NameWords {
  /** for each tail of a name the tails that say the same: 委, 委员会 */
  readonly tails: ReadonlyMap<string, readonly string[]>;
  /** tails that only the state's bodies have: what stands before them needs no place */
  readonly national: ReadonlySet<string>;
  /** by the last (first) character of a name, the characters that make a longer word of it: 部|门, 中|央 */
  readonly after: ReadonlyMap<string, readonly string[]>;
  readonly before: ReadonlyMap<string, readonly string[]>;
}

/** @throws dictionary.invalid */
export function loadNameWords(folder: string): NameWords {
  const { tails, national, longer } = readJson(folder, "search/name-words.json", schema);
  return {
    tails: new Map(tails.flatMap((group) => group.map((tail) => [tail, group] as const))),
    national: new Set(national),
    after: new Map(Object.entries(longer.after)),
    before: new Map(Object.entries(longer.before)),
  };
}
