import * as z from "zod";
import { listAlerts } from "../../deliver/alerts.js";
import { alertFeed } from "../../deliver/atom.js";
import { savedSearch } from "../../deliver/saved-searches.js";
import { Answer, route } from "./route.js";

const path = z.object({ id: z.string().min(1).max(200).describe("id of the saved search") });

export const savedSearchRoute = route({
  method: "GET",
  url: "/v1/searches/{id}",
  tag: "search",
  summary: "A saved search with its newest alerts",
  path,
  query: z.strictObject({}),
  answers: {
    "application/json": z.object({
      id: z.string(),
      name: z.string(),
      search: z.record(z.string(), z.unknown()),
      alerts: z.array(z.looseObject({ record: z.string(), revision: z.int(), why: z.array(z.string()) })),
    }),
  },
  errors: ["record.not-found"],
  examples: [{ url: "/v1/searches/{search}" }],
  handle: async ({ path: { id } }, { store }) => {
    const { saved } = await savedSearch(id, store);
    return { id: saved.id, name: saved.name, search: saved.search, alerts: await listAlerts(saved.id, store) };
  },
});

export const alertFeedRoute = route({
  method: "GET",
  url: "/v1/searches/{id}/feed.atom",
  tag: "search",
  summary: "The alerts of a saved search as an Atom feed",
  path,
  query: z.strictObject({}),
  answers: { "application/atom+xml": null },
  errors: ["record.not-found"],
  examples: [{ url: "/v1/searches/{search}/feed.atom" }],
  handle: async ({ path: { id }, origin }, { store }) => {
    const { saved } = await savedSearch(id, store);
    const feed = alertFeed(saved, await listAlerts(saved.id, store), `${origin}/v1/searches/${saved.id}/feed.atom`, origin);
    return new Answer("application/atom+xml; charset=utf-8", feed);
  },
});
