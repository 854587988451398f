import * as z from "zod";
import { type CompileOnce, compileOnce } from "../../lexicon/compile-once.js";
import { type WordIndex, wordIndex, wordList } from "../../lexicon/longest-match.js";
import { type OrganisationKind, organisationKindSchema } from "../../model/enums.js";
import { readJson } from "../file.js";
import { type Bodies, loadBodies } from "./bodies.js";
import { type CompanyWords, companyWordsSchema } from "./company-words.js";
import { type BodyContexts, bodyContextsSchema } from "./contexts.js";
import { type NameForms, nameFormsSchema } from "./name-forms.js";
import { type Press, pressSchema } from "./press.js";

const schema = z.object({
  functions: z.record(z.string().min(2), z.array(z.string().min(2))),
  tails: z.array(z.string().min(1)),
  suffixes: z.partialRecord(organisationKindSchema, z.array(z.string().min(1))),
  localTails: z.array(z.string().min(1)),
  barePlace: z.array(z.string().min(2)),
  proper: z.array(z.string().min(2)),
  departments: z.array(z.string().min(1)),
  unlessPost: z.array(z.string().min(2)),
  local: z.array(z.string().min(2)),
  ofNouns: z.array(z.string().min(2)),
  brands: z.array(z.string().min(2)),
  trades: z.array(z.string().min(2)),
  common: z.array(z.string().min(2)),
  verbs: z.array(z.string().min(2)),
  generic: z.array(z.string()),
  national: z.array(z.string()),
});

/** What closes a name: of its own (协会, 有限公司), or only below another body (司, 处). */
interface Suffix {
  readonly kind: OrganisationKind;
  readonly by: "suffix" | "department";
}

/** What names of organisations are made of. */
export interface Agencies {
  /** what an agency is in charge of, as written → as in the full name: 住建 → 住房和城乡建设 */
  readonly functions: WordIndex<string>;
  /** what closes the name of an agency behind its function: 局, 厅, 委员会 */
  readonly tails: WordIndex<true>;
  /** everything that a name may end with: known names, tails and suffixes */
  readonly closings: WordIndex<true>;
  /** tails that make a body only behind a place or a level: 市|医保|中心 */
  readonly localTails: WordIndex<true>;
  /** suffixes that need more than a place before them: 香港公司 is any */
  readonly barePlace: ReadonlySet<string>;
  /** suffixes behind which any proper word makes a name: 桐昆|集团 */
  readonly proper: ReadonlySet<string>;
  /** bodies known by name: 国务院, 工信部 */
  readonly bodies: Bodies;
  readonly suffixes: WordIndex<Suffix>;
  /** suffixes that belong to the post where one follows: 公司|党委|书记 */
  readonly unlessPost: ReadonlySet<string>;
  /** suffixes of bodies of a neighbourhood, which one noun names: 桥头|地检署 */
  readonly local: ReadonlySet<string>;
  /** suffixes that plain nouns make a name of outside the mainland: 消费者保护|协会 */
  readonly ofNouns: ReadonlySet<string>;
  /** suffixes of companies' short names, behind a word of their own: 全信|股份 */
  readonly brands: ReadonlySet<string>;
  /** what companies do, behind their own word: 清水源|投资|管理有限公司 */
  readonly trades: ReadonlySet<string>;
  readonly tradeWords: WordIndex<true>;
  /** nouns for kinds of bodies, not for one: 商业银行, 上市公司 */
  readonly common: ReadonlySet<string>;
  /** verbs that names of bodies are made of */
  readonly verbs: ReadonlySet<string>;
  /** what makes a group, not a body, of the name behind it: 有关, 各 */
  readonly generic: ReadonlySet<string>;
  /** words that begin the names of national bodies */
  readonly national: WordIndex<true>;
  readonly forms: NameForms;
  /** patterns that rules compile from the forms of names */
  readonly compiled: CompileOnce<NameForms>;
  readonly contexts: BodyContexts;
  readonly press: Press;
  readonly companies: CompanyWords;
}

/** @throws dictionary.invalid */
export function loadAgencies(folder: string): Agencies {
  const data = readJson(folder, "organisations/agencies.json", schema);
  const functions = new Map<string, string>();
  for (const [full, spelt] of Object.entries(data.functions)) {
    functions.set(full, full);
    for (const word of spelt) if (!functions.has(word)) functions.set(word, full);
  }
  const suffixes = new Map<string, Suffix>(data.departments.map((word) => [word, { kind: "government", by: "department" }]));
  for (const [kind, words] of Object.entries(data.suffixes)) {
    for (const word of words) suffixes.set(word, { kind: kind as OrganisationKind, by: "suffix" });
  }
  const forms = readJson(folder, "organisations/name-forms.json", nameFormsSchema);
  const bodies = loadBodies(folder, forms.levelOffices);
  return {
    functions: wordIndex(functions),
    closings: wordList([...bodies.names.words.keys(), ...data.tails, ...suffixes.keys()]),
    tails: wordList(data.tails),
    bodies,
    suffixes: wordIndex(suffixes),
    localTails: wordList(data.localTails),
    barePlace: new Set(data.barePlace),
    proper: new Set(data.proper),
    unlessPost: new Set(data.unlessPost),
    local: new Set(data.local),
    ofNouns: new Set(data.ofNouns),
    brands: new Set(data.brands),
    trades: new Set(data.trades),
    tradeWords: wordList(data.trades),
    common: new Set(data.common),
    verbs: new Set(data.verbs),
    generic: new Set(data.generic),
    national: wordList(data.national),
    forms,
    compiled: compileOnce(forms),
    contexts: readJson(folder, "organisations/contexts.json", bodyContextsSchema),
    press: readJson(folder, "organisations/press.json", pressSchema),
    companies: readJson(folder, "organisations/company-words.json", companyWordsSchema),
  };
}
