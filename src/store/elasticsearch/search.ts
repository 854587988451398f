import type { estypes } from "@elastic/elasticsearch";
import { ZhengwenError } from "../../model/errors.js";
import type { StoredRecord } from "../../model/record.js";
import { type Member, memberFields, memberOf, mostNeighbours } from "../../search/cluster.js";
import { type Condition, datesApart, termsOf } from "../../search/condition.js";
import {
  asksValues,
  type Hit,
  type HitCursor,
  heavyFields,
  namedNumbers,
  nearness,
  nearTerms,
  ownNumberWeight,
  type SearchAnswer,
  type SearchQuery,
} from "../../search/query.js";
import type { IdFilter } from "../store.js";
import { type Cluster, statusOf } from "./client.js";
import { phraseQuery, queryOf } from "./conditions.js";
import { type Lying, toFound } from "./records.js";
import { type Folded, type FoldedAnswer, foldedOf, foldsOf } from "./reposts.js";

/** How long the server may search. */
const deadline = "5s";

/** The moment of what has no date: before everything. */
const undated = Number.MIN_SAFE_INTEGER;

/** How long a state that is read on from is kept after each page of it. */
const keptFor = "5m";

/** A search as the server takes it, without what pages it. */
interface Asked {
  readonly cluster: Cluster;
  readonly query: SearchQuery;
  /** without the days of publication, which stand beside the query so that what has no date is counted */
  readonly where: Condition;
  readonly dates: Condition;
  readonly byDate: boolean;
  /** the state of the store that is searched; the newest where there is none */
  readonly point: string | undefined;
}

/** Finds records: see `SearchQuery`. @throws cursor.expired where the state that a cursor names is no longer kept */
export async function searchRecords(cluster: Cluster, query: SearchQuery): Promise<SearchAnswer> {
  const byDate = query.sort === "date" || termsOf(query.where).length === 0;
  const point = query.after?.point ?? (query.hold ? await openPoint(cluster) : undefined);
  const asked: Asked = { cluster, query, ...datesApart(query.where), byDate, point };
  const fold = query.fold === true;
  const { hits, aggregations } = await ask(asked, {
    aggs: { undated: { missing: { field: "search.day" } }, ...(fold && { folded: clustersOf(asked.dates) }) },
    track_total_hits: true,
    ...(fold && query.after !== undefined ? { size: 0 } : hitsOf(asked, fold)),
  });
  const { total } = hits;
  return {
    total: typeof total === "number" ? total : (total?.value ?? 0),
    undated: asked.dates.is !== "all" ? (aggregations?.undated.doc_count ?? 0) : 0,
    ...(fold && { folded: aggregations?.folded?.clusters.value ?? 0 }),
    hits: fold && query.after !== undefined ? await foldedBehind(asked, query.after) : await toHits(hits.hits, asked),
  };
}

interface Counted extends FoldedAnswer {
  readonly undated: estypes.AggregationsMissingAggregate;
  readonly folded?: { readonly clusters: estypes.AggregationsCardinalityAggregate };
}

async function openPoint(cluster: Cluster): Promise<string> {
  const { id } = await cluster.reach(() => cluster.client.openPointInTime({ index: cluster.alias("records"), keep_alive: keptFor }));
  return id;
}

/** Asks the server for what the query finds, in its order. `only` narrows it without a change of the scores. */
async function ask(
  { cluster, query, where, dates, byDate, point }: Asked,
  how: estypes.SearchRequest,
  only: estypes.QueryDslQueryContainer[] = [],
): Promise<estypes.SearchResponse<Lying, Counted>> {
  try {
    const answer = await cluster.reach(() =>
      cluster.client.search<Lying, Counted>({
        ...(point === undefined ? { index: cluster.alias("records") } : { pit: { id: point, keep_alive: keptFor } }),
        query: {
          bool: {
            must: [queryOf(where)],
            should: [...query.words.map((word) => phraseQuery(word)), ...rankingQueries(query)],
            minimum_should_match: 0,
            must_not: [{ exists: { field: "store.removed" } }],
            filter: only,
          },
        },
        // behind the query, so that the aggregation sees the records without a date
        ...(dates.is !== "all" ? { post_filter: queryOf(dates) } : {}),
        sort: order(byDate),
        track_scores: true,
        timeout: deadline,
        ...how,
      }),
    );
    if (answer.timed_out) throw new ZhengwenError("usage.query-cost", `It took over ${deadline}.`);
    return answer;
  } catch (error) {
    if (point !== undefined && isGone(error)) throw new ZhengwenError("cursor.expired", undefined, { cause: error });
    throw error;
  }
}

/** A state that is no longer kept, or was never given out. */
function isGone(error: unknown): boolean {
  const message = error instanceof Error ? error.message : "";
  return (statusOf(error) === 404 && message.includes("search_context_missing")) || (statusOf(error) === 400 && /\bid\b|pit/.test(message));
}

/** What the hits of a page show. */
function hitsOf({ query }: Asked, fold: boolean): estypes.SearchRequest {
  const { page, size, after } = query;
  return {
    // what a hit does not show is left where it lies
    _source: { excludes: asksValues(query) ? [] : [...heavyFields] },
    ...(fold && { collapse: { field: "search.fold" } }),
    ...(after && { search_after: behind(after) }),
    from: after === undefined ? (page - 1) * size : 0,
    size,
  };
}

function behind({ value, id }: HitCursor): estypes.SortResults {
  return [value ?? undated, id] as unknown as estypes.SortResults;
}

/** How many clusters match; told exactly up to as many as a person would ever page through. */
function clustersOf(dates: Condition) {
  return {
    filter: queryOf(dates) as NonNullable<estypes.QueryDslQueryContainer>,
    aggs: { clusters: { cardinality: { field: "search.fold", precision_threshold: 40_000 } } },
  };
}

/** Records that are looked through at a time for those that begin a cluster. */
const lookedThrough = 200;

/**
 * The folded hits behind a place. A server folds only from the beginning: so the records behind the place are read as they
 * stand, and of their clusters those are hits whose best placed record is among them; the others were hits before.
 */
async function foldedBehind(asked: Asked, after: HitCursor): Promise<Hit[]> {
  const found: Hit[] = [];
  for (let place = behind(after); ; ) {
    const { hits: read } = await ask(asked, {
      _source: false,
      docvalue_fields: ["search.fold"],
      search_after: place,
      size: lookedThrough,
      track_total_hits: false,
    });
    const folds = [...new Set(read.hits.map(foldOf))];
    const ids = new Set(read.hits.map(({ _id }) => _id));
    if (folds.length > 0) {
      const heads = await ask(
        asked,
        {
          _source: { excludes: asksValues(asked.query) ? [] : [...heavyFields] },
          collapse: { field: "search.fold" },
          size: folds.length,
          track_total_hits: false,
        },
        [{ terms: { "search.fold": folds } }],
      );
      const shown = heads.hits.hits.filter(({ _id }) => ids.has(_id));
      found.push(...(await toHits(shown, asked)));
    }
    place = read.hits.at(-1)?.sort ?? place;
    if (found.length >= asked.query.size || read.hits.length < lookedThrough) return found.slice(0, asked.query.size);
  }
}

/** Hits as they are answered, each standing for its reposts where they are folded. */
async function toHits(hits: readonly estypes.SearchHit<Lying>[], asked: Asked): Promise<Hit[]> {
  const folds = asked.query.fold ? hits.map(foldOf) : [];
  const folded =
    folds.length === 0
      ? new Map<string, Folded>()
      : foldedOf(
          (await ask(asked, foldsOf(asked.query, folds), [{ terms: { "search.fold": folds } }, queryOf(asked.dates)])).aggregations ?? {},
        );
  return hits.flatMap((hit) => toHit(hit, asked, folded.get(foldOf(hit))));
}

function foldOf({ fields }: estypes.SearchHit<Lying>): string {
  return String((fields?.["search.fold"] as unknown[] | undefined)?.[0]);
}

function toHit(hit: estypes.SearchHit<Lying>, { query: { fold = false }, byDate, point }: Asked, folded: Folded | undefined): Hit[] {
  const found = folded?.first ?? hit._source;
  if (!found) return [];
  const [moment] = hit.sort ?? [];
  const value = byDate ? (Number(moment) === undated ? null : Number(moment)) : (hit._score ?? 0);
  return [
    {
      record: toFound(found),
      maps: found.store.maps ?? null,
      score: hit._score ?? 0,
      cursor: { value, id: String(hit._id), ...(point !== undefined && { point }) },
      ...(fold && { reposts: (folded?.members ?? 1) - 1 }),
    },
  ];
}

/** What ranks beside the terms themselves: names, keywords and headings that hold them, and that they stand near one another. */
function rankingQueries(query: SearchQuery): estypes.QueryDslQueryContainer[] {
  const named = termsOf(query.where).flatMap(({ ways }) =>
    ways.slice(0, 4).map((way): estypes.QueryDslQueryContainer => {
      const fields = ["search.ranked.nameUnits^1.5", "search.ranked.keywordUnits^0.5", "search.ranked.headingUnits"];
      return { multi_match: { query: way.join(" "), type: "phrase", fields } };
    }),
  );
  const numbers = namedNumbers(query);
  if (numbers.length > 0) named.push({ constant_score: { filter: { terms: { "search.terms": numbers } }, boost: ownNumberWeight } });
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
