import * as z from "zod";
import { listAlerts } from "../../deliver/alerts.js";
import { alertFeed } from "../../deliver/atom.js";
import { forgetSearch, savedSearch, savedSearches, saveSearch } from "../../deliver/saved-searches.js";
import { type DeliveryState, deliveryState, redeliver, removeWebhook, setWebhook } from "../../deliver/search-webhook.js";
import { isoTime } from "../../model/clock.js";
import { isoMoment } from "../../model/record.js";
import { queryLanguage } from "../../pipeline/query-language.js";
import { Answer, route } from "./route.js";

const path = z.object({ id: z.string().min(1).max(200).describe("id of the saved search") });
const query = z.strictObject({});
const webhookUrl = z
  .string()
  .max(2_000)
  .regex(
    /^https?:\/\/(?:(?:[A-Za-z0-9-]{1,63}\.){0,8}[A-Za-z][A-Za-z0-9-]{0,60}|(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9]))(?::(?:[0-9]{1,4}|[1-5][0-9]{4}))?(?:[/?][!-~]*)?$/,
  )
  .describe("address that alerts are sent to, signed by Standard Webhooks");
const secret = z.string().describe("key that messages are signed with: it is shown this once");

const stateSchema = z
  .object({ failingSince: z.string().nullable(), disabledAt: z.string().nullable(), detail: z.string().nullable() })
  .nullable()
  .describe("how delivery to its own webhook goes; given up after five days of failure; null where it has none");
const savedSchema = z.object({
  id: z.string(),
  name: z.string(),
  search: z.record(z.string(), z.unknown()),
  createdAt: z.string(),
  webhook: stateSchema,
});

function shownState({ endpoint, failingSince, disabledAt, detail }: DeliveryState): z.infer<typeof stateSchema> {
  return endpoint === null ? null : { failingSince, disabledAt, detail };
}

export const savedSearchesRoute = route({
  method: "GET",
  url: "/v1/searches",
  tag: "admin",
  summary: "Every saved search",
  scope: "admin",
  query,
  answers: { "application/json": z.object({ searches: z.array(savedSchema) }) },
  errors: [],
  examples: [{ url: "/v1/searches" }],
  handle: async (_request, { store }) => {
    const shown = (await savedSearches(store)).map(async ({ cursor: _cursor, ...saved }) => {
      return { ...saved, webhook: shownState(await deliveryState(saved.id, { store })) };
    });
    return { searches: await Promise.all(shown) };
  },
});

export const saveSearchRoute = route({
  method: "POST",
  url: "/v1/searches",
  tag: "admin",
  summary: "Save a search: it is matched against what comes in from now on",
  scope: "admin",
  status: 201,
  query,
  body: z.object({
    name: z.string().min(1).max(200),
    query: z.string().min(1).max(4_000).describe("as in `q` of a search"),
    webhook: webhookUrl.optional(),
  }),
  answers: { "application/json": savedSchema.omit({ webhook: true }).extend({ secret: secret.optional() }) },
  errors: ["usage.query", "usage.query-cost"],
  examples: [{ url: "/v1/searches", body: { name: "subsidies", query: "instrument:subsidy" } }],
  handle: async ({ body }, { store, dictionary, clock }) => {
    const given = { name: body.name, search: { query: body.query }, createdAt: isoTime(clock.now()) };
    const { cursor: _cursor, ...saved } = await saveSearch(given, { store, language: queryLanguage(dictionary) });
    return { ...saved, ...(body.webhook !== undefined && (await setWebhook(saved.id, body.webhook, { store }))) };
  },
});

export const savedSearchRoute = route({
  method: "GET",
  url: "/v1/searches/{id}",
  tag: "search",
  summary: "A saved search with its newest alerts",
  description: "Whoever knows its id may read it.",
  path,
  query,
  answers: {
    "application/json": savedSchema.extend({
      alerts: z.array(z.looseObject({ record: z.string(), revision: z.int(), why: z.array(z.string()) })),
    }),
  },
  errors: ["record.not-found"],
  examples: [{ url: "/v1/searches/{search}" }],
  handle: async ({ path: { id } }, { store }) => {
    const { cursor: _cursor, ...saved } = (await savedSearch(id, store)).saved;
    const webhook = shownState(await deliveryState(saved.id, { store }));
    return { ...saved, webhook, alerts: await listAlerts(saved.id, store) };
  },
});

export const forgetSearchRoute = route({
  method: "DELETE",
  url: "/v1/searches/{id}",
  tag: "admin",
  summary: "Forget a saved search and its webhook",
  scope: "admin",
  status: 204,
  path,
  query,
  answers: {},
  errors: ["record.not-found"],
  examples: [{ url: "/v1/searches/{search}" }],
  handle: async ({ path: { id } }, { store }) => {
    await forgetSearch(id, store);
    await removeWebhook(id, { store });
    return undefined;
  },
});

export const searchWebhookRoute = route({
  method: "POST",
  url: "/v1/searches/{id}/webhook",
  tag: "admin",
  summary: "Send a saved search's alerts to an address of its own",
  description: "The address is reached under the same guard as pages that are fetched: a private one only where it is allowed.",
  scope: "admin",
  path,
  query,
  body: z.object({ url: webhookUrl }),
  answers: { "application/json": z.object({ secret }) },
  errors: ["record.not-found"],
  examples: [{ url: "/v1/searches/{search}/webhook", body: { url: "https://reader.example/hook" } }],
  handle: async ({ path: { id }, body: { url } }, services) => setWebhook(id, url, services),
});

export const redeliverRoute = route({
  method: "POST",
  url: "/v1/searches/{id}/redeliver",
  tag: "admin",
  summary: "Send alerts once more, also to a webhook that was given up",
  description: "Under the same ids: who received one already can tell.",
  scope: "admin",
  path,
  query,
  body: z.object({
    alert: z.string().max(300).optional().describe("one alert: search/record/revision; all of them where it is not said"),
    since: isoMoment.optional().describe("those of what was fetched then or later"),
  }),
  answers: { "application/json": z.object({ waiting: z.int().min(0) }) },
  errors: ["record.not-found"],
  examples: [{ url: "/v1/searches/{search}/redeliver", body: {} }],
  handle: async ({ path: { id }, body }, services) => ({ waiting: await redeliver(id, body, services) }),
});

export const alertFeedRoute = route({
  method: "GET",
  url: "/v1/searches/{id}/feed.atom",
  tag: "search",
  summary: "The alerts of a saved search as an Atom feed",
  path,
  query,
  answers: { "application/atom+xml": null },
  errors: ["record.not-found"],
  examples: [{ url: "/v1/searches/{search}/feed.atom" }],
  handle: async ({ path: { id }, origin }, { store }) => {
    const { saved } = await savedSearch(id, store);
    const feed = alertFeed(saved, await listAlerts(saved.id, store), `${origin}/v1/searches/${saved.id}/feed.atom`, origin);
    return new Answer("application/atom+xml; charset=utf-8", feed);
  },
});
