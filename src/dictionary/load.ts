import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import jieba from "nodejieba";
import type { Synonyms } from "../lexicon/synonyms.js";
import { ZhengwenError } from "../model/errors.js";
import type { CharacterCosts } from "../text/decode/cost.js";
import type { ScriptConverter } from "../text/simplify/converter.js";
import type { UrlRules } from "../text/url.js";
import { type Citations, loadCitations } from "./documents/citations.js";
import { type FactWords, loadFactWords } from "./documents/fact-words.js";
import { type Kinds, loadKinds } from "./documents/kinds.js";
import { type Agencies, loadAgencies } from "./organisations/agencies.js";
import { type Chrome, loadChrome } from "./pages/chrome.js";
import { type Labels, loadLabels } from "./pages/labels.js";
import { loadPages, type PageWords } from "./pages/page-words.js";
import { loadSites, type Sites } from "./pages/sites.js";
import { loadUrls } from "./pages/urls.js";
import { loadNames, type Names } from "./persons/names.js";
import type { Gazetteer } from "./places/gazetteer.js";
import { loadPlaces } from "./places/load-places.js";
import { loadCharacters } from "./repair/character-costs.js";
import { type DamageRules, loadDamage } from "./repair/damage.js";
import { loadScript } from "./repair/script.js";
import { loadSynonyms } from "./search/synonyms.js";
import { loadTerms, type Terms } from "./search/terms.js";
import { type Calendar, loadCalendar } from "./values/calendar.js";
import { type Counted, loadCounted } from "./values/counted.js";
import { loadMeasures, type Measures } from "./values/measures.js";

/** Everything that `dictionaries/` holds, read and checked once. */
export interface Dictionary {
  /** digest of all files: part of a record's `pipeline` */
  readonly digest: string;
  readonly chrome: Chrome;
  readonly damage: DamageRules;
  readonly labels: Labels;
  /** units, counters, currencies, bounds */
  readonly measures: Measures;
  /** festivals, five-year plans, congresses */
  readonly calendar: Calendar;
  /** document numbers and titles */
  readonly citations: Citations;
  /** what 家 and 户 count */
  readonly counted: Counted;
  readonly agencies: Agencies;
  readonly names: Names;
  /** kinds of documents and how they cite each other */
  readonly kinds: Kinds;
  /** issuer, signature, standing and term of a document */
  readonly factWords: FactWords;
  readonly terms: Terms;
  readonly places: Gazetteer;
  readonly pages: PageWords;
  readonly sites: Sites;
  readonly urls: UrlRules;
  /** how common characters are: the judge between readings of bytes */
  readonly characters: CharacterCosts;
  readonly script: ScriptConverter;
  /** what the mainland, Taiwan and Hong Kong call the same: for queries only, no text is changed by it */
  readonly synonyms: Synonyms;
}

let loaded: Dictionary | undefined;

/**
 * Reads `dictionaries/` (once in a process) and gives its words to the segmenter.
 * @throws dictionary.invalid naming file and row
 */
export function loadDictionary(folder = defaultFolder()): Dictionary {
  if (loaded) return loaded;
  loadSegmenter(folder);
  const script = loadScript(folder);
  loaded = {
    digest: digestOf(folder),
    chrome: loadChrome(folder),
    damage: loadDamage(folder),
    labels: loadLabels(folder),
    measures: loadMeasures(folder),
    calendar: loadCalendar(folder),
    citations: loadCitations(folder),
    counted: loadCounted(folder),
    agencies: loadAgencies(folder),
    names: loadNames(folder),
    kinds: loadKinds(folder),
    factWords: loadFactWords(folder),
    terms: loadTerms(folder),
    places: loadPlaces(folder),
    pages: loadPages(folder),
    sites: loadSites(folder),
    urls: loadUrls(folder),
    characters: loadCharacters(),
    script,
    synonyms: loadSynonyms(folder, script),
  };
  return loaded;
}

/** The folder `dictionaries/` of the package, whether run from source or from dist. */
function defaultFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "dictionaries", "README.md"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new ZhengwenError("dictionary.invalid", "dictionaries/ is missing from the package.");
    folder = parent;
  }
  return join(folder, "dictionaries");
}

function loadSegmenter(folder: string): void {
  const words = join(folder, "words.txt");
  // nodejieba aborts the process on a path that does not exist
  if (!existsSync(words)) throw new ZhengwenError("dictionary.invalid", "words.txt is missing.");
  jieba.load({ userDict: words });
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
