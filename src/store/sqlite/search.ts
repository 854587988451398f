import { datesApart, termsOf } from "../../search/condition.js";
import { asksValues, type HitKey, orderOf, type SearchAnswer, type SearchQuery } from "../../search/query.js";
import { all, type Clause, clauseOf, expressionOf, quoted } from "./conditions.js";
import type { Connection } from "./driver.js";
import { parseFound, parseMaps } from "./records.js";

/** How much more an occurrence in the title counts. */
const titleWeight = "4.0";

/**
 * What an occurrence in an attachment counts: so little that it only orders records among which title and body decide
 * nothing. However long an attachment is, it moves no record above one that says it itself.
 */
const attachmentWeight = "1e-12";

/** Finds records: see `SearchQuery`. */
export function searchRecords(connection: Connection, query: SearchQuery): SearchAnswer {
  const { where, dates } = datesApart(query.where);
  const found = all([clauseOf(where), { sql: "record.removed IS NULL", values: [] }]);
  const dated = clauseOf(dates);
  const asksDates = dates.is !== "all";

  const count = connection.get(
    `SELECT count(*) FILTER (WHERE ${dated.sql}) AS total, count(*) FILTER (WHERE day IS NULL) AS undated FROM record WHERE ${found.sql}`,
    [...dated.values, ...found.values],
  );
  const scored = scoredBy(query);
  const limits = [query.size, query.after ? 0 : (query.page - 1) * query.size];
  const byDate = orderOf(query) === "date";
  const order = byDate ? "moment DESC NULLS LAST, id" : "score DESC, id";
  const after = afterClause(query.after, byDate ? "moment" : "score");
  const narrowed = `SELECT record.number, moment, id FROM record WHERE ${found.sql} AND ${dated.sql}`;
  const ranked = scored
    ? `SELECT number, moment, id, coalesce(sum(part.score), 0.0) AS score FROM found LEFT JOIN (${scored.sql}) AS part USING (number) GROUP BY number`
    : "SELECT *, 0.0 AS score FROM found";
  const heavy = asksValues(query) ? "heavy" : "NULL AS heavy";
  // sorted without the records themselves: they are read only for the hits of the page
  const rows = connection.all(
    `WITH found AS ${scored ? "MATERIALIZED" : "NOT MATERIALIZED"} (${narrowed})
     SELECT hit.score, record.json, ${heavy}, record.maps FROM (SELECT * FROM (${ranked}) WHERE ${after.sql} ORDER BY ${order} LIMIT ? OFFSET ?) AS hit
     JOIN record USING (number) ORDER BY ${order.replace(/moment|score|id/g, "hit.$&")}`,
    [...found.values, ...dated.values, ...(scored?.values ?? []), ...after.values, ...limits],
  );
  return {
    total: Number(count?.total),
    undated: asksDates ? Number(count?.undated) : 0,
    hits: rows.map((row) => ({ record: parseFound(row), maps: parseMaps(row.maps), score: Number(row.score) })),
  };
}

/** Behind a hit in the order of the answer; those without a moment come last. */
function afterClause(after: HitKey | undefined, by: "moment" | "score"): Clause {
  if (after === undefined) return { sql: "TRUE", values: [] };
  if (after.by === null) return { sql: `${by} IS NULL AND id > ?`, values: [after.id] };
  return { sql: `(${by} < ? OR ${by} IS NULL OR (${by} = ? AND id > ?))`, values: [after.by, after.by, after.id] };
}

/** What the terms count in each record that was found, and beside them the words of the query, which only rank. Null without terms. */
function scoredBy({ where, words }: SearchQuery): Clause | null {
  const terms = termsOf(where).flatMap(({ ways }) => ways);
  if (terms.length === 0) return null;
  const expression = [expressionOf({ ways: terms }), ...words.map(quoted)].join(" OR ");
  const from = (table: string) => `FROM ${table} WHERE ${table} MATCH ? AND rowid IN (SELECT number FROM found)`;
  return {
    sql: `SELECT rowid AS number, -bm25(units, ${titleWeight}, 1.0) AS score ${from("units")}
      UNION ALL SELECT rowid AS number, -bm25(attachment_units) * ${attachmentWeight} AS score ${from("attachment_units")}`,
    values: [expression, expression],
  };
}
