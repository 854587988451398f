import * as z from "zod";
import { ZhengwenError } from "../model/errors.js";
import { both, type Condition } from "./condition.js";
import { conditionOf, optimistic } from "./fields.js";
import type { QueryLanguage } from "./language.js";
import { findsSomething, parseQuery } from "./parse-query.js";
import type { SearchQuery } from "./query.js";

/** The deepest hit that can be paged to: a search server counts no further by default. */
const deepest = 10_000;

const whole = (most: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/, "is no whole number")
    .transform(Number)
    .pipe(z.int().min(1, "begins at 1").max(most, `ends at ${most}`));

const value = z.string().max(200, "is longer than 200 characters");

/** Short forms of the grammar's conditions: what each of them stands for in a query. */
const shortForms = ["place", "kind", "source", "script", "money", "enterprises", "issuer", "number", "cites"] as const;

/** A search as a person writes it, on a command line or in an address: every value is text. */
const parametersSchema = z.strictObject({
  query: z.string().default(""),
  ...(Object.fromEntries(shortForms.map((name) => [name, value.optional()])) as Record<
    (typeof shortForms)[number],
    z.ZodOptional<z.ZodString>
  >),
  from: value.optional(),
  to: value.optional(),
  possible: z.boolean().optional(),
  sort: z.enum(["relevance", "date"]).default("relevance"),
  page: whole(deepest).default(1),
  size: whole(100).default(10),
});

export type SearchParameters = z.input<typeof parametersSchema>;

/**
 * A whole search from its parameters; see `parseQuery` for the text. The filters are short forms of its `name:value`.
 * @throws usage.query naming what is not understood, also for a search that says nothing or only excludes; usage.query-cost
 */
export function parseSearch(parameters: SearchParameters, language: QueryLanguage): SearchQuery {
  const parsed = parametersSchema.safeParse(parameters);
  const mistakes = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join(".") || "search"}: ${issue.message}`);
  const filters = filtersOf(parameters, language, mistakes);
  if (!parsed.success || mistakes.length > 0) throw new ZhengwenError("usage.query", mistakes.join("; "));
  const { query, sort, page, size } = parsed.data;
  if (page * size > deepest) throw new ZhengwenError("usage.query", `page × size is over ${deepest}: narrow the search.`);
  const text = parseQuery(query, language);
  if (filters.length === 0 && !findsSomething(text)) {
    const only = text.where.is === "all" ? "It holds no Han character, letter or digit to search for." : "It only excludes.";
    throw new ZhengwenError("usage.query", `${only} Give a term to find, a filter, or * for all.`);
  }
  return { where: both([text.where, ...filters].filter(({ is }) => is !== "all")), words: text.words, sort, page, size };
}

/** The conditions that the filters stand for; what is not understood is added to the mistakes. */
function filtersOf(parameters: SearchParameters, language: QueryLanguage, mistakes: string[]): Condition[] {
  const conditions: Condition[] = [];
  const add = (name: string, field: string, given: unknown) => {
    if (typeof given !== "string" || given.length > 200) return;
    try {
      const condition = conditionOf(field, given, language, (detail) => new ZhengwenError("usage.argument", detail));
      conditions.push(parameters.possible ? optimistic(condition) : condition);
    } catch (error) {
      if (!(error instanceof ZhengwenError)) throw error;
      mistakes.push(`${name}: ${error.message.slice(error.kind.what.length).trim()}`);
    }
  };
  for (const name of shortForms) add(name, name, parameters[name]);
  const { from, to } = parameters;
  if (from !== undefined) add("from", "date", `${from}..`);
  if (to !== undefined) add("to", "date", `..${to}`);
  if (typeof from === "string" && typeof to === "string" && from > to) mistakes.push(`from ${from} is after to ${to}`);
  return conditions;
}
