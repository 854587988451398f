import type { VNode } from "preact";
import type { SearchResult } from "../../app/search.js";
import { type Kind, kindSchema, type Script, scriptSchema } from "../../model/record.js";
import { bandNamed } from "./bands.js";
import { Facets } from "./facets.js";
import { Hit } from "./hit.js";
import { Layout } from "./layout.js";
import { exampleOr, exampleSearches } from "./messages/examples.js";
import type { Page } from "./page.js";
import { Paging } from "./paging.js";
import { type Mistake, QueryMistake } from "./query-mistake.js";
import { type Completions, SearchForm } from "./search-form.js";
import { type FilterField, filterFields, filterLabels, type SearchState, searchAddress } from "./search-state.js";
import type { SourceNames } from "./source-names.js";

export interface SearchPageProps {
  readonly page: Page;
  readonly state: SearchState;
  readonly completions: Completions;
  /** null before anything was searched */
  readonly found: SearchResult | null;
  /** why the search was not understood */
  readonly mistake: Mistake | null;
  /** name of the place that is filtered by, where the filter is a code */
  readonly placeName: string | null;
  /** names of the sources that are counted or filtered by */
  readonly sourceNames: SourceNames;
}

/** The search with its hits. Every state of it is an address. */
export function SearchPage(props: SearchPageProps): VNode {
  const { page, state, completions, found, mistake } = props;
  const { say } = page;
  return (
    <Layout page={page} title={state.q ?? say("search.title")} place="search">
      <h1 class="hidden">{say("search.title")}</h1>
      <SearchForm page={page} state={state} completions={completions} />
      <ActiveFilters {...props} />
      {mistake !== null && <QueryMistake page={page} mistake={mistake} query={state.q ?? ""} />}
      {found === null && mistake === null && <Examples page={page} />}
      {found !== null && <Results {...props} found={found} />}
    </Layout>
  );
}

function ActiveFilters(props: SearchPageProps): VNode | null {
  const { page, state } = props;
  const { say } = page;
  const active = filterFields.filter((name) => state[name] !== undefined);
  if (active.length === 0) return null;
  return (
    <section class="active" aria-label={say("search.active")}>
      <ul class="chips">
        {active.map((name) => (
          <li key={name}>
            <span class="dim">{say(filterLabels[name])}</span> {name !== "possible" && filterValue(props, name, state[name] ?? "")}{" "}
            <a
              class="remove"
              href={searchAddress(page, state, { [name]: "" })}
              aria-label={say("search.remove", { name: say(filterLabels[name]) })}
            >
              ×
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function filterValue({ page, placeName, sourceNames }: SearchPageProps, name: FilterField, value: string): VNode | string {
  const { say } = page;
  if (name === "kind" && kindSchema.options.includes(value as Kind)) return say(`kind.${value as Kind}`);
  if (name === "script" && scriptSchema.options.includes(value as Script)) return say(`script.${value as Script}`);
  const band = name === "money" || name === "enterprises" ? bandNamed(name, value, page) : null;
  if (band !== null) return band;
  const named = name === "source" ? sourceNames.get(value) : name === "place" ? placeName : null;
  return <span lang="zh-Hans">{named ?? value}</span>;
}

function Results(props: SearchPageProps & { readonly found: SearchResult }): VNode {
  const { page, state, found } = props;
  const { say } = page;
  const { size, page: at } = found.query;
  const hits = found.folded ?? found.total;
  const pages = Math.max(1, Math.ceil(hits / size));
  return (
    <div class="results">
      <section aria-labelledby="results">
        <h2 id="results" class="hidden">
          {say("search.results")}
        </h2>
        <p class="total" role="status">
          {say("search.found", { count: found.total })}
          {found.folded !== undefined && found.folded < found.total && ` · ${say("search.folded", { count: found.folded })}`}
          {found.undated > 0 && ` · ${say("search.undated", { count: found.undated })}`}
          {found.currencies.length > 0 && ` · ${say("search.money")}: ${found.currencies.join(", ")}`}
        </p>
        {found.total > 0 && <Order page={page} state={state} />}
        {found.total === 0 && <Nothing page={page} state={state} />}
        {found.total > 0 && at > pages && (
          <div class="notice" role="status">
            <p>{say("search.beyond", { page: at, pages })}</p>
            <p>
              <a href={searchAddress(page, state, { page: String(pages) })}>{say("search.beyond.last")}</a>
            </p>
          </div>
        )}
        <ol class="hits" start={(at - 1) * size + 1}>
          {found.hits.map((hit) => (
            <Hit key={hit.id} page={page} hit={hit} query={state.q} />
          ))}
        </ol>
        {at <= pages && <Paging page={page} at={at} pages={pages} hrefOf={(one) => searchAddress(page, state, { page: String(one) })} />}
      </section>
      {found.total > 0 && <Facets page={page} state={state} facets={found.facets ?? {}} sourceNames={props.sourceNames} />}
    </div>
  );
}

function Order({ page, state }: { readonly page: Page; readonly state: SearchState }): VNode {
  const { say } = page;
  const current = state.sort ?? "relevance";
  return (
    <p class="order dim">
      {say("search.sort")}
      {(["relevance", "date"] as const).map((sort) => (
        <a key={sort} href={searchAddress(page, state, { sort })} aria-current={sort === current ? "true" : undefined}>
          {say(`search.${sort}`)}
        </a>
      ))}
    </p>
  );
}

/** What helps where nothing was found. */
function Nothing({ page, state }: { readonly page: Page; readonly state: SearchState }): VNode {
  const { say } = page;
  const active = filterFields.filter((name) => state[name] !== undefined);
  return (
    <div class="notice">
      <h2>{say("search.none")}</h2>
      <ul>
        <li>{say("search.none.fewer")}</li>
        {active.length > 0 && (
          <li>
            {say("search.none.without")}{" "}
            {active.map((name) => (
              <>
                <a href={searchAddress(page, state, { [name]: "" })}>{say(filterLabels[name])}</a>{" "}
              </>
            ))}
          </li>
        )}
        <li>
          {say("search.none.or")}{" "}
          <a class="code" lang="zh-Hans" href={searchAddress(page, { q: exampleOr })}>
            {exampleOr}
          </a>
        </li>
        <li>
          <a href={searchAddress(page, { q: "*", sort: "date" })}>{say("search.none.all")}</a>
        </li>
      </ul>
    </div>
  );
}

/** Searches to begin with. */
export function Examples({ page }: { readonly page: Page }): VNode {
  return (
    <section>
      <h2>{page.say("start.examples")}</h2>
      <ul class="chips">
        {exampleSearches.map((query) => (
          <li key={query}>
            <a class="code" lang="zh-Hans" href={searchAddress(page, { q: query })}>
              {query}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
