import type { estypes } from "@elastic/elasticsearch";
import type { Condition } from "../../search/condition.js";
import { type CountedFacet, type FacetCount, type FacetCounts, inOrder, mostValues } from "../../search/counted.js";
import type { Cluster } from "./client.js";
import { queryOf } from "./conditions.js";

/** Values that each shard names at most: with fewer values the counts are exact. */
const usualOfShard = 4_000;
/** Values on a page of those that are counted one by one. */
const ofPage = 5_000;

interface Counted {
  readonly doc_count_error_upper_bound?: number;
  readonly sum_other_doc_count?: number;
  readonly buckets: readonly { readonly key: string; readonly doc_count: number }[];
}

/**
 * Counts the records that meet a condition by the values of facets: see `Store.facets`. A server counts only the values that
 * lead on each of its shards; where that leaves a doubt, all of them are read.
 */
export async function countFacets(
  cluster: Cluster,
  where: Condition,
  asked: readonly CountedFacet[],
  ofShard = usualOfShard,
): Promise<Partial<Record<CountedFacet, FacetCounts>>> {
  const query = heldOnly(where);
  const answer = await cluster.reach(() =>
    cluster.client.search<unknown, Record<string, Counted>>({
      index: cluster.alias("records"),
      query,
      size: 0,
      aggs: Object.fromEntries(
        asked.map((facet) => {
          const size = Math.min(mostValues[facet] + 1, ofShard);
          return [facet, { terms: { field: `search.counts.${facet}`, size, shard_size: ofShard, show_term_doc_count_error: true } }];
        }),
      ),
    }),
  );
  const counts = asked.map(async (facet): Promise<[CountedFacet, FacetCounts]> => {
    const { buckets = [], doc_count_error_upper_bound: error = 0, sum_other_doc_count: others = 0 } = answer.aggregations?.[facet] ?? {};
    // equal counts at the end may stand in another order than bytes have, and others are left out
    const sure = error === 0 && (others === 0 || buckets.length > mostValues[facet]);
    const found = sure ? buckets.map(({ key, doc_count }) => ({ value: key, count: doc_count })) : await countAll(cluster, query, facet);
    return [facet, inOrder(found, mostValues[facet])];
  });
  return Object.fromEntries(await Promise.all(counts));
}

/** Every value of a facet with its count, page by page. */
async function countAll(cluster: Cluster, query: NonNullable<estypes.QueryDslQueryContainer>, facet: CountedFacet): Promise<FacetCount[]> {
  const counts: FacetCount[] = [];
  let after: estypes.AggregationsCompositeAggregateKey | undefined;
  do {
    const { aggregations } = await cluster.reach(() =>
      cluster.client.search<unknown, { all: estypes.AggregationsCompositeAggregate }>({
        index: cluster.alias("records"),
        query,
        size: 0,
        aggs: {
          all: {
            composite: { size: ofPage, sources: [{ value: { terms: { field: `search.counts.${facet}` } } }], ...(after && { after }) },
          },
        },
      }),
    );
    const buckets = (aggregations?.all.buckets ?? []) as estypes.AggregationsCompositeBucket[];
    counts.push(...buckets.map(({ key, doc_count }) => ({ value: String(key.value), count: doc_count })));
    after = buckets.length < ofPage ? undefined : aggregations?.all.after_key;
  } while (after !== undefined);
  return counts;
}

/** The condition, of records that are not taken down. */
export function heldOnly(where: Condition): NonNullable<estypes.QueryDslQueryContainer> {
  return { bool: { filter: [queryOf(where)], must_not: [{ exists: { field: "store.removed" } }] } };
}
