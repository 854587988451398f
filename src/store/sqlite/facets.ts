import type { Condition } from "../../search/condition.js";
import { type CountedFacet, type FacetCount, type FacetCounts, inOrder, mostValues } from "../../search/counted.js";
import { clauseOf } from "./conditions.js";
import type { Connection } from "./driver.js";
import { fillSideTables } from "./fill-side-tables.js";

/** Values that are looked up at a time. */
const atATime = 2_000;
/** Lists of values that come as one text. */
const together = 1_000;

/** Counts the records that meet a condition by the values of facets: see `Store.facets`. */
export function countFacets(
  connection: Connection,
  where: Condition,
  asked: readonly CountedFacet[],
): Partial<Record<CountedFacet, FacetCounts>> {
  fillSideTables(connection);
  const found = clauseOf(where);
  // a text for many records: a row for each costs more than all the counting
  const lists = connection.all(
    `SELECT group_concat(facets) AS facets FROM (
       SELECT facets, row_number() OVER () / ${together} AS part FROM light AS record JOIN tally USING (number)
       WHERE removed IS NULL AND facets <> '' AND ${found.sql}
     ) GROUP BY part`,
    found.values,
  );
  const byId = new Map<string, number>();
  for (const { facets } of lists) {
    for (const id of String(facets).split(",")) byId.set(id, (byId.get(id) ?? 0) + 1);
  }
  const counts = new Map<string, FacetCount[]>(asked.map((facet) => [facet, []]));
  const ids = [...byId.keys()];
  for (let from = 0; from < ids.length; from += atATime) {
    const values = connection.all("SELECT id, facet, value FROM facet_value WHERE id IN (SELECT value FROM json_each(?))", [
      `[${ids.slice(from, from + atATime).join(",")}]`,
    ]);
    for (const { id, facet, value } of values) counts.get(String(facet))?.push({ value: String(value), count: byId.get(String(id)) ?? 0 });
  }
  return Object.fromEntries(asked.map((facet) => [facet, inOrder(counts.get(facet) ?? [], mostValues[facet])]));
}
