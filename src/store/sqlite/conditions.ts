import { type Condition, type Phrase, type Range, type TextCondition, type TextField, textFields } from "../../search/condition.js";
import { writtenApart } from "../../search/projection.js";
import type { Value } from "./driver.js";

/** A part of a statement with the values of its parameters. */
export interface Clause {
  readonly sql: string;
  readonly values: readonly Value[];
}

/** A condition on a row of `record`. It is true or false of every row, never unknown, so that it can be negated. */
export function clauseOf(condition: Condition): Clause {
  switch (condition.is) {
    case "all":
      return { sql: "TRUE", values: [] };
    case "text":
      return textClause(condition);
    case "term":
      return inFacet("facet_term", termClause(condition.terms, condition.prefix ?? false));
    case "range":
      return inFacet(
        "facet_range",
        all([{ sql: "facet = ? AND unit = ?", values: [condition.facet, condition.unit] }, inRange(condition)]),
      );
    case "joined":
      return { sql: "record.cluster <> record.id", values: [] };
    case "id":
      return { sql: `record.id IN (${condition.ids.map(() => "?").join(", ")})`, values: condition.ids };
    case "kind":
    case "source":
    case "script":
      return { sql: `record.${condition.is} IS ?`, values: [condition.value] };
    case "published":
      return publishedClause(condition);
    case "and":
      return all(condition.of.map(clauseOf));
    case "or":
      return any(condition.of.map(clauseOf));
    case "not": {
      const { sql, values } = clauseOf(condition.of);
      return { sql: `NOT (${sql})`, values };
    }
  }
}

export function all(clauses: readonly Clause[]): Clause {
  return joined(clauses, " AND ", "TRUE");
}

function any(clauses: readonly Clause[]): Clause {
  return joined(clauses, " OR ", "FALSE");
}

function joined(clauses: readonly Clause[], by: string, none: string): Clause {
  const sql = clauses.map((clause) => `(${clause.sql})`).join(by);
  return { sql: sql === "" ? none : sql, values: clauses.flatMap((clause) => clause.values) };
}

/** The term occurs in title, body or attachments; as written: in what was published, where that is kept apart. */
function textClause(condition: TextCondition): Clause {
  const { terms = [], asWritten } = condition;
  const holds = { sql: `record.number IN (${unitsHolding(condition)})`, values: unitsValues(condition) };
  const shown = terms.length === 0 || condition.in !== undefined ? [] : [inFacet("facet_term", termClause(terms, false))];
  if (!asWritten) return any([holds, ...shown]);
  const apart = inFacet("facet_term", termClause([writtenApart], false));
  const written = {
    sql: "record.number IN (SELECT rowid FROM written_units WHERE written_units MATCH ?)",
    values: [columns(expressionOf(condition), condition.in, textFields)],
  };
  return any([written, all([{ sql: `NOT (${apart.sql})`, values: apart.values }, holds])]);
}

const inUnits = "SELECT rowid FROM units WHERE units MATCH ?";
const inAttachments = "SELECT rowid FROM attachment_units WHERE attachment_units MATCH ?";

function unitsHolding({ in: field }: TextCondition): string {
  if (field === "attachment") return inAttachments;
  return field === undefined ? `${inUnits} UNION ALL ${inAttachments}` : inUnits;
}

function unitsValues(condition: TextCondition): string[] {
  const { in: field } = condition;
  const expression = expressionOf(condition);
  if (field === "attachment") return [expression];
  return field === undefined ? [expression, expression] : [columns(expression, field, ["title", "body"])];
}

export function columns(expression: string, field: TextField | undefined, known: readonly TextField[]): string {
  return field === undefined || !known.includes(field) ? expression : `{${field}} : (${expression})`;
}

/** What FTS5 looks for: one of the ways, in no text that holds a longer word around it. */
export function expressionOf({ ways, unless = [] }: Pick<TextCondition, "ways" | "unless">): string {
  return ways
    .map((way) => {
      const longer = unless.filter((other) => holds(other, way));
      return longer.length === 0 ? quoted(way) : `(${quoted(way)} NOT (${longer.map(quoted).join(" OR ")}))`;
    })
    .join(" OR ");
}

function holds(longer: Phrase, way: Phrase): boolean {
  return ` ${longer.join(" ")} `.includes(` ${way.join(" ")} `);
}

function quoted(phrase: Phrase): string {
  return `"${phrase.join(" ").replaceAll('"', '""')}"`;
}

function termClause(terms: readonly string[], prefix: boolean): Clause {
  if (!prefix) return { sql: `term IN (${terms.map(() => "?").join(", ")})`, values: terms };
  return any(terms.map((term) => ({ sql: "term >= ? AND term < ?", values: [term, `${term}\u{10ffff}`] })));
}

function inFacet(table: string, condition: Clause): Clause {
  return { sql: `record.number IN (SELECT number FROM ${table} WHERE ${condition.sql})`, values: condition.values };
}

/** Wholly inside: an open end is inside only an open one. Overlapping: an open end reaches everything. */
function inRange({ min, max, possible }: Range & { readonly possible: boolean }): Clause {
  const clauses: Clause[] = [];
  if (possible) {
    if (min !== null) clauses.push({ sql: "max IS NULL OR max >= ?", values: [min] });
    if (max !== null) clauses.push({ sql: "min IS NULL OR min <= ?", values: [max] });
  } else {
    if (min !== null) clauses.push({ sql: "min >= ?", values: [min] });
    if (max !== null) clauses.push({ sql: "max <= ?", values: [max] });
  }
  return all(clauses);
}

function publishedClause({ from, to }: { readonly from: string | null; readonly to: string | null }): Clause {
  return all([
    { sql: "record.day IS NOT NULL", values: [] },
    ...(from === null ? [] : [{ sql: "coalesce(record.day, '') >= ?", values: [from] }]),
    ...(to === null ? [] : [{ sql: "coalesce(record.day, '') <= ?", values: [to] }]),
  ]);
}
