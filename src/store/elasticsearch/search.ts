import type { estypes } from "@elastic/elasticsearch";
import { askedFacets } from "../../search/facets.js";
import { type Phrase, type Range, type SearchAnswer, type SearchQuery, termsOf } from "../../search/query.js";
import type { Cluster } from "./client.js";
import { type Lying, toStored } from "./records.js";

type Query = estypes.QueryDslQueryContainer;

/**
 * An occurrence in the title counts more. One in an attachment counts so little that it only orders records among
 * which title and body decide nothing: however long an attachment is, it moves no record above one that says it itself.
 */
const fields = ["search.titleUnits^4", "search.bodyUnits", "search.attachmentUnits^0.00001"];

/** Finds records: see `SearchQuery`. */
export async function searchRecords(cluster: Cluster, query: SearchQuery): Promise<SearchAnswer> {
  const { from, to, page, size } = query;
  const dated = from !== undefined || to !== undefined;
  const answer = await cluster.reach(() =>
    cluster.client.search<Lying, { undated: estypes.AggregationsMissingAggregate }>({
      index: cluster.alias("records"),
      query: {
        bool: {
          must: termsOf(query).map(anyOf),
          should: query.words.map(phraseQuery),
          minimum_should_match: 0,
          filter: filters(query),
          must_not: [{ exists: { field: "store.removed" } }, ...query.excluded.map(phraseQuery)],
        },
      },
      // behind the query, so that the aggregation sees the records without a date
      ...(dated ? { post_filter: { range: { "search.day": { ...(from ? { gte: from } : {}), ...(to ? { lte: to } : {}) } } } } : {}),
      aggs: { undated: { missing: { field: "search.day" } } },
      sort: order(query),
      track_scores: true,
      track_total_hits: true,
      from: (page - 1) * size,
      size,
    }),
  );
  const { total, hits } = answer.hits;
  return {
    total: typeof total === "number" ? total : (total?.value ?? 0),
    undated: dated ? (answer.aggregations?.undated.doc_count ?? 0) : 0,
    hits: hits.flatMap(({ _source, _score }) =>
      _source ? [{ record: toStored(_source), maps: _source.store.maps ?? null, score: _score ?? 0 }] : [],
    ),
  };
}

/** Ids of held records in order: see `Store.ids`. */
export async function findIds(cluster: Cluster, generationBelow: number | undefined, limit: number, after?: string): Promise<string[]> {
  const { hits } = await cluster.reach(() =>
    cluster.client.search({
      index: cluster.alias("records"),
      query: {
        bool: {
          filter: generationBelow === undefined ? [] : [{ range: { "pipeline.generation": { lt: generationBelow } } }],
          must_not: [{ exists: { field: "store.removed" } }],
        },
      },
      _source: false,
      sort: [{ id: "asc" }],
      size: limit,
      ...(after === undefined ? {} : { search_after: [after] }),
    }),
  );
  return hits.hits.flatMap(({ _id }) => _id ?? []);
}

/** However often a term is said in other words, it counts by the best of them. */
function anyOf(ways: readonly Phrase[]): Query {
  return ways.length === 1 && ways[0] ? phraseQuery(ways[0]) : { dis_max: { queries: ways.map(phraseQuery) } };
}

function phraseQuery(phrase: Phrase): Query {
  return { multi_match: { query: phrase.join(" "), type: "phrase", fields } };
}

function order({ sort, phrases }: SearchQuery): estypes.SortCombinations[] {
  const byDate: estypes.SortCombinations = { "search.moment": { order: "desc", missing: "_last" } };
  return [sort === "date" || phrases.length === 0 ? byDate : { _score: { order: "desc" } }, { id: "asc" }];
}

function filters(query: SearchQuery): Query[] {
  const { kind, source, script, possible = false } = query;
  const { terms, ranges } = askedFacets(query);
  return [
    ...(kind === undefined ? [] : [{ term: { kind } }]),
    ...(source === undefined ? [] : [{ term: { "source.id": source } }]),
    ...(script === undefined ? [] : [{ term: { script } }]),
    ...terms.map((term) => ({ term: { "search.terms": term } })),
    ...ranges.map((range) =>
      nested("search.ranges", [
        { term: { "search.ranges.facet": range.facet } },
        { term: { "search.ranges.unit": range.unit } },
        ...inRange("search.ranges", range, possible),
      ]),
    ),
  ];
}

function nested(path: string, filter: Query[]): Query {
  return { nested: { path, query: { bool: { filter } } } };
}

/** Wholly inside: an open end, which has no value, is inside only an open one. Overlapping: an open end reaches everything. */
function inRange(path: string, { min, max }: Range, possible: boolean): Query[] {
  if (!possible) {
    return [
      ...(min === null ? [] : [{ range: { [`${path}.min`]: { gte: min } } }]),
      ...(max === null ? [] : [{ range: { [`${path}.max`]: { lte: max } } }]),
    ];
  }
  return [
    ...(min === null ? [] : [openOr(`${path}.max`, { range: { [`${path}.max`]: { gte: min } } })]),
    ...(max === null ? [] : [openOr(`${path}.min`, { range: { [`${path}.min`]: { lte: max } } })]),
  ];
}

function openOr(field: string, query: Query): Query {
  return { bool: { should: [query, { bool: { must_not: [{ exists: { field } }] } }], minimum_should_match: 1 } };
}
