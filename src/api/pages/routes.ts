import type { FastifyInstance } from "fastify";
import { h } from "preact";
import { render } from "preact-render-to-string";
import { type SearchResult, search } from "../../app/search.js";
import type { StoreServices } from "../../app/services.js";
import { ZhengwenError } from "../../model/errors.js";
import { searchParameters } from "../parameters.js";
import { chooseLanguage } from "./messages.js";
import { SearchPage } from "./search-page.js";
import { style } from "./style.js";

/** The pages for people. */
export async function pageRoutes(server: FastifyInstance, services: StoreServices): Promise<void> {
  server.get("/style.css", (_request, reply) => {
    reply.type("text/css; charset=utf-8").header("cache-control", "public, max-age=3600").send(style);
  });

  server.get<{ Querystring: Record<string, unknown> }>("/", async (request, reply) => {
    const { query } = request;
    const language = chooseLanguage(query.lang, request.headers["accept-language"]);
    const fields = Object.fromEntries(Object.entries(query).filter((field): field is [string, string] => typeof field[1] === "string"));
    const { found, mistake } = await answer(query, services);
    if (mistake !== null) reply.code(400);
    const page = h(SearchPage, { language, fields, found, mistake });
    return reply.type("text/html; charset=utf-8").send(`<!DOCTYPE html>${render(page)}`);
  });
}

/** What was searched, if anything; a search that is not understood is told on the page. */
async function answer(
  query: Record<string, unknown>,
  services: StoreServices,
): Promise<{ found: SearchResult | null; mistake: string | null }> {
  try {
    const { sort, ...asked } = searchParameters(query, ["lang"]);
    if (Object.keys(asked).length === 0) return { found: null, mistake: null };
    return { found: await search({ ...asked, ...(sort && { sort }) }, services), mistake: null };
  } catch (cause) {
    if (cause instanceof ZhengwenError && (cause.code === "usage.query" || cause.code === "usage.query-cost"))
      return { found: null, mistake: cause.message };
    throw cause;
  }
}
