import type { Condition } from "../../search/condition.js";
import { type CountedFacet, type FacetCount, type FacetCounts, inOrder, mostValues } from "../../search/counted.js";
import { clauseOf } from "./conditions.js";
import type { Connection } from "./driver.js";

/** Counts the records that meet a condition by the values of facets: see `Store.facets`. */
export function countFacets(
  connection: Connection,
  where: Condition,
  asked: readonly CountedFacet[],
): Partial<Record<CountedFacet, FacetCounts>> {
  const found = clauseOf(where);
  const rows = connection.all(
    `WITH found AS MATERIALIZED (SELECT number FROM light AS record WHERE removed IS NULL AND ${found.sql})
     SELECT facet, value, count(*) AS count FROM found CROSS JOIN facet_count USING (number)
     WHERE facet IN (${asked.map(() => "?").join(", ")}) GROUP BY facet, value`,
    [...found.values, ...asked],
  );
  const counts = new Map<string, FacetCount[]>(asked.map((facet) => [facet, []]));
  for (const { facet, value, count } of rows) counts.get(String(facet))?.push({ value: String(value), count: Number(count) });
  return Object.fromEntries(asked.map((facet) => [facet, inOrder(counts.get(facet) ?? [], mostValues[facet])]));
}
