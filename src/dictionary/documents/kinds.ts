import * as z from "zod";
import { type Kind, kindSchema } from "../../model/record.js";
import { readJson } from "../file.js";

const relations = z.array(z.tuple([z.string(), z.array(z.string().min(1))]));
const schema = z.object({
  titles: z.partialRecord(kindSchema, z.array(z.string().min(1))),
  weakTitles: z.partialRecord(kindSchema, z.array(z.string().min(1))),
  notTitles: z.array(z.string().min(2)),
  phrases: z.partialRecord(kindSchema, z.array(z.string().min(1))),
  relations: z.object({ before: relations, after: relations }),
  notCited: z.array(z.string().min(1)),
  status: z.array(z.string().min(2)),
});

/** A relation between documents and the words that state it. */
export type Relation = readonly [relation: string, words: readonly string[]];

/** What tells the kind of a document, its status, and how it cites others. */
export interface Kinds {
  /** what a title ends in → the kind */
  readonly titles: ReadonlyMap<string, Kind>;
  /** what a title ends in that tells the kind only where the text does not say it */
  readonly weakTitles: ReadonlyMap<string, Kind>;
  /** words that end like a kind and are none: 方法 */
  readonly notTitles: ReadonlySet<string>;
  /** what the text says of itself, in order */
  readonly phrases: readonly (readonly [phrase: string, kind: Kind])[];
  readonly relations: { readonly before: readonly Relation[]; readonly after: readonly Relation[] };
  /** ends of titles that are forms and papers, not documents: 登记表, 居住证 */
  readonly notCited: readonly string[];
  readonly status: readonly string[];
}

/** @throws dictionary.invalid */
export function loadKinds(folder: string): Kinds {
  const data = readJson(folder, "documents/kinds.json", schema);
  const pairs = (rows: Partial<Record<Kind, string[]>>): [string, Kind][] =>
    Object.entries(rows).flatMap(([kind, words]) => words.map((word): [string, Kind] => [word, kind as Kind]));
  return {
    titles: new Map(pairs(data.titles)),
    weakTitles: new Map(pairs(data.weakTitles)),
    notTitles: new Set(data.notTitles),
    phrases: pairs(data.phrases),
    relations: data.relations,
    notCited: data.notCited,
    status: data.status,
  };
}
