import { datesApart } from "../../search/condition.js";
import { asksValues, type Hit, type SearchAnswer, type SearchQuery } from "../../search/query.js";
import { canRerank, inOrder, reranked, rerankedHits, rerankedText, type Scored } from "../../search/rerank.js";
import { type Clause, clauseOf } from "./conditions.js";
import type { Connection, Row } from "./driver.js";
import { membersOf } from "./members.js";
import { parseFound, parseMaps } from "./records.js";

/** A hit as it is ranked: nothing of the record itself is read before it is known to be shown. */
interface Ranked extends Scored {
  readonly number: number;
  readonly moment: number | null;
  readonly reposts: number;
}

/** Finds records: see `SearchQuery`. */
export function searchRecords(connection: Connection, query: SearchQuery): SearchAnswer {
  const { where, dates } = datesApart(query.where);
  const members = membersOf(connection, where);
  const byDate = query.sort === "date" || !members.scored;
  const dated = clauseOf(dates);
  const { fold = false, after, page, size } = query;
  const from = after === undefined ? (page - 1) * size : 0;
  const rereads = !byDate && canRerank(query);
  const ask = (behind: Clause, limit: number, offset: number, skipped = 0) => {
    const found = `SELECT record.number, moment, id, CASE WHEN shared THEN fold END AS fold, repost, shared, record.day IS NULL AS undated,
      ${dated.sql} AS dated, ${members.score} AS score FROM ${members.from}`;
    const kept = members.scored || fold ? "MATERIALIZED" : "NOT MATERIALIZED";
    const order = byDate ? "moment DESC NULLS LAST, id" : "score DESC, id";
    // sorted without the records themselves: they are read only for the hits of the page
    const hits = `SELECT * FROM (${fold ? foldedHits(order) : plainHits}) ORDER BY ${order} LIMIT -1 OFFSET ${skipped}`;
    return connection.all(
      `WITH ${[...members.tables, `found AS ${kept} (${found})`].join(", ")}
       SELECT * FROM (SELECT count(*) FILTER (WHERE dated) AS total, coalesce(sum(undated), 0) AS undated, ${fold ? countFolded : "0"} AS folded FROM found)
       LEFT JOIN (SELECT * FROM (${skipped > 0 ? hits : fold ? foldedHits(order) : plainHits}) WHERE ${behind.sql} ORDER BY ${order} LIMIT ? OFFSET ?) AS hit ON TRUE`,
      [...members.values, ...dated.values, ...members.conditions, ...behind.values, limit, offset],
    );
  };

  const rows = rereads
    ? ask(everything, Math.max(rerankedHits, after === undefined ? from + size : 0), 0)
    : ask(behindOf(query, byDate), size, from);
  const [counts = {}] = rows;
  const ranked = rows.flatMap(toRanked);
  const shown = rereads
    ? again(connection, query, ranked, from, (skipped) => ask(behindOf(query, false), size, 0, skipped).flatMap(toRanked))
    : ranked;
  return {
    total: Number(counts.total),
    undated: dates.is === "all" ? 0 : Number(counts.undated),
    ...(fold && { folded: Number(counts.folded) }),
    hits: readHits(connection, query, shown, byDate),
  };
}

const everything: Clause = { sql: "TRUE", values: [] };
const plainHits = "SELECT number, moment, id, score, 0 AS reposts FROM found WHERE dated";
const countFolded = "count(*) FILTER (WHERE NOT shared AND dated) + count(DISTINCT CASE WHEN dated THEN fold END)";
/**
 * Reposts are found by what fits best among them, stand where the best placed of them stands, and are shown as the issuer's own
 * document, the one published first.
 */
const foldedHits = (order: string) => `SELECT number, moment, id, score, 0 AS reposts FROM found WHERE dated AND NOT shared
  UNION ALL SELECT number, headMoment, head, best, members - 1 FROM (
    SELECT *, max(score) OVER cluster AS best, count(*) OVER cluster AS members,
      row_number() OVER (PARTITION BY fold ORDER BY repost, moment ASC NULLS LAST, id) AS place,
      first_value(id) OVER placed AS head, first_value(moment) OVER placed AS headMoment FROM found WHERE dated AND shared
    WINDOW cluster AS (PARTITION BY fold), placed AS (PARTITION BY fold ORDER BY ${order})
  ) WHERE place = 1`;

function toRanked({ number = null, moment = null, id, score, reposts }: Row): Ranked[] {
  if (number === null) return [];
  return [
    {
      number: Number(number),
      moment: moment === null ? null : Number(moment),
      id: String(id),
      score: Number(score),
      reposts: Number(reposts),
    },
  ];
}

/** The hits of a page where the best are looked at again; `rest` reads those behind the cursor that are not among them. */
function again(
  connection: Connection,
  query: SearchQuery,
  ranked: readonly Ranked[],
  from: number,
  rest: (skipped: number) => Ranked[],
): Ranked[] {
  const { after, size } = query;
  const window = ranked.slice(0, rerankedHits);
  const texts = textsOf(connection, window);
  const best = reranked(query, window, ({ number }) => texts.get(number) ?? "");
  if (after === undefined) return [...best, ...ranked.slice(rerankedHits)].slice(from, from + size);
  const behind = best.filter((hit) => inOrder({ score: after.value ?? 0, id: after.id }, hit) < 0);
  if (behind.length >= size || window.length < rerankedHits) return behind.slice(0, size);
  return [...behind, ...rest(rerankedHits)].slice(0, size);
}

/** The beginnings of the texts of hits. All come in one: a row for each would cost more than reading it. */
function textsOf(connection: Connection, ranked: readonly Ranked[]): Map<number, string> {
  const row = connection.get(
    `SELECT group_concat(number) AS numbers, group_concat(substr(text, 1, ${rerankedText}), '\u241d') AS texts
     FROM counted_text WHERE number IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(ranked.map(({ number }) => number))],
  );
  const texts = String(row?.texts ?? "").split("\u241d");
  return new Map(
    String(row?.numbers ?? "")
      .split(",")
      .map((number, at) => [Number(number), texts[at] ?? ""]),
  );
}

/** Reads the records of hits, in their order. */
function readHits(connection: Connection, query: SearchQuery, ranked: readonly Ranked[], byDate: boolean): Hit[] {
  const heavy = asksValues(query) ? "heavy" : "NULL AS heavy";
  const rows = connection.all(`SELECT number, json, ${heavy}, maps FROM record WHERE number IN (SELECT value FROM json_each(?))`, [
    JSON.stringify(ranked.map(({ number }) => number)),
  ]);
  const byNumber = new Map(rows.map((row) => [Number(row.number), row]));
  return ranked.flatMap(({ number, moment, id, score, reposts }) => {
    const row = byNumber.get(number);
    if (row === undefined) return [];
    const hit = { record: parseFound(row), maps: parseMaps(row.maps), score, cursor: { value: byDate ? moment : score, id } };
    return [query.fold ? { ...hit, reposts } : hit];
  });
}

/** What comes behind the last hit that was read, in the order of the hits. */
function behindOf({ after }: SearchQuery, byDate: boolean): Clause {
  if (after === undefined) return everything;
  const { value, id } = after;
  if (value === null) return { sql: "moment IS NULL AND id > ?", values: [id] };
  const column = byDate ? "moment" : "score";
  return { sql: `(${column} < ? OR (${column} = ? AND id > ?)${byDate ? " OR moment IS NULL" : ""})`, values: [value, value, id] };
}
