import { datesApart, termsOf } from "../../search/condition.js";
import { asksValues, nearness, nearTerms, type SearchAnswer, type SearchQuery } from "../../search/query.js";
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

/** What it counts that a document is called by a term, has it as keyword or heads a part with it: beside title and body, a half. */
const rankedWeight = "0.5";
const rankedWeights = "3.0, 1.0, 2.0";

/** Finds records: see `SearchQuery`. */
export function searchRecords(connection: Connection, query: SearchQuery): SearchAnswer {
  const { where, dates } = datesApart(query.where);
  const found = all([clauseOf(where), { sql: "record.removed IS NULL", values: [] }]);
  const dated = clauseOf(dates);
  const counted = countOf(connection, query, found, dated);

  const scored = scoredBy(query);
  const limits = [query.size, query.after === undefined ? (query.page - 1) * query.size : 0];
  const byDate = query.sort === "date" || scored === null;
  const fold = query.fold === true;
  const rest = behind(query, byDate);
  const order = byDate ? "moment DESC NULLS LAST, id" : "score DESC, id";
  const narrowed = `SELECT record.number, moment, id, fold, repost, shared FROM light AS record WHERE ${found.sql} AND ${dated.sql}`;
  const ranked = scored
    ? `SELECT number, moment, id, fold, repost, shared, coalesce(sum(part.score), 0.0) AS score FROM found LEFT JOIN (${scored.sql}) AS part USING (number) GROUP BY number`
    : "SELECT *, 0.0 AS score FROM found";
  const heavy = asksValues(query) ? "heavy" : "NULL AS heavy";
  // sorted without the records themselves: they are read only for the hits of the page
  const rows = connection.all(
    `WITH found AS ${scored ? "MATERIALIZED" : "NOT MATERIALIZED"} (${narrowed}), ranked AS ${fold ? "MATERIALIZED" : "NOT MATERIALIZED"} (${ranked})
     SELECT hit.score, hit.reposts, hit.moment, hit.id, record.json, ${heavy}, record.maps FROM (SELECT * FROM (${fold ? foldedHits(order) : plainHits}) WHERE ${rest.sql} ORDER BY ${order} LIMIT ? OFFSET ?) AS hit
     JOIN record USING (number) ORDER BY ${order.replace(/moment|score|id/g, "hit.$&")}`,
    [...found.values, ...dated.values, ...(scored?.values ?? []), ...rest.values, ...limits],
  );
  return {
    ...counted,
    undated: dates.is === "all" ? 0 : counted.undated,
    hits: rows.map((row) => ({
      record: parseFound(row),
      maps: parseMaps(row.maps),
      score: Number(row.score),
      cursor: { value: byDate ? (row.moment === null ? null : Number(row.moment)) : Number(row.score), id: String(row.id) },
      ...(fold && { reposts: Number(row.reposts) }),
    })),
  };
}

const plainHits = "SELECT number, moment, id, score, 0 AS reposts FROM ranked";
/**
 * Reposts are found by what fits best among them, stand where the best placed of them stands, and are shown as the issuer's own
 * document, the one published first.
 */
const foldedHits = (order: string) => `SELECT number, moment, id, score, 0 AS reposts FROM ranked WHERE NOT shared
  UNION ALL SELECT number, headMoment, head, best, members - 1 FROM (
    SELECT *, max(score) OVER cluster AS best, count(*) OVER cluster AS members,
      row_number() OVER (PARTITION BY fold ORDER BY repost, moment ASC NULLS LAST, id) AS place,
      first_value(id) OVER placed AS head, first_value(moment) OVER placed AS headMoment FROM ranked WHERE shared
    WINDOW cluster AS (PARTITION BY fold), placed AS (PARTITION BY fold ORDER BY ${order})
  ) WHERE place = 1`;

function countOf(connection: Connection, query: SearchQuery, found: Clause, dated: Clause): Omit<SearchAnswer, "hits"> {
  const { fold = false } = query;
  const folded = fold
    ? `count(*) FILTER (WHERE NOT shared AND ${dated.sql}) + count(DISTINCT CASE WHEN shared AND ${dated.sql} THEN fold END)`
    : "0";
  const count = connection.get(
    `SELECT count(*) FILTER (WHERE ${dated.sql}) AS total, count(*) FILTER (WHERE record.day IS NULL) AS undated, ${folded} AS folded
     FROM light AS record WHERE ${found.sql}`,
    [...dated.values, ...(fold ? [...dated.values, ...dated.values] : []), ...found.values],
  );
  return { total: Number(count?.total), undated: Number(count?.undated), ...(fold && { folded: Number(count?.folded) }) };
}

/** What the terms count in each record that was found, and beside them the words of the query, which only rank. Null without terms. */
function scoredBy(query: SearchQuery): Clause | null {
  const terms = termsOf(query.where).flatMap(({ ways }) => ways);
  if (terms.length === 0) return null;
  const ways = expressionOf({ ways: terms });
  const near = nearTerms(query);
  const close = near.length === 0 ? [] : [`NEAR(${near.map(quoted).join(" ")}, ${nearness})`];
  const expression = [ways, ...query.words.map(quoted), ...close].join(" OR ");
  // the plus keeps the table from being asked anew for each row that was found
  const from = (table: string) => `FROM ${table} WHERE ${table} MATCH ? AND +rowid IN (SELECT number FROM found)`;
  return {
    sql: `SELECT rowid AS number, -bm25(units, ${titleWeight}, 1.0) AS score ${from("units")}
      UNION ALL SELECT rowid AS number, -bm25(ranked_units, ${rankedWeights}) * ${rankedWeight} AS score ${from("ranked_units")}
      UNION ALL SELECT rowid AS number, -bm25(attachment_units) * ${attachmentWeight} AS score ${from("attachment_units")}`,
    values: [expression, ways, expression],
  };
}

/** What comes behind the last hit that was read, in the order of the hits. */
function behind({ after }: SearchQuery, byDate: boolean): Clause {
  if (after === undefined) return { sql: "TRUE", values: [] };
  const { value, id } = after;
  if (value === null) return { sql: "moment IS NULL AND id > ?", values: [id] };
  const column = byDate ? "moment" : "score";
  return { sql: `(${column} < ? OR (${column} = ? AND id > ?)${byDate ? " OR moment IS NULL" : ""})`, values: [value, value, id] };
}
