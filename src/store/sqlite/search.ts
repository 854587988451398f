import { askedFacets } from "../../search/facets.js";
import { type Phrase, type Range, type SearchAnswer, type SearchQuery, termsOf } from "../../search/query.js";
import type { Connection, Value } from "./driver.js";
import { parseMaps, parseRecord } from "./records.js";

/** How much more an occurrence in the title counts. */
const titleWeight = "4.0";

/** A part of a statement with the values of its parameters. */
interface Clause {
  readonly sql: string;
  readonly values: readonly Value[];
}

/**
 * What an occurrence in an attachment counts: so little that it only orders records among which title and body decide
 * nothing. However long an attachment is, it moves no record above one that says it itself.
 */
const attachmentWeight = "1e-12";

/** Finds records: see `SearchQuery`. */
export function searchRecords(connection: Connection, query: SearchQuery): SearchAnswer {
  const matching = query.phrases.length > 0;
  const found = all([...(matching ? [matched(query)] : []), { sql: "record.removed IS NULL", values: [] }, ...filters(query)]);
  const dated = all(dates(query));

  const count = connection.get(
    `SELECT count(*) FILTER (WHERE ${dated.sql}) AS total, count(*) FILTER (WHERE day IS NULL) AS undated FROM record WHERE ${found.sql}`,
    [...dated.values, ...found.values],
  );
  const limits = [query.size, (query.page - 1) * query.size];
  const order = query.sort === "date" || !matching ? "moment DESC NULLS LAST, id" : "score DESC, id";
  const narrowed = `SELECT record.number, moment, id FROM record WHERE ${found.sql} AND ${dated.sql}`;
  const scored = matching ? scoredBy(query) : null;
  const ranked = scored
    ? `SELECT number, moment, id, coalesce(sum(part.score), 0.0) AS score FROM found LEFT JOIN (${scored.sql}) AS part USING (number) GROUP BY number`
    : "SELECT *, 0.0 AS score FROM found";
  // sorted without the records themselves: they are read only for the hits of the page
  const rows = connection.all(
    `WITH found AS ${scored ? "MATERIALIZED" : "NOT MATERIALIZED"} (${narrowed})
     SELECT record.json, record.maps, hit.score FROM (${ranked} ORDER BY ${order} LIMIT ? OFFSET ?) AS hit
     JOIN record USING (number) ORDER BY ${order.replace(/moment|score|id/g, "hit.$&")}`,
    [...found.values, ...dated.values, ...(scored?.values ?? []), ...limits],
  );
  return {
    total: Number(count?.total),
    undated: query.from === undefined && query.to === undefined ? 0 : Number(count?.undated),
    hits: rows.map((row) => ({ record: parseRecord(row.json), maps: parseMaps(row.maps), score: Number(row.score) })),
  };
}

/** Every term occurs: in the title, in the body or in an attachment. */
function matched(query: SearchQuery): Clause {
  return all(
    termsOf(query).map((ways) => {
      const { sql, values } = holding(ways.map(quoted).join(" OR "));
      return { sql: `record.number IN (${sql})`, values };
    }),
  );
}

/** Numbers of the records whose title, body or attachments match an expression. */
function holding(expression: string): Clause {
  return {
    sql: "SELECT rowid FROM units WHERE units MATCH ? UNION ALL SELECT rowid FROM attachment_units WHERE attachment_units MATCH ?",
    values: [expression, expression],
  };
}

/** What the terms count in each record that was found, and beside them the words of the query, which only rank. */
function scoredBy(query: SearchQuery): Clause {
  const expression = [...termsOf(query).flat(), ...query.words].map(quoted).join(" OR ");
  const from = (table: string) => `FROM ${table} WHERE ${table} MATCH ? AND rowid IN (SELECT number FROM found)`;
  return {
    sql: `SELECT rowid AS number, -bm25(units, ${titleWeight}, 1.0) AS score ${from("units")}
      UNION ALL SELECT rowid AS number, -bm25(attachment_units) * ${attachmentWeight} AS score ${from("attachment_units")}`,
    values: [expression, expression],
  };
}

function quoted(phrase: Phrase): string {
  return `"${phrase.join(" ").replaceAll('"', '""')}"`;
}

function filters(query: SearchQuery): Clause[] {
  const clauses: Clause[] = [];
  const possible = query.possible ?? false;
  for (const phrase of query.excluded) {
    const { sql, values } = holding(quoted(phrase));
    clauses.push({ sql: `record.number NOT IN (${sql})`, values });
  }
  for (const column of ["kind", "source", "script"] as const) {
    const value = query[column];
    if (value !== undefined) clauses.push({ sql: `record.${column} = ?`, values: [value] });
  }
  const { terms, ranges } = askedFacets(query);
  for (const term of terms) clauses.push(facet("facet_term", { sql: "term = ?", values: [term] }));
  for (const range of ranges) {
    const named = { sql: "facet = ? AND unit = ?", values: [range.facet, range.unit] };
    clauses.push(facet("facet_range", all([named, inRange(range, possible)])));
  }
  return clauses;
}

function facet(table: string, condition: Clause): Clause {
  return { sql: `record.number IN (SELECT number FROM ${table} WHERE ${condition.sql})`, values: condition.values };
}

/** Wholly inside: an open end is inside only an open one. Overlapping: an open end reaches everything. */
function inRange({ min, max }: Range, possible: boolean): Clause {
  const clauses: Clause[] = [];
  if (possible) {
    if (min !== null) clauses.push({ sql: "(max IS NULL OR max >= ?)", values: [min] });
    if (max !== null) clauses.push({ sql: "(min IS NULL OR min <= ?)", values: [max] });
  } else {
    if (min !== null) clauses.push({ sql: "min >= ?", values: [min] });
    if (max !== null) clauses.push({ sql: "max <= ?", values: [max] });
  }
  return all(clauses);
}

function dates({ from, to }: SearchQuery): Clause[] {
  return [
    ...(from === undefined ? [] : [{ sql: "day >= ?", values: [from] }]),
    ...(to === undefined ? [] : [{ sql: "day <= ?", values: [to] }]),
  ];
}

function all(clauses: readonly Clause[]): Clause {
  return { sql: clauses.map((clause) => clause.sql).join(" AND ") || "TRUE", values: clauses.flatMap((clause) => clause.values) };
}
