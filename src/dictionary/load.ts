import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import jieba from "nodejieba";
import { ZhengwenError } from "../model/errors.js";
import type { CharacterCosts } from "../text/decode/cost.js";
import type { ScriptConverter } from "../text/simplify/converter.js";
import type { Synonyms } from "../text/synonyms.js";
import { type Agencies, loadAgencies } from "./agencies.js";
import { type Calendar, loadCalendar } from "./calendar.js";
import { loadCharacters } from "./characters.js";
import { type Chrome, loadChrome } from "./chrome.js";
import { type Citations, loadCitations } from "./citations.js";
import { type Counted, loadCounted } from "./counted.js";
import { type DamageRules, loadDamage } from "./damage.js";
import type { Gazetteer } from "./gazetteer.js";
import { type Kinds, loadKinds } from "./kinds.js";
import { type Labels, loadLabels } from "./labels.js";
import { loadMeasures, type Measures } from "./measures.js";
import { loadNames, type Names } from "./names.js";
import { loadPages, type PageWords } from "./pages.js";
import { loadPlaces } from "./places.js";
import { loadScript } from "./script.js";
import { loadSites, type Sites } from "./sites.js";
import { loadSynonyms } from "./synonyms.js";
import { loadTerms, type Terms } from "./terms.js";
import { loadUrls, type UrlRules } from "./urls.js";

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
  readonly kinds: Kinds;
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
