import * as z from "zod";
import type { Dictionary } from "../dictionary/load.js";
import { ZhengwenError } from "../model/errors.js";
import { queryLanguage } from "../pipeline/query-language.js";
import { conceptOf } from "../search/concept.js";
import { type Panel, type PanelOptions, panelOptionsSchema } from "../search/panel.js";
import { parseSearch, type SearchParameters } from "../search/parse-search.js";
import type { Store } from "../store/store.js";
import { type Searcher, searchHere } from "./answer.js";

/** A panel as a person asks for it. */
export interface PanelRequest {
  /** the terms of the concept; none counts documents and amounts alone */
  readonly terms: readonly string[];
  /** whether what says the same elsewhere counts too */
  readonly synonyms: boolean;
  /** which documents: a search without order and page; all where it is empty */
  readonly search: SearchParameters;
  readonly options: Partial<Record<keyof PanelOptions, unknown>>;
}

const mostTerms = 50;
const termSchema = z.string().min(1).max(200);

/**
 * Runs a panel.
 * @throws usage.query, usage.query-cost for terms, documents or options that are not understood or are too many
 */
export async function panel(
  { terms, synonyms, search, options }: PanelRequest,
  { store, dictionary, searcher }: { readonly store: Store; readonly dictionary: Dictionary; readonly searcher?: Searcher },
): Promise<Panel> {
  const language = queryLanguage(dictionary);
  const parsed = panelOptionsSchema.safeParse(options);
  if (!parsed.success) {
    const mistakes = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new ZhengwenError("usage.query", mistakes.join("; "));
  }
  if (terms.length > mostTerms) throw new ZhengwenError("usage.query-cost", `There are ${terms.length} terms; ${mostTerms} is the limit.`);
  const wrong = terms.find((term) => !termSchema.safeParse(term).success);
  if (wrong !== undefined) throw new ZhengwenError("usage.query", "A term has 1 to 200 characters.");
  const concept = terms.length === 0 ? null : conceptOf(terms, language, synonyms);
  if (concept?.ways.length === 0) throw new ZhengwenError("usage.query", "The terms hold no Han character, letter or digit.");
  const asked = Object.values(search).some((value) => value !== undefined && value !== "");
  const { where } = parseSearch(asked ? search : { query: "*" }, language);
  return (searcher ?? searchHere(store)).panel({ kind: "panel", where, concept, options: parsed.data });
}
