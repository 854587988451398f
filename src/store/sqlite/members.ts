import { both, type Condition, type TextCondition, termsOf } from "../../search/condition.js";
import { namedNumbers, ownNumberWeight } from "../../search/query.js";
import { all, clauseOf, columns, expressionOf } from "./conditions.js";
import type { Connection, Value } from "./driver.js";
import { isGuarded, scoredOutside, shortestWays } from "./guards.js";

/** How much more an occurrence in the title counts. */
const unitScore = "-bm25(units, 4.0, 1.0)";
/**
 * What an occurrence in an attachment counts: so little that it only orders records among which title and body decide
 * nothing. However long an attachment is, it moves no record above one that says it itself.
 */
const attachmentScore = "-bm25(attachment_units) * 1e-12";
/** What it counts that a document is called by a term, has it as keyword or heads a part with it: beside title and body, a half. */
const namedScore = "-bm25(ranked_units, 3.0, 1.0, 2.0) * 0.5";

/** What a condition finds, as parts of a statement. */
export interface Members {
  /** common table expressions, and the values of their parameters */
  readonly tables: readonly string[];
  readonly values: readonly Value[];
  /** what stands behind FROM: `record` among it, and the conditions with the values of their parameters */
  readonly from: string;
  readonly conditions: readonly Value[];
  /** an expression */
  readonly score: string;
  /** false where nothing is looked for by its text */
  readonly scored: boolean;
}

/** What meets a condition, with what its terms count in it. */
export function membersOf(connection: Connection, where: Condition): Members {
  const terms = termsOf(where);
  if (terms.length === 0) {
    const found = all([clauseOf(where), { sql: "record.removed IS NULL", values: [] }]);
    return { tables: [], values: [], from: `light AS record WHERE ${found.sql}`, conditions: found.values, score: "0.0", scored: false };
  }
  return together(connection, where, terms) ?? apart(where, terms);
}

/**
 * Terms that must all occur are found and weighed in one pass, where nothing but title and body can show them; one alone also
 * where it stands in an attachment or a body is named. Null where a condition says more than that.
 */
function together(connection: Connection, where: Condition, terms: readonly TextCondition[]): Members | null {
  const parts = where.is === "and" ? where.of : [where];
  const expressions = parts.flatMap((part) => matchOf(part) ?? []);
  const rest = parts.filter((part) => matchOf(part) === null);
  if (rest.some((part) => termsOf(part).length > 0)) return null;
  const ways = expressionOf({ ways: shortestWays(terms.flatMap((term) => term.ways)) });
  const elsewhere = elsewhereOf(terms);
  const isElsewhere = elsewhere !== null && connection.get(`SELECT 1 AS yes FROM (${elsewhere.sql}) LIMIT 1`, elsewhere.values) !== null;
  if (isElsewhere && terms.length > 1) return null;
  const others = isElsewhere ? ` UNION ALL SELECT number, 0.0 FROM (${elsewhere.sql}) WHERE number NOT IN (SELECT number FROM base)` : "";
  return joined(
    where,
    [
      baseOf(connection, parts, expressions),
      { sql: `member AS (SELECT number, score FROM base${others})`, values: isElsewhere ? elsewhere.values : [] },
    ],
    ways,
    isElsewhere,
    both(rest),
  );
}

/** What the titles and bodies of records count that hold all the expressions. */
function baseOf(connection: Connection, parts: readonly Condition[], expressions: readonly string[]): Table {
  const texts = parts.filter((part) => matchOf(part) !== null);
  const plain = texts.every((part) => part.is === "text" && part.in === undefined);
  if (plain && texts.some(isGuarded))
    return {
      sql: "base AS MATERIALIZED (SELECT value ->> 0 AS number, value ->> 1 AS score FROM json_each(?))",
      values: [scoredOutside(connection, both(texts), unitScore)],
    };
  return {
    sql: `base AS MATERIALIZED (SELECT rowid AS number, ${unitScore} AS score FROM units WHERE units MATCH ?)`,
    values: [expressions.map((one) => `(${one})`).join(" AND ")],
  };
}

/** Any condition: first what it finds, then what its terms count in that. */
function apart(where: Condition, terms: readonly TextCondition[]): Members {
  const found = all([clauseOf(where), { sql: "record.removed IS NULL", values: [] }]);
  const ways = expressionOf({ ways: terms.flatMap((term) => term.ways) });
  return joined(
    where,
    [
      { sql: `met AS MATERIALIZED (SELECT number FROM light AS record WHERE ${found.sql})`, values: found.values },
      // the plus keeps the table from being asked anew for each row that was found
      {
        sql: `base AS MATERIALIZED (SELECT rowid AS number, ${unitScore} AS score FROM units WHERE units MATCH ? AND +rowid IN (SELECT number FROM met))`,
        values: [ways],
      },
      { sql: "member AS (SELECT number, coalesce(score, 0.0) AS score FROM met LEFT JOIN base USING (number))", values: [] },
    ],
    ways,
    true,
    { is: "all" },
  );
}

interface Table {
  readonly sql: string;
  readonly values: readonly Value[];
}

/** Records whose own number is asked for. */
function numberedBy(numbers: readonly string[]): Table {
  const holes = numbers.map(() => "?").join(", ");
  return {
    sql: `numbered AS MATERIALIZED (SELECT DISTINCT number, ${ownNumberWeight}.0 AS score FROM facet_term WHERE term IN (${holes}))`,
    values: numbers,
  };
}

/** Adds what names and attachments count to `member`. */
function joined(where: Condition, tables: readonly Table[], ways: string, attachments: boolean, rest: Condition): Members {
  const numbers = namedNumbers({ where });
  const found = all([clauseOf(rest), { sql: "record.removed IS NULL", values: [] }]);
  const weighed = (name: string, table: string, score: string): Table => ({
    sql: `${name} AS MATERIALIZED (SELECT rowid AS number, ${score} AS score FROM ${table} WHERE ${table} MATCH ?)`,
    values: [ways],
  });
  const more = [
    weighed("named", "ranked_units", namedScore),
    ...(attachments ? [weighed("attached", "attachment_units", attachmentScore)] : []),
    ...(numbers.length > 0 ? [numberedBy(numbers)] : []),
  ];
  const names = ["named", ...(attachments ? ["attached"] : []), ...(numbers.length > 0 ? ["numbered"] : [])];
  return {
    tables: [...tables, ...more].map(({ sql }) => sql),
    values: [...tables, ...more].flatMap(({ values }) => values),
    from: `member CROSS JOIN light AS record ON record.number = member.number
      ${names.map((name) => `LEFT JOIN ${name} ON ${name}.number = member.number`).join(" ")} WHERE ${found.sql}`,
    conditions: found.values,
    score: ["member.score", ...names.map((name) => `coalesce(${name}.score, 0.0)`)].join(" + "),
    scored: true,
  };
}

/** A condition as an expression over titles and bodies; null for one that is none. */
function matchOf(condition: Condition): string | null {
  if (condition.is === "and" || condition.is === "or") {
    const parts = condition.of.map(matchOf);
    return parts.includes(null) ? null : parts.map((part) => `(${part})`).join(condition.is === "and" ? " AND " : " OR ");
  }
  if (condition.is !== "text" || condition.asWritten || condition.in === "attachment") return null;
  const { unless = [] } = condition;
  return columns(expressionOf(unless.length === 0 ? { ways: shortestWays(condition.ways) } : condition), condition.in, ["title", "body"]);
}

/** Where else terms may be found: in attachments, and under the bodies that they name. Null where nowhere. */
function elsewhereOf(terms: readonly TextCondition[]): Table | null {
  const anywhere = terms.filter((term) => term.in === undefined);
  const bodies = anywhere.flatMap((term) => term.terms ?? []);
  if (anywhere.length === 0) return null;
  const attached = anywhere.map((term) => `(${expressionOf(term)})`).join(" OR ");
  const named = bodies.length === 0 ? "" : ` UNION SELECT number FROM facet_term WHERE term IN (${bodies.map(() => "?").join(", ")})`;
  return { sql: `SELECT rowid AS number FROM attachment_units WHERE attachment_units MATCH ?${named}`, values: [attached, ...bodies] };
}
