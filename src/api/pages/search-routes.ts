import type { FastifyInstance } from "fastify";
import { type SearchResult, search } from "../../app/search.js";
import type { StoreServices } from "../../app/services.js";
import { ZhengwenError } from "../../model/errors.js";
import { searchParameters } from "../parameters.js";
import { pageFacets } from "./facets.js";
import type { Overview } from "./overview.js";
import { pageOf, sendPage } from "./page.js";
import { type Mistake, mistakeOf } from "./query-mistake.js";
import { SearchPage } from "./search-page.js";
import { isSearch, searchAddress, searchState } from "./search-state.js";
import type { SourceNames } from "./source-names.js";
import { StartPage } from "./start-page.js";
import { completionsOf, suggestions, suggestQuery } from "./suggest.js";

type Query = { Querystring: Readonly<Record<string, unknown>> };

/** What is held, and what its sources are called. */
interface Held {
  readonly overview: () => Promise<Overview>;
  readonly sourceNames: (ids: readonly string[]) => Promise<SourceNames>;
}

/** The start page, the search, and what completes its fields. */
export function searchRoutes(server: FastifyInstance, services: StoreServices, { overview, sourceNames }: Held): void {
  server.get<Query>("/", async (request, reply) => {
    const page = pageOf(request);
    // searches stood at this address once
    const state = searchState(request.query);
    if (isSearch(state)) return reply.redirect(searchAddress(page, state), 301);
    return sendPage(reply, StartPage, { page, overview: await overview() });
  });

  server.get<Query>("/search", async (request, reply) => {
    const page = pageOf(request);
    const state = searchState(request.query);
    const [held, { found, mistake }] = await Promise.all([overview(), answer(request.query, services)]);
    if (mistake !== null) reply.code(400);
    const placeName = services.dictionary.places.divisions.get(state.place ?? "")?.name ?? null;
    const sources = [state.source ?? [], (found?.facets?.source?.values ?? []).map(({ value }) => value)].flat();
    const names = await sourceNames(sources);
    return sendPage(reply, SearchPage, { page, state, completions: completionsOf(held), found, mistake, placeName, sourceNames: names });
  });

  server.get("/suggest", async (request, reply) => {
    const read = suggestQuery.safeParse(request.query);
    if (!read.success) throw new ZhengwenError("usage.argument", "It takes field, place or issuer, and q.");
    reply.header("cache-control", "private, max-age=60");
    return { values: suggestions(read.data, services, await overview()) };
  });
}

/** What was searched, if anything; a search that is not understood is told on the page. */
async function answer(
  query: Query["Querystring"],
  services: StoreServices,
): Promise<{ found: SearchResult | null; mistake: Mistake | null }> {
  try {
    const parameters = searchParameters(query, ["lang"]);
    if (!isSearch(searchState(query))) return { found: null, mistake: null };
    return { found: await search(parameters, services, { facets: pageFacets }), mistake: null };
  } catch (cause) {
    const mistake = cause instanceof ZhengwenError ? mistakeOf(cause) : null;
    if (mistake === null) throw cause;
    return { found: null, mistake };
  }
}
