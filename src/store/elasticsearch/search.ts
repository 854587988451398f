import type { estypes } from "@elastic/elasticsearch";
import { ZhengwenError } from "../../model/errors.js";
import type { StoredRecord } from "../../model/record.js";
import { type Member, memberFields, memberOf, mostNeighbours } from "../../search/cluster.js";
import { datesApart, termsOf } from "../../search/condition.js";
import { asksValues, heavyFields, type SearchAnswer, type SearchQuery } from "../../search/query.js";
import type { Cluster } from "./client.js";
import { phraseQuery, queryOf } from "./conditions.js";
import { type Lying, toFound } from "./records.js";

/** How long the server may search. */
const deadline = "5s";

/** Finds records: see `SearchQuery`. */
export async function searchRecords(cluster: Cluster, query: SearchQuery): Promise<SearchAnswer> {
  const { page, size } = query;
  const { where, dates } = datesApart(query.where);
  const dated = dates.is !== "all";
  const answer = await cluster.reach(() =>
    cluster.client.search<Lying, { undated: estypes.AggregationsMissingAggregate }>({
      index: cluster.alias("records"),
      query: {
        bool: {
          must: [queryOf(where)],
          should: query.words.map((word) => phraseQuery(word)),
          minimum_should_match: 0,
          must_not: [{ exists: { field: "store.removed" } }],
        },
      },
      // behind the query, so that the aggregation sees the records without a date
      ...(dated ? { post_filter: queryOf(dates) } : {}),
      aggs: { undated: { missing: { field: "search.day" } } },
      // what a hit does not show is left where it lies
      _source: { excludes: asksValues(query) ? [] : [...heavyFields] },
      sort: order(query),
      track_scores: true,
      track_total_hits: true,
      timeout: deadline,
      from: (page - 1) * size,
      size,
    }),
  );
  if (answer.timed_out) throw new ZhengwenError("usage.query-cost", `It took over ${deadline}.`);
  const { total, hits } = answer.hits;
  return {
    total: typeof total === "number" ? total : (total?.value ?? 0),
    undated: dated ? (answer.aggregations?.undated.doc_count ?? 0) : 0,
    hits: hits.flatMap(({ _source, _score }) =>
      _source ? [{ record: toFound(_source), maps: _source.store.maps ?? null, score: _score ?? 0 }] : [],
    ),
  };
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

function order({ sort, where }: SearchQuery): estypes.SortCombinations[] {
  const byDate: estypes.SortCombinations = { "search.moment": { order: "desc", missing: "_last" } };
  return [sort === "date" || termsOf(where).length === 0 ? byDate : { _score: { order: "desc" } }, { id: "asc" }];
}
