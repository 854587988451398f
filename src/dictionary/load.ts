import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type CompileOnce, compileOnce } from "../lexicon/compile-once.js";
import type { Synonyms } from "../lexicon/synonyms.js";
import type { CharacterCosts } from "../text/decode/cost.js";
import type { Segmenter } from "../text/segment.js";
import type { ScriptConverter } from "../text/simplify/converter.js";
import type { UrlRules } from "../text/url.js";
import { type BorderWeights, loadBorderWeights } from "./derived/border-weights.js";
import { type Citations, loadCitations } from "./documents/citations.js";
import { type FactWords, loadFactWords } from "./documents/fact-words.js";
import { type IssuerWords, loadIssuerWords } from "./documents/issuer-words.js";
import { type Kinds, loadKinds } from "./documents/kinds.js";
import { loadMeasureWords, type MeasureWords } from "./documents/measure-words.js";
import { loadNumbering, type NumberingFormats } from "./documents/numbering.js";
import { loadPartWords, type PartWords } from "./documents/part-words.js";
import { loadTitleWords, type TitleWords } from "./documents/titles.js";
import { dictionaryFolder } from "./folder.js";
import { type Agencies, loadAgencies } from "./organisations/agencies.js";
import { type Chrome, loadChrome } from "./pages/chrome.js";
import { type Labels, loadLabels } from "./pages/labels.js";
import { type LinkTexts, loadLinks } from "./pages/links.js";
import { loadNonDocuments, type NonDocumentWords } from "./pages/non-documents.js";
import { loadPostTimes, type PostTimes } from "./pages/post-times.js";
import { loadSites, type Sites } from "./pages/sites.js";
import { loadUrls } from "./pages/urls.js";
import { loadNames, type Names } from "./persons/names.js";
import type { Gazetteer } from "./places/gazetteer.js";
import { loadPlaces } from "./places/load-places.js";
import { loadCharacters } from "./repair/character-costs.js";
import { type DamageRules, loadDamage } from "./repair/damage.js";
import { loadScript } from "./repair/script.js";
import { loadNameWords, type NameWords } from "./search/name-words.js";
import { loadSynonyms } from "./search/synonyms.js";
import { loadTerms, type Terms } from "./search/terms.js";
import { loadTitleForms, type TitleForms } from "./search/title-forms.js";
import { loadSegmenter } from "./segmenter.js";
import { type AmountWords, loadAmountWords } from "./values/amount-words.js";
import { type Calendar, loadCalendar } from "./values/calendar.js";
import { type Counted, loadCounted } from "./values/counted.js";
import { type Instruments, loadInstruments } from "./values/instruments.js";
import { loadMeasures, type Measures } from "./values/measures.js";

/** Everything in `dictionaries/`. Each part is read and checked on first use, and kept. */
export interface Dictionary {
  /** digest of all files: part of a record's `pipeline` */
  readonly digest: string;
  readonly segmenter: Segmenter;
  readonly chrome: Chrome;
  readonly damage: DamageRules;
  readonly labels: Labels;
  /** units, counters, currencies, bounds */
  readonly measures: Measures;
  /** what words around a number make of it */
  readonly amountWords: AmountWords;
  /** what kinds of sums there are, what they are counted for and who receives them */
  readonly instruments: Instruments;
  /** festivals, five-year plans, congresses */
  readonly calendar: Calendar;
  /** document numbers and titles */
  readonly citations: Citations;
  /** what 家 and 户 count */
  readonly counted: Counted;
  readonly agencies: Agencies;
  readonly names: Names;
  /** what speaks for borders of names, weighed */
  readonly borders: BorderWeights;
  /** kinds of documents and how they cite each other */
  readonly kinds: Kinds;
  /** signature, standing and term of a document */
  readonly factWords: FactWords;
  /** who issued a document */
  readonly issuerWords: IssuerWords;
  /** what a document relieves, prefers and obliges with */
  readonly measureWords: MeasureWords;
  /** what the parts of a document are known by */
  readonly partWords: PartWords;
  /** what tells the title of a file */
  readonly titleWords: TitleWords;
  /** formats of automatic numbers */
  readonly numbering: NumberingFormats;
  readonly terms: Terms;
  readonly places: Gazetteer;
  readonly linkTexts: LinkTexts;
  readonly nonDocuments: NonDocumentWords;
  readonly postTimes: PostTimes;
  readonly sites: Sites;
  readonly urls: UrlRules;
  /** how common characters are, by which ways of decoding bytes are compared */
  readonly characters: CharacterCosts;
  readonly script: ScriptConverter;
  /** what the mainland, Taiwan and Hong Kong call the same thing: for queries only, texts are not changed */
  readonly synonyms: Synonyms;
  /** how names of bodies in a query meet those in texts */
  readonly nameWords: NameWords;
  /** how a title and a citation of it may differ */
  readonly titleForms: TitleForms;
  /** what repair makes of the rules and the converter, and keeps for all documents: its language model */
  readonly repairModels: CompileOnce<RepairSources>;
}

/** The parts of the dictionary that repair works with. */
export interface RepairSources {
  readonly damage: DamageRules;
  readonly script: ScriptConverter;
}

let packaged: Dictionary | undefined;

/** The dictionary that comes with the package, one per process; see `readDictionary`. */
export function loadDictionary(): Dictionary {
  packaged ??= readDictionary(dictionaryFolder());
  return packaged;
}

/**
 * The dictionary in a folder, read anew. A part is loaded on first use, or by `prepareDictionary`: a process that only queues
 * work for others needs few of them. The files must not change in the meantime.
 */
export function readDictionary(folder: string): Dictionary {
  const dictionary: Dictionary = lazily({
    digest: () => digestOf(folder),
    segmenter: () => loadSegmenter(folder),
    chrome: () => loadChrome(folder),
    damage: () => loadDamage(folder),
    labels: () => loadLabels(folder),
    measures: () => loadMeasures(folder),
    amountWords: () => loadAmountWords(folder),
    instruments: () => loadInstruments(folder),
    calendar: () => loadCalendar(folder),
    citations: () => loadCitations(folder),
    counted: () => loadCounted(folder),
    agencies: () => loadAgencies(folder),
    names: () => loadNames(folder),
    borders: () => loadBorderWeights(folder),
    kinds: () => loadKinds(folder),
    factWords: () => loadFactWords(folder),
    issuerWords: () => loadIssuerWords(folder),
    measureWords: () => loadMeasureWords(folder),
    partWords: () => loadPartWords(folder),
    titleWords: () => loadTitleWords(folder),
    numbering: () => loadNumbering(folder),
    terms: () => loadTerms(folder),
    places: () => loadPlaces(folder),
    linkTexts: () => loadLinks(folder),
    nonDocuments: () => loadNonDocuments(folder),
    postTimes: () => loadPostTimes(folder),
    sites: () => loadSites(folder),
    urls: () => loadUrls(folder),
    characters: () => loadCharacters(),
    script: () => loadScript(folder),
    synonyms: () => loadSynonyms(folder, dictionary.script),
    nameWords: () => loadNameWords(folder),
    titleForms: () => loadTitleForms(folder),
    repairModels: () => compileOnce<RepairSources>(dictionary),
  });
  return dictionary;
}

/** What queries need and documents do not. */
const forQueries: ReadonlySet<keyof Dictionary> = new Set<keyof Dictionary>(["synonyms", "nameWords", "titleForms"]);

/**
 * Loads what every document needs, the segmenter's words included, so that no document is charged for it. The bigrams are
 * left to the first damaged document, and how Traditional is simplified to the first that is written in it.
 * @throws dictionary.invalid naming file and line
 */
export function prepareDictionary(dictionary: Dictionary): void {
  for (const part of Object.keys(dictionary) as (keyof Dictionary)[]) if (!forQueries.has(part)) void dictionary[part];
  dictionary.segmenter.load();
}

/** Loads what queries need beside what documents do. @throws dictionary.invalid naming file and line */
export function prepareQueries(dictionary: Dictionary): void {
  for (const part of forQueries) void dictionary[part];
}

/** Loads and checks every file. @throws dictionary.invalid naming file and line */
export function checkDictionary(dictionary: Dictionary): void {
  prepareDictionary(dictionary);
  prepareQueries(dictionary);
  dictionary.damage.bigrams();
}

/**
 * An object whose values are computed on first access. The getters stay: an object whose properties are defined anew is one that
 * V8 looks up by name ever after.
 */
function lazily<T extends object>(parts: { readonly [K in keyof T]: () => T[K] }): T {
  const made = {} as T;
  for (const key of Object.keys(parts) as (keyof T)[]) {
    let value: T[keyof T] | undefined;
    const get = () => {
      value ??= parts[key]();
      return value;
    };
    Object.defineProperty(made, key, { enumerable: true, get });
  }
  return made;
}

function digestOf(folder: string): string {
  const hash = createHash("sha256");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) hash.update(file.slice(folder.length)).update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}
