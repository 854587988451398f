import * as z from "zod";
import { type CompileOnce, compileOnce } from "../../lexicon/compile-once.js";
import { type Relation, relationSchema } from "../../model/enums.js";
import { type Kind, kindSchema } from "../../model/record.js";
import { readJson } from "../file.js";

const words = z.array(z.string().min(1)).min(1);
const relations = z.array(z.tuple([relationSchema, words]));
/** kind → words, in order */
const byKind = z.partialRecord(kindSchema, words);
const schema = z.strictObject({
  titles: byKind,
  weakTitles: byKind,
  notTitles: words,
  phrases: byKind,
  leading: words,
  announcing: words,
  announced: words,
  officeRules: words,
  numbered: byKind,
  forms: words,
  defining: words,
  explaining: words,
  news: z.strictObject({ reports: words, anywhere: words, spoken: words, closing: words }),
  relations: z.strictObject({ title: relations, explaining: words, before: relations, after: relations }),
  notCited: words,
  quoted: words,
  sameDocument: words,
  handedOn: z.strictObject({ acts: words, to: words }),
});

/** A relation between documents and the words that state it. */
export type RelationWords = readonly [relation: Relation, words: readonly string[]];

/** The lists that rules compile their patterns from; `dictionaries/README.md` says what each holds. */
export type KindLists = z.infer<typeof schema>;

/** What shows the kind of a document and how it cites others. */
export interface Kinds {
  /** what a title ends in → the kind */
  readonly titles: ReadonlyMap<string, Kind>;
  /** what a title ends in that shows the kind only where the text does not name it */
  readonly weakTitles: ReadonlyMap<string, Kind>;
  /** words that end like a kind but are not one: 方法 */
  readonly notTitles: ReadonlySet<string>;
  /** what the text calls itself, in order */
  readonly phrases: readonly (readonly [phrase: string, kind: Kind])[];
  readonly relations: { readonly before: readonly RelationWords[]; readonly after: readonly RelationWords[] };
  /** ends of titles that are forms and papers, not documents: 登记表, 居住证 */
  readonly notCited: readonly string[];
  /** what a rule makes of the lists, made once */
  readonly compiled: CompileOnce<KindLists>;
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
    compiled: compileOnce(data),
  };
}
