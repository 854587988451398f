import type { FastifyInstance } from "fastify";
import type { StoreServices } from "../../app/services.js";
import { adminRoutes } from "./admin/routes.js";
import { serveAssets } from "./assets.js";
import { documentRoutes } from "./document/routes.js";
import { createOverview } from "./overview.js";
import { panelRoutes } from "./panel/routes.js";
import { searchRoutes } from "./search-routes.js";
import { createSourceNames } from "./source-names.js";
import { trialRoutes } from "./trial/routes.js";

/** The pages for people; a subject of its own is a file of routes of its own. */
export async function pageRoutes(server: FastifyInstance, services: StoreServices): Promise<void> {
  serveAssets(server);
  const sourceNames = createSourceNames(services);
  searchRoutes(server, services, { overview: createOverview(services, sourceNames), sourceNames });
  documentRoutes(server, services);
  panelRoutes(server, services);
  // these read forms, which nothing else does
  await server.register(trialRoutes, services);
  await server.register(adminRoutes, services);
}
