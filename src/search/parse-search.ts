import * as z from "zod";
import { ZhengwenError } from "../model/errors.js";
import { kindSchema, scriptSchema } from "../model/record.js";
import { parseQuery, type QueryLanguage } from "./parse-query.js";
import { parseMoney, parseRange } from "./parse-range.js";
import type { SearchQuery } from "./query.js";

/** The deepest hit that can be paged to: a search server counts no further by default. */
const deepest = 10_000;

const date = z.iso.date("is no date like 2023-05-31");
const whole = (most: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/, "is no whole number")
    .transform(Number)
    .pipe(z.int().min(1, "begins at 1").max(most, `ends at ${most}`));

/** A search as a person writes it, on a command line or in an address: every value is text. */
const parametersSchema = z.strictObject({
  query: z.string().default(""),
  place: z
    .string()
    .regex(/^\d{6}$/, "is no six-digit code of GB/T 2260, such as 370000")
    .optional(),
  from: date.optional(),
  to: date.optional(),
  kind: kindSchema.optional(),
  source: z.string().min(1).max(200).optional(),
  script: scriptSchema.optional(),
  money: z.string().optional(),
  enterprises: z.string().optional(),
  possible: z.boolean().optional(),
  sort: z.enum(["relevance", "date"]).default("relevance"),
  page: whole(deepest).default(1),
  size: whole(100).default(10),
});

export type SearchParameters = z.input<typeof parametersSchema>;

/**
 * A whole search from its parameters; see `parseQuery` for the text, `parseRange` for `money` and `enterprises`.
 * @throws usage.query naming what is not understood, also for a search that says nothing or only excludes
 */
export function parseSearch(parameters: SearchParameters, language: QueryLanguage): SearchQuery {
  const parsed = parametersSchema.safeParse(parameters);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => `${issue.path.join(".") || "search"}: ${issue.message}`);
    throw new ZhengwenError("usage.query", issues.join("; "));
  }
  const { query, money, enterprises, page, size, ...rest } = parsed.data;
  if (page * size > deepest) throw new ZhengwenError("usage.query", `page × size is over ${deepest}: narrow the search.`);
  if (rest.from && rest.to && rest.from > rest.to) throw new ZhengwenError("usage.query", `from ${rest.from} is after to ${rest.to}.`);
  const filters = {
    ...rest,
    ...(money === undefined ? {} : { money: parseMoney(money) }),
    ...(enterprises === undefined ? {} : { enterprises: parseRange(enterprises) }),
  };
  const text = parseQuery(query, language);
  const { sort: _sort, possible: _possible, ...narrowing } = filters;
  if (text.phrases.length === 0 && !Object.values(narrowing).some((value) => value !== undefined)) {
    const only = text.excluded.length > 0 ? "It only excludes." : "It holds no Han character, letter or digit to search for.";
    throw new ZhengwenError("usage.query", `${only} Give a term to find, or a filter.`);
  }
  return { ...text, ...filters, page, size };
}
