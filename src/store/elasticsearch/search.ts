import type { estypes } from "@elastic/elasticsearch";
import { ZhengwenError } from "../../model/errors.js";
import { datesApart } from "../../search/condition.js";
import { asksValues, heavyFields, orderOf, type SearchAnswer, type SearchQuery } from "../../search/query.js";
import type { IdFilter } from "../store.js";
import type { Cluster } from "./client.js";
import { phraseQuery, queryOf } from "./conditions.js";
import { type Lying, toFound } from "./records.js";

/** How long the server may search. */
const deadline = "5s";

/** Finds records: see `SearchQuery`. */
export async function searchRecords(cluster: Cluster, query: SearchQuery): Promise<SearchAnswer> {
  const { page, size, after } = query;
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
      ...(after === undefined ? { from: (page - 1) * size } : { search_after: [after.by ?? undated, after.id] }),
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

/** Stands for no moment: before all of them, and a number that JSON carries whole. */
const undated = Number.MIN_SAFE_INTEGER;

function order(query: SearchQuery): estypes.SortCombinations[] {
  const byDate: estypes.SortCombinations = { "search.moment": { order: "desc", missing: undated } };
  return [orderOf(query) === "date" ? byDate : { _score: { order: "desc" } }, { id: "asc" }];
}
