import type { estypes } from "@elastic/elasticsearch";
import {
  type Condition,
  type Phrase,
  type RangeCondition,
  type TextCondition,
  type TextField,
  textFields,
} from "../../search/condition.js";
import { writtenApart } from "../../search/projection.js";

type Query = estypes.QueryDslQueryContainer;

export const fieldOf: Readonly<Record<TextField, string>> = { title: "titleUnits", body: "bodyUnits", attachment: "attachmentUnits" };

/**
 * An occurrence in the title counts more. One in an attachment counts so little that it only orders records among
 * which title and body decide nothing: however long an attachment is, it moves no record above one that says it itself.
 */
const weightOf: Readonly<Record<TextField, string>> = { title: "^4", body: "", attachment: "^0.00001" };

/** A condition as a query; a text counts, everything else only decides. */
export function queryOf(condition: Condition): Query {
  switch (condition.is) {
    case "all":
      return deciding({ match_all: {} });
    case "text":
      return textQuery(condition);
    case "term":
      return deciding(termQuery(condition.terms, condition.prefix ?? false));
    case "range":
      return deciding(rangeQuery(condition));
    case "joined":
      return deciding(joinedQuery);
    case "id":
      return deciding({ terms: { id: [...condition.ids] } });
    case "kind":
    case "script":
      return deciding({ term: { [condition.is]: condition.value } });
    case "source":
      return deciding({ term: { "source.id": condition.value } });
    case "published":
      return deciding(publishedQuery(condition));
    case "and":
      return { bool: { must: condition.of.map(queryOf) } };
    case "or":
      return { bool: { should: condition.of.map(queryOf), minimum_should_match: 1 } };
    case "not":
      return deciding({ bool: { must_not: [queryOf(condition.of)] } });
  }
}

/** Records that were written before it was noted have no `search.joined`. */
const joinedQuery: Query = {
  bool: {
    should: [
      { term: { "search.joined": true } },
      {
        bool: {
          must_not: [{ exists: { field: "search.joined" } }],
          filter: [{ script: { script: { source: "doc['cluster'].size() > 0 && doc['cluster'].value != doc['id'].value" } } }],
        },
      },
    ],
    minimum_should_match: 1,
  },
};

/** A query that adds nothing to the score. */
function deciding(query: Query): Query {
  return { bool: { filter: [query] } };
}

/** However often a term is said in other words, it counts by the best of them. */
function textQuery(condition: TextCondition): Query {
  const { ways, terms = [], asWritten } = condition;
  const apart: Query = { term: { "search.terms": writtenApart } };
  if (asWritten) {
    const written = ways.map((way) => phraseQuery(way, condition.in, "search.written"));
    const same = { bool: { must: [anyOf(ways.map((way) => phraseQuery(way, condition.in)))], must_not: [apart] } };
    return anyOf([...written, same]);
  }
  const said = ways.map((way) => guardedQuery(way, condition));
  return anyOf([...said, ...(terms.length > 0 && condition.in === undefined ? [deciding(termQuery(terms, false))] : [])]);
}

function anyOf(queries: readonly Query[]): Query {
  return queries.length === 1 && queries[0] ? queries[0] : { dis_max: { queries: [...queries] } };
}

/** A way of saying a term, in no text that holds a longer word around it; title and body are one text in this. */
function guardedQuery(way: Phrase, { in: field, unless = [] }: TextCondition): Query {
  const longer = unless.filter((other) => ` ${other.join(" ")} `.includes(` ${way.join(" ")} `));
  if (longer.length === 0) return phraseQuery(way, field);
  const texts: readonly (readonly TextField[])[] = field === undefined ? [["title", "body"], ["attachment"]] : [[field]];
  return anyOf(
    texts.map((fields) => ({
      bool: { must: [phraseIn(way, fields)], must_not: longer.map((other) => phraseIn(other, fields)) },
    })),
  );
}

export function phraseQuery(phrase: Phrase, field?: TextField, path?: string): Query {
  return phraseIn(phrase, field === undefined ? textFields : [field], path);
}

function phraseIn(phrase: Phrase, fields: readonly TextField[], path = "search"): Query {
  const weighed = fields.map((field) => `${path}.${fieldOf[field]}${weightOf[field]}`);
  return { multi_match: { query: phrase.join(" "), type: "phrase", fields: weighed } };
}

function termQuery(terms: readonly string[], prefix: boolean): Query {
  if (!prefix) return { terms: { "search.terms": [...terms] } };
  return { bool: { should: terms.map((term) => ({ prefix: { "search.terms": term } })), minimum_should_match: 1 } };
}

function rangeQuery(range: RangeCondition): Query {
  const path = "search.ranges";
  const filter = [{ term: { [`${path}.facet`]: range.facet } }, { term: { [`${path}.unit`]: range.unit } }, ...inRange(path, range)];
  return { nested: { path, query: { bool: { filter } } } };
}

/** Wholly inside: an open end, which has no value, is inside only an open one. Overlapping: an open end reaches everything. */
function inRange(path: string, { min, max, possible }: RangeCondition): Query[] {
  if (!possible) {
    return [
      ...(min === null ? [] : [{ range: { [`${path}.min`]: { gte: min } } }]),
      ...(max === null ? [] : [{ range: { [`${path}.max`]: { lte: max } } }]),
    ];
  }
  return [
    ...(min === null ? [] : [openOr(`${path}.max`, { range: { [`${path}.max`]: { gte: min } } })]),
    ...(max === null ? [] : [openOr(`${path}.min`, { range: { [`${path}.min`]: { lte: max } } })]),
  ];
}

function openOr(field: string, query: Query): Query {
  return { bool: { should: [query, { bool: { must_not: [{ exists: { field } }] } }], minimum_should_match: 1 } };
}

function publishedQuery({ from, to }: { readonly from: string | null; readonly to: string | null }): Query {
  return { range: { "search.day": { ...(from === null ? {} : { gte: from }), ...(to === null ? {} : { lte: to }) } } };
}
