import { datesApart, termsOf } from "../../search/condition.js";
import { asksValues, type SearchAnswer, type SearchQuery } from "../../search/query.js";
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
  const limits = [query.size, (query.page - 1) * query.size];
  const order = query.sort === "date" || scored === null ? "moment DESC NULLS LAST, id" : "score DESC, id";
  const narrowed = `SELECT record.number, moment, id FROM record WHERE ${found.sql} AND ${dated.sql}`;
  const ranked = scored
    ? `SELECT number, moment, id, coalesce(sum(part.score), 0.0) AS score FROM found LEFT JOIN (${scored.sql}) AS part USING (number) GROUP BY number`
    : "SELECT *, 0.0 AS score FROM found";
  const heavy = asksValues(query) ? "heavy" : "NULL AS heavy";
  // sorted without the records themselves: they are read only for the hits of the page
  const rows = connection.all(
    `WITH found AS ${scored ? "MATERIALIZED" : "NOT MATERIALIZED"} (${narrowed})
     SELECT hit.score, record.json, ${heavy}, record.maps FROM (${ranked} ORDER BY ${order} LIMIT ? OFFSET ?) AS hit
     JOIN record USING (number) ORDER BY ${order.replace(/moment|score|id/g, "hit.$&")}`,
    [...found.values, ...dated.values, ...(scored?.values ?? []), ...limits],
  );
  return {
    total: Number(count?.total),
    undated: asksDates ? Number(count?.undated) : 0,
    hits: rows.map((row) => ({ record: parseFound(row), maps: parseMaps(row.maps), score: Number(row.score) })),
  };
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
