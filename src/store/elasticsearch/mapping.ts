import type { estypes } from "@elastic/elasticsearch";
import { recordSchema, type StoredRecord } from "../../model/record.js";
import type { TextMaps } from "../../model/text-maps.js";
import { countedFacets } from "../../search/counted.js";
import type { Projection } from "../../search/projection.js";

type Property = estypes.MappingProperty;
type Mapping = estypes.MappingTypeMapping;

/** Kept and given back, never searched. */
const kept: Property = { type: "object", enabled: false };
const keptWord: Property = { type: "keyword", index: false, doc_values: false };
const word: Property = { type: "keyword" };
/** Units joined by spaces: the server splits them again and does nothing else to them. */
const unitText: Property = { type: "text", analyzer: "whitespace" };
const bounds = { min: { type: "double" }, max: { type: "double" } } satisfies Record<string, Property>;

/** The fields of a record that are searched, sorted or filtered by as they are; all others are kept only. */
const searched: Partial<Record<keyof StoredRecord, Property>> = {
  id: word,
  revision: { type: "integer" },
  seq: { type: "long" },
  cluster: word,
  fingerprint: word,
  kind: word,
  script: word,
  source: { properties: { id: word, name: keptWord } },
  pipeline: { properties: { version: keptWord, generation: { type: "integer" }, dictionaries: keptWord } },
};

const projected: Record<keyof Projection | "fold" | "joined", Property> = {
  fold: word,
  /** it joined a cluster that another record began */
  joined: { type: "boolean" },
  titleUnits: unitText,
  bodyUnits: unitText,
  attachmentUnits: unitText,
  written: { properties: { titleUnits: unitText, bodyUnits: unitText, attachmentUnits: unitText } },
  ranked: { properties: { nameUnits: unitText, keywordUnits: unitText, headingUnits: unitText } },
  repost: { type: "boolean" },
  terms: word,
  ranges: { type: "nested", properties: { facet: word, unit: word, ...bounds } },
  day: word,
  moment: { type: "long" },
  links: word,
  bands: word,
  counts: { properties: Object.fromEntries(countedFacets.map((facet) => [facet, word])) },
  home: word,
  level: word,
  characters: { type: "long" },
};

/** What the store itself notes beside a record. */
export interface Noted {
  readonly digest: string;
  readonly page: string | null;
  readonly address: string | null;
  /** when it was taken down */
  readonly removed: string | null;
  readonly maps: TextMaps | null;
}

const noted: Record<keyof Noted, Property> = { digest: keptWord, page: keptWord, address: keptWord, removed: word, maps: kept };

function strict(properties: Record<string, Property>): Mapping {
  return { dynamic: "strict", properties };
}

/** Fields come from the schema of a record, so that a field added there is taken and an unknown one refused. */
const recordFields = Object.fromEntries(
  Object.keys(recordSchema.shape).map((name) => [name, searched[name as keyof StoredRecord] ?? kept]),
);

interface IndexForm {
  /**
   * Raised when the mapping changes so that the index must be built anew: part of the index's name. Fields that are only
   * added need no other index: one that is there is given them when the store is opened.
   */
  readonly version: number;
  readonly mappings: Mapping;
}

/** Every index by the name of its alias, without the store's prefix. */
export const indexForms = {
  /** the newest revision of each document by id, and what is left of one taken down */
  records: {
    version: 2,
    mappings: {
      ...strict({ ...recordFields, search: { properties: projected }, store: { properties: noted } }),
      // made again from the record when an index is built anew: no need to keep it twice
      _source: { excludes: ["search"] },
    },
  },
  /** older revisions, by id and number */
  revisions: { version: 2, mappings: strict({ id: word, record: kept, maps: kept }) },
  /** the feed: one entry per write, by seq */
  changes: {
    version: 1,
    mappings: strict({
      id: keptWord,
      revision: { type: "integer", index: false },
      removed: keptWord,
      generation: { type: "integer", index: false },
      before: { type: "long", index: false },
      fields: keptWord,
    }),
  },
  /** raw pages by id and digest, and by id alone which was put last */
  pages: { version: 1, mappings: strict({ id: word, latest: keptWord, page: kept, bytes: { type: "binary" } }) },
  /** one row per address, by the address' digest */
  ledger: {
    version: 1,
    mappings: strict({
      address: { type: "keyword", ignore_above: 10_000 },
      state: word,
      reason: word,
      detail: kept,
      source: word,
      id: word,
      held: { type: "boolean", index: false },
      etag: kept,
      lastModified: kept,
      attempts: { type: "integer", index: false },
      begun: { type: "integer", index: false },
      updatedAt: keptWord,
      nextDue: keptWord,
      firstSeen: keptWord,
      lastSeen: keptWord,
      missingSince: keptWord,
      vanishedAt: keptWord,
      version: { type: "long", index: false },
      waiting: word,
    }),
  },
  /** one row per source that was ever crawled */
  sources: { version: 1, mappings: strict({ id: word, version: { type: "long", index: false }, state: kept }) },
  /** which record holds a site's content (`twinKey`), by that key; `at` in milliseconds since 1970 */
  twins: { version: 1, mappings: strict({ id: word, at: { type: "long", index: false } }) },
  /** API keys, answers that were given, cursors: by the digest of their names */
  settings: { version: 1, mappings: strict({ name: word, value: kept, version: { type: "long", index: false } }) },
  /** the counter that gives out seq, and what names the store */
  state: { version: 1, mappings: strict({ next: { type: "long", index: false }, open: kept, epoch: keptWord }) },
} as const satisfies Record<string, IndexForm>;

export type IndexName = keyof typeof indexForms;
