import * as z from "zod";
import { type CompileOnce, compileOnce } from "../../lexicon/compile-once.js";
import { organisationKindSchema } from "../../model/enums.js";
import { readJson } from "../file.js";

const words = z.array(z.string().min(1)).min(1);
const schema = z.strictObject({
  acts: words,
  finalActs: words,
  others: words,
  connectors: words,
  papers: words,
  notNames: z.string().min(1),
  groups: words,
  levelBodies: words,
  leagues: words,
  posts: words,
  branches: z.record(z.string().min(2), words),
  asWritten: words,
  committees: z.record(z.string().min(2), z.string().min(3)),
  codes: z.record(z.string().min(2), z.string().min(2)),
  governments: z.record(z.string().min(1), z.string().min(2)),
  drafting: words,
  reported: words,
  fullText: words,
  jointLists: words,
  sessions: words,
  promulgating: words,
  footers: words,
  agencyPublishers: z.array(organisationKindSchema).min(1),
  state: words,
  towns: words,
  townUnits: words,
  zones: words,
  zoneBodies: words,
  wholeRegion: words,
  together: words,
  studied: words,
  handedOn: words,
  orders: words,
  titleActs: words,
  clauseLeads: words,
  ownUnits: z.string().min(1),
  withOthers: words,
  meetings: words,
  dayparts: words,
  eras: words,
  bodyEndings: words,
  secondEndings: words,
  stateBodies: words,
  groupKinds: words,
  offices: z.record(z.string().min(2), z.string().min(2)),
  numberedActs: z.record(z.string().min(2), z.string().min(2)),
  selves: words,
  ownRules: words,
  parties: words,
});

/** The words by which a document shows who issued it; `dictionaries/README.md` says what each list holds. */
export type IssuerLists = z.infer<typeof schema>;

export interface IssuerWords extends IssuerLists {
  /** what a rule makes of the lists, made once */
  readonly compiled: CompileOnce<IssuerLists>;
}

/** @throws dictionary.invalid */
export function loadIssuerWords(folder: string): IssuerWords {
  const lists = readJson(folder, "documents/issuers.json", schema);
  return { ...lists, compiled: compileOnce(lists) };
}
