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

/** Finds records: see `SearchQuery`. */
export function searchRecords(connection: Connection, query: SearchQuery): SearchAnswer {
  const matching = query.phrases.length > 0;
  const from: Clause = matching ? { sql: "units JOIN record ON record.number = units.rowid", values: [] } : { sql: "record", values: [] };
  const where = all([
    ...(matching ? [{ sql: "units MATCH ?", values: [matchExpression(query)] }] : []),
    { sql: "record.removed IS NULL", values: [] },
    ...filters(query),
  ]);
  const dated = all(dates(query));

  const count = connection.get(
    `SELECT count(*) FILTER (WHERE ${dated.sql}) AS total, count(*) FILTER (WHERE day IS NULL) AS undated FROM ${from.sql} WHERE ${where.sql}`,
    [...dated.values, ...where.values],
  );
  const score = matching ? `-bm25(units, ${titleWeight}, 1.0)` : "0.0";
  const order = query.sort === "date" || !matching ? "moment DESC NULLS LAST, id" : "score DESC, id";
  // sorted without the records themselves: they are read only for the hits of the page
  const rows = connection.all(
    `SELECT record.json, record.maps, hit.score FROM (
       SELECT record.number, moment, id, ${score} AS score FROM ${from.sql} WHERE ${where.sql} AND ${dated.sql} ORDER BY ${order} LIMIT ? OFFSET ?
     ) AS hit JOIN record USING (number) ORDER BY ${order.replace(/moment|score|id/g, "hit.$&")}`,
    [...where.values, ...dated.values, query.size, (query.page - 1) * query.size],
  );
  return {
    total: Number(count?.total),
    undated: query.from === undefined && query.to === undefined ? 0 : Number(count?.undated),
    hits: rows.map((row) => ({ record: parseRecord(row.json), maps: parseMaps(row.maps), score: Number(row.score) })),
  };
}

/** All terms must occur. The words stand beside the first term as alternatives: they change no match, only the rank. */
function matchExpression(query: SearchQuery): string {
  const terms = termsOf(query).map((ways) => ways.map(quoted).join(" OR "));
  const ranked = [terms[0] ?? "", ...query.words.map(quoted)].join(" OR ");
  return [...terms, ranked].map((one) => `(${one})`).join(" AND ");
}

function quoted(phrase: Phrase): string {
  return `"${phrase.join(" ").replaceAll('"', '""')}"`;
}

function filters(query: SearchQuery): Clause[] {
  const clauses: Clause[] = [];
  const possible = query.possible ?? false;
  for (const phrase of query.excluded) {
    clauses.push({ sql: "record.number NOT IN (SELECT rowid FROM units WHERE units MATCH ?)", values: [quoted(phrase)] });
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
