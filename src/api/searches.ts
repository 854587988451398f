import type { FastifyInstance } from "fastify";
import type { StoreServices } from "../app/services.js";
import { listAlerts } from "../deliver/alerts.js";
import { alertFeed } from "../deliver/atom.js";
import { savedSearch } from "../deliver/saved-searches.js";

/** What saved searches found. */
export async function searchRoutes(server: FastifyInstance, { store }: StoreServices): Promise<void> {
  /** The newest alerts of a saved search as JSON. */
  server.get<{ Params: { id: string } }>("/api/searches/:id", async ({ params: { id } }) => {
    const { saved } = await savedSearch(id, store);
    return { id: saved.id, name: saved.name, search: saved.search, alerts: await listAlerts(saved.id, store) };
  });

  /** The same as an Atom feed. */
  server.get<{ Params: { id: string } }>("/api/searches/:id/feed.atom", async (request, reply) => {
    const { saved } = await savedSearch(request.params.id, store);
    const base = `${request.protocol}://${request.host}`;
    reply.type("application/atom+xml; charset=utf-8");
    return alertFeed(saved, await listAlerts(saved.id, store), `${base}/api/searches/${saved.id}/feed.atom`, base);
  });
}
