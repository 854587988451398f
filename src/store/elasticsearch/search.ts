import type { estypes } from "@elastic/elasticsearch";
import { ZhengwenError } from "../../model/errors.js";
import type { StoredRecord } from "../../model/record.js";
import { type Member, memberFields, memberOf, mostNeighbours } from "../../search/cluster.js";
import { type Condition, datesApart, termsOf } from "../../search/condition.js";
import { momentOfDate } from "../../search/projection.js";
import { asksValues, type Hit, heavyFields, nearness, nearTerms, type SearchAnswer, type SearchQuery } from "../../search/query.js";
import type { IdFilter } from "../store.js";
import type { Cluster } from "./client.js";
import { phraseQuery, queryOf } from "./conditions.js";
import { type Lying, toFound } from "./records.js";

/** How long the server may search. */
const deadline = "5s";

/** The moment of what has no date: before everything. */
const undated = Number.MIN_SAFE_INTEGER;

/** Finds records: see `SearchQuery`. */
export async function searchRecords(cluster: Cluster, query: SearchQuery): Promise<SearchAnswer> {
  const { page, size, after } = query;
  const fold = query.fold === true && after === undefined;
  const byDate = query.sort === "date" || termsOf(query.where).length === 0;
  const { where, dates } = datesApart(query.where);
  const dated = dates.is !== "all";
  const answer = await cluster.reach(() =>
    cluster.client.search<Lying, Counted>({
      index: cluster.alias("records"),
      query: {
        bool: {
          must: [queryOf(where)],
          should: [...query.words.map((word) => phraseQuery(word)), ...rankingQueries(query)],
          minimum_should_match: 0,
          must_not: [{ exists: { field: "store.removed" } }],
        },
      },
      // behind the query, so that the aggregation sees the records without a date
      ...(dated ? { post_filter: queryOf(dates) } : {}),
      aggs: { undated: { missing: { field: "search.day" } }, ...(fold && { folded: clustersOf(dates) }) },
      // what a hit does not show is left where it lies
      _source: { excludes: asksValues(query) ? [] : [...heavyFields] },
      sort: order(byDate),
      ...(fold && { collapse: { field: "search.fold", inner_hits: bestOfCluster(query) } }),
      ...(after && { search_after: [after.value ?? undated, after.id] as unknown as estypes.SortResults }),
      track_scores: true,
      track_total_hits: true,
      timeout: deadline,
      from: after === undefined ? (page - 1) * size : 0,
      size,
    }),
  );
  if (answer.timed_out) throw new ZhengwenError("usage.query-cost", `It took over ${deadline}.`);
  const { total, hits } = answer.hits;
  return {
    total: typeof total === "number" ? total : (total?.value ?? 0),
    undated: dated ? (answer.aggregations?.undated.doc_count ?? 0) : 0,
    ...(fold && { folded: answer.aggregations?.folded?.clusters.value ?? 0 }),
    hits: hits.flatMap((hit) => toHit(hit, fold, byDate)),
  };
}

interface Counted {
  readonly undated: estypes.AggregationsMissingAggregate;
  readonly folded?: { readonly clusters: estypes.AggregationsCardinalityAggregate };
}

/** How many clusters match; told exactly up to as many as a person would ever page through. */
function clustersOf(dates: Condition) {
  return {
    filter: queryOf(dates) as NonNullable<estypes.QueryDslQueryContainer>,
    aggs: { clusters: { cardinality: { field: "search.fold", precision_threshold: 40_000 } } },
  };
}

/** What stands for a cluster: the issuer's own document, the one published first. */
function bestOfCluster(query: SearchQuery): estypes.SearchInnerHits {
  return {
    name: "first",
    size: 1,
    sort: [{ "search.repost": "asc" }, { "search.moment": { order: "asc", missing: "_last" } }, { id: "asc" }],
    _source: { excludes: asksValues(query) ? [] : [...heavyFields] },
  };
}

function toHit(hit: estypes.SearchHit<Lying>, fold: boolean, byDate: boolean): Hit[] {
  const members = fold ? hit.inner_hits?.first?.hits : undefined;
  const found = (members?.hits[0]?._source as Lying | undefined) ?? hit._source;
  if (!found) return [];
  const total = members?.total;
  const count = typeof total === "number" ? total : (total?.value ?? 1);
  return [
    {
      record: toFound(found),
      maps: found.store.maps ?? null,
      score: hit._score ?? 0,
      cursor: { value: byDate ? momentOf(found) : (hit._score ?? 0), id: found.id },
      ...(fold && { reposts: count - 1 }),
    },
  ];
}

function momentOf({ publishedAt }: Lying): number | null {
  return publishedAt ? momentOfDate(publishedAt) : null;
}

/** What ranks beside the terms themselves: names, keywords and headings that hold them, and that they stand near one another. */
function rankingQueries(query: SearchQuery): estypes.QueryDslQueryContainer[] {
  const named = termsOf(query.where).flatMap(({ ways }) =>
    ways.slice(0, 4).map((way): estypes.QueryDslQueryContainer => {
      const fields = ["search.ranked.nameUnits^1.5", "search.ranked.keywordUnits^0.5", "search.ranked.headingUnits"];
      return { multi_match: { query: way.join(" "), type: "phrase", fields } };
    }),
  );
  const near = nearTerms(query);
  if (near.length === 0) return named;
  const intervals = near.map((term) => ({ match: { query: term.join(" "), ordered: true, max_gaps: 0 } }));
  const close = ["search.titleUnits", "search.bodyUnits"].map(
    (field): estypes.QueryDslQueryContainer => ({ intervals: { [field]: { all_of: { intervals, ordered: false, max_gaps: nearness } } } }),
  );
  return [...named, ...close];
}

/** The held records of a cluster: see `Store.members`. */
export async function readMembers(cluster: Cluster, id: string): Promise<Member[]> {
  const { hits } = await cluster.reach(() =>
    cluster.client.search<Lying>({
      index: cluster.alias("records"),
      query: { bool: { filter: [{ term: { cluster: id } }], must_not: [{ exists: { field: "store.removed" } }] } },
      _source: { includes: [...memberFields] },
      sort: [{ seq: "asc" }],
      size: mostNeighbours,
    }),
  );
  return hits.hits.flatMap(({ _source }) => (_source ? [memberOf(_source as unknown as StoredRecord)] : []));
}

/** Ids of held records in order: see `Store.ids`. */
export async function findIds(cluster: Cluster, filter: IdFilter, limit: number, after?: string): Promise<string[]> {
  const { generationBelow, where } = filter;
  const { hits } = await cluster.reach(() =>
    cluster.client.search({
      index: cluster.alias("records"),
      query: {
        bool: {
          filter: [
            ...(generationBelow === undefined ? [] : [{ range: { "pipeline.generation": { lt: generationBelow } } }]),
            ...(where === undefined ? [] : [queryOf(where)]),
          ],
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

function order(byDate: boolean): estypes.SortCombinations[] {
  return [byDate ? { "search.moment": { order: "desc", missing: undated } } : { _score: { order: "desc" } }, { id: "asc" }];
}
