import { ZhengwenError } from "../model/errors.js";
import type { SearchParameters } from "../search/parse-search.js";

/** The parameters of a search in an address, `q` being the text. */
const names = [
  "place",
  "from",
  "to",
  "kind",
  "source",
  "script",
  "money",
  "enterprises",
  "issuer",
  "number",
  "cites",
  "sort",
  "page",
  "size",
] as const;

/**
 * A search from the query string of an address; a parameter that is given but empty, as forms send it, is not given.
 * @throws usage.query for a parameter that is not known or given twice
 */
export function searchParameters(query: unknown, ignored: readonly string[] = []): SearchParameters {
  const parameters: Record<string, string | boolean> = {};
  for (const [name, value] of Object.entries(query as Record<string, unknown>)) {
    if (ignored.includes(name) || value === "") continue;
    if (typeof value !== "string") throw new ZhengwenError("usage.query", `${name} is given more than once.`);
    if (name === "q") parameters.query = value;
    else if (name === "possible") parameters.possible = value !== "0" && value !== "false";
    else if ((names as readonly string[]).includes(name)) parameters[name] = value;
    else throw new ZhengwenError("usage.query", `${name.slice(0, 40)} is no parameter; there are q, possible, ${names.join(", ")}.`);
  }
  return parameters as SearchParameters;
}
