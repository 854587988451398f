import type { FastifyInstance } from "fastify";
import type { StoreServices } from "../../app/services.js";
import { serveAssets } from "./assets.js";
import { documentRoutes } from "./document/routes.js";
import { createOverview } from "./overview.js";
import { searchRoutes } from "./search-routes.js";

/** The pages for people; a subject of its own is a file of routes of its own. */
export async function pageRoutes(server: FastifyInstance, services: StoreServices): Promise<void> {
  const overview = createOverview(services);
  serveAssets(server);
  searchRoutes(server, services, overview);
  documentRoutes(server, services);
}
