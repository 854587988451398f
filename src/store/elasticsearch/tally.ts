import type { estypes } from "@elastic/elasticsearch";
import type { AgencyLevel } from "../../model/enums.js";
import { type Concept, canOverlap, counterOf } from "../../search/concept.js";
import { both, type Condition, type Phrase, textFields } from "../../search/condition.js";
import { periodLength, placeKeyLength, type TallyOptions, type TallyRow, tallyGroups } from "../../search/panel.js";
import type { ScannedRecord } from "../store.js";
import type { Cluster } from "./client.js";
import { fieldOf } from "./conditions.js";
import { heldOnly } from "./facets.js";
import { scanRecords } from "./scan.js";

type Query = NonNullable<estypes.QueryDslQueryContainer>;

/** Phrases that the server counts one by one; with more, texts are read. */
const mostSingle = 6;
/** Groups on a page of them. */
const ofPage = 10_000;
/** Records that are read at a time, with their texts and without. */
const whole = 200;
const light = 5_000;

/**
 * An interval query scores a text by n / (n + 1) where a phrase stands in it n times, whatever its length and however frequent the
 * phrase is (Lucene's saturation with its usual pivot, 1). A score is a float of 24 bits, which tells n for certain up to 2,000.
 */
const surely = 1_000;
const timesOf = "double score = ((Number) _score).doubleValue(); return Math.round(score / (1.0 - score));";

interface Group {
  readonly key: Readonly<Record<string, string | null>>;
  readonly doc_count: number;
  readonly sum: { readonly value: number };
}

/** Counts records and a concept in them: see `Store.tally`. */
export async function tallyRecords(cluster: Cluster, where: Condition, concept: Concept | null, by: TallyOptions): Promise<TallyRow[]> {
  const server = by.places === "home" || by.placeLevel === "none";
  const documents = server ? countDocuments(cluster, where, by) : readDocuments(cluster, where, by);
  if (concept === null) return documents;
  const single = server && concept.ways.length <= mostSingle && !canOverlap(concept);
  const found = single ? countOccurrences(cluster, where, concept, by) : readOccurrences(cluster, where, concept, by);
  return (await Promise.all([documents, found])).flat();
}

async function countDocuments(cluster: Cluster, where: Condition, by: TallyOptions): Promise<TallyRow[]> {
  const { groups } = await groupsOf(cluster, heldOnly(where), by, { field: "search.characters" });
  return groups.map(({ key, doc_count, sum }) => toTally(key, { documents: doc_count, characters: sum.value }));
}

/** Phrases that cannot overlap: each is counted by itself, in each text. */
async function countOccurrences(cluster: Cluster, where: Condition, concept: Concept, by: TallyOptions): Promise<TallyRow[]> {
  const found = both([where, { is: "text", ways: concept.ways }]);
  const matching = groupsOf(cluster, heldOnly(found), by, { field: "search.characters" });
  const counted = await Promise.all(
    concept.ways.flatMap((way) =>
      textFields.map((field) =>
        groupsOf(cluster, { bool: { must: [standing(way, field)], filter: [heldOnly(where)] } }, by, { script: { source: timesOf } }),
      ),
    ),
  );
  // a phrase that stands in a text more often than its score tells
  if (counted.some(({ most }) => most > surely / (surely + 1))) return readOccurrences(cluster, where, concept, by);
  return [
    ...(await matching).groups.map(({ key, doc_count }) => toTally(key, { matching: doc_count })),
    ...counted.flatMap(({ groups }) => groups.map(({ key, sum }) => toTally(key, { occurrences: sum.value }))),
  ];
}

function standing(way: Phrase, field: (typeof textFields)[number]): Query {
  return { intervals: { [`search.${fieldOf[field]}`]: { match: { query: way.join(" "), ordered: true, max_gaps: 0 } } } };
}

/** The groups of what a query finds with a sum of each, and the highest score. */
async function groupsOf(
  cluster: Cluster,
  query: Query,
  by: TallyOptions,
  summed: estypes.AggregationsSumAggregation,
): Promise<{ groups: Group[]; most: number }> {
  const groups: Group[] = [];
  let most = 0;
  for (let after: estypes.AggregationsCompositeAggregateKey | undefined; ; ) {
    const { aggregations, hits } = await cluster.reach(() =>
      cluster.client.search<unknown, { groups: { buckets: Group[]; after_key?: estypes.AggregationsCompositeAggregateKey } }>({
        index: cluster.alias("records"),
        query,
        size: summed.script === undefined ? 0 : 1,
        _source: false,
        track_total_hits: false,
        aggs: {
          groups: {
            composite: { size: ofPage, sources: sourcesOf(by), ...(after && { after }) },
            aggs: { sum: { sum: summed } },
          },
        },
      }),
    );
    const found = aggregations?.groups;
    groups.push(...(found?.buckets ?? []));
    most = Math.max(most, hits.max_score ?? 0);
    after = found?.after_key;
    if (after === undefined || (found?.buckets.length ?? 0) < ofPage) return { groups, most };
  }
}

/** What records are told apart by. Held ones are all alike in that they were not taken down. */
function sourcesOf({ placeLevel, period, issuerLevel }: TallyOptions): Record<string, estypes.AggregationsCompositeAggregationSource>[] {
  const value = (field: string) => ({ terms: { field, missing_bucket: true } });
  const [time, place] = [periodLength(period), placeKeyLength(placeLevel)];
  return [
    place === 0 ? { all: value("store.removed") } : { place: value("search.home") },
    ...(time === 0 ? [] : [{ period: value(time === 4 ? "search.counts.year" : "search.counts.month") }]),
    ...(issuerLevel ? [{ level: value("search.level") }] : []),
  ];
}

const none = { documents: 0, characters: 0, matching: 0, occurrences: 0 } as const;

function toTally({ place = null, period = null, level = null }: Group["key"], counts: Partial<TallyRow>): TallyRow {
  return { place, period, level: level as AgencyLevel | null, ...none, ...counts };
}

/** Counts records that belong to several groups. */
async function readDocuments(cluster: Cluster, where: Condition, by: TallyOptions): Promise<TallyRow[]> {
  const rows: TallyRow[] = [];
  for await (const record of scanned(cluster, where, by, false)) {
    for (const group of tallyGroups(record, by)) rows.push({ ...group, ...none, documents: 1, characters: record.characters });
  }
  return rows;
}

/** Reads every text in which the concept may stand. */
async function readOccurrences(cluster: Cluster, where: Condition, concept: Concept, by: TallyOptions): Promise<TallyRow[]> {
  const count = counterOf(concept);
  const rows: TallyRow[] = [];
  for await (const scan of scanned(cluster, both([where, { is: "text", ways: concept.ways }]), by, true)) {
    const { title, text, attachments = [] } = scan.record;
    const texts = [title ?? "", text ?? "", ...attachments.map((attachment) => attachment.text ?? "")];
    const occurrences = texts.reduce((sum, one) => sum + count(one), 0);
    if (occurrences === 0) continue;
    for (const group of tallyGroups(scan, by)) rows.push({ ...group, ...none, matching: 1, occurrences });
  }
  return rows;
}

async function* scanned(cluster: Cluster, where: Condition, by: TallyOptions, reads: boolean): AsyncGenerator<ScannedRecord> {
  const limit = reads ? whole : light;
  for (let after: string | undefined; ; ) {
    const page = { limit, fields: reads ? (["title", "text", "attachments"] as const) : [], places: by.places === "mention" };
    const records = await scanRecords(cluster, where, { ...page, ...(after !== undefined && { after }) });
    yield* records;
    after = records.at(-1)?.id;
    if (records.length < limit) return;
  }
}
