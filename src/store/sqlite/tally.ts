import type { AgencyLevel } from "../../model/enums.js";
import { type Concept, canOverlap, patternCounter } from "../../search/concept.js";
import type { Condition } from "../../search/condition.js";
import { countedPhrase, textEnd } from "../../search/counted-text.js";
import { periodLength, placeKeyLength, type TallyOptions, type TallyRow } from "../../search/panel.js";
import { all, type Clause, clauseOf } from "./conditions.js";
import type { Connection, Row } from "./driver.js";
import { fillSideTables } from "./fill-side-tables.js";
import { isPlace } from "./scan.js";

/** Phrases that the database counts one by one; a pattern is faster with more. */
const mostSingle = 6;
/** Texts that are read at a time. */
const atATime = 200;

/** Counts records and a concept in them: see `Store.tally`. */
export function tallyRecords(connection: Connection, where: Condition, concept: Concept | null, by: TallyOptions): TallyRow[] {
  fillSideTables(connection);
  const rows = documentsOf(connection, where, by).map((row) => toTally({ ...row, matching: 0, occurrences: 0 }));
  if (concept === null) return rows;
  const single = concept.ways.length <= mostSingle && !canOverlap(concept);
  return [...rows, ...(single ? occurrencesOf(connection, where, concept, by) : readOccurrences(connection, where, concept, by))];
}

/** What records are told apart by. */
function groups({ places, placeLevel, period, issuerLevel }: TallyOptions): string {
  const [place, time] = [placeKeyLength(placeLevel), periodLength(period)];
  const key = places === "home" ? `substr(record.home, 1, ${place})` : `substr(facet_term.term, ${"place:".length + 1})`;
  return `${place === 0 ? "NULL" : key} AS place, ${time === 0 ? "NULL" : `substr(record.day, 1, ${time})`} AS period,
    ${issuerLevel ? "record.level" : "NULL"} AS level`;
}

/** The records, with mentions once for each place of the level that they name. */
function recordsOf({ places, placeLevel }: TallyOptions): string {
  const key = placeKeyLength(placeLevel);
  if (places === "home" || key === 0) return "light AS record";
  return `light AS record LEFT JOIN facet_term ON facet_term.number = record.number AND ${isPlace} AND length(facet_term.term) = ${"place:".length + key}`;
}

function held(conditions: readonly Condition[]): Clause {
  return all([{ sql: "record.removed IS NULL", values: [] }, ...conditions.map(clauseOf)]);
}

function documentsOf(connection: Connection, where: Condition, by: TallyOptions): Row[] {
  const found = held([where]);
  return connection.all(
    `SELECT ${groups(by)}, count(*) AS documents, sum(record.characters) AS characters FROM ${recordsOf(by)} WHERE ${found.sql} GROUP BY 1, 2, 3`,
    found.values,
  );
}

/** Phrases that cannot overlap: what a text is shorter by without them says how often they stand in it. */
function occurrencesOf(connection: Connection, where: Condition, concept: Concept, by: TallyOptions): TallyRow[] {
  const found = held([where, { is: "text", ways: concept.ways }]);
  const phrases = concept.ways.map(countedPhrase);
  const count = phrases
    .map(
      () =>
        `(octet_length(text) - octet_length(replace(text, ?, '')) + octet_length(attached) - octet_length(replace(attached, ?, ''))) / octet_length(?)`,
    )
    .join(" + ");
  const rows = connection.all(
    `SELECT place, period, level, count(*) AS matching, sum(count) AS occurrences
     FROM (SELECT ${groups(by)}, ${count} AS count FROM ${recordsOf(by)} JOIN counted_text ON counted_text.number = record.number WHERE ${found.sql})
     WHERE count > 0 GROUP BY 1, 2, 3`,
    [...phrases.flatMap((phrase) => [phrase, phrase, phrase]), ...found.values],
  );
  return rows.map((row) => toTally({ ...row, documents: 0, characters: 0 }));
}

/** Phrases that may overlap: each text in which one stands is read. */
function readOccurrences(connection: Connection, where: Condition, concept: Concept, by: TallyOptions): TallyRow[] {
  const found = held([where, { is: "text", ways: concept.ways }]);
  const numbers = connection.all(`SELECT number FROM light AS record WHERE ${found.sql}`, found.values).map((row) => Number(row.number));
  const count = patternCounter(concept);
  const rows: TallyRow[] = [];
  for (let from = 0; from < numbers.length; from += atATime) {
    const read = connection.all(
      `SELECT ${groups(by)}, text || '${textEnd}' || attached AS text FROM ${recordsOf(by)} JOIN counted_text ON counted_text.number = record.number
       WHERE record.number IN (SELECT value FROM json_each(?))`,
      [JSON.stringify(numbers.slice(from, from + atATime))],
    );
    for (const { text, ...group } of read) {
      const occurrences = count(String(text));
      if (occurrences > 0) rows.push(toTally({ ...group, documents: 0, characters: 0, matching: 1, occurrences }));
    }
  }
  return rows;
}

function toTally({ place = null, period = null, level = null, documents, characters, matching, occurrences }: Row): TallyRow {
  return {
    place: place === null ? null : String(place),
    period: period === null ? null : String(period),
    level: level === null ? null : (String(level) as AgencyLevel),
    documents: Number(documents),
    characters: Number(characters),
    matching: Number(matching),
    occurrences: Number(occurrences),
  };
}
