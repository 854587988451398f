import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";
import { openApi } from "./v1/openapi.js";
import { routes } from "./v1/routes.js";

/** The description of the API for people, at /docs. It loads nothing from elsewhere. */
export async function docsPages(server: FastifyInstance): Promise<void> {
  await server.register(swagger, { mode: "static", specification: { document: openApi(routes) as never } });
  await server.register(swaggerUi, { routePrefix: "/docs", staticCSP: true, uiConfig: { docExpansion: "list", validatorUrl: null } });
}
