import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type * as z from "zod";
import type { StoreServices } from "../../app/services.js";
import { ZhengwenError } from "../../model/errors.js";
import { openApi } from "./openapi.js";
import { Answer, type Route } from "./route.js";
import { routes } from "./routes.js";

/** Serves every route of the table, and the table itself as OpenAPI. */
export async function apiRoutes(server: FastifyInstance, services: StoreServices): Promise<void> {
  for (const route of routes) {
    server.route({
      method: route.method,
      url: route.url.replace(/\{(\w+)\}/g, ":$1"),
      handler: (request, reply) => answer(route, request, reply, services),
    });
  }
  const described = JSON.stringify(openApi(routes));
  server.get("/v1/openapi.json", (_request, reply) => reply.type("application/json; charset=utf-8").send(described));
}

async function answer(route: Route, request: FastifyRequest, reply: FastifyReply, services: StoreServices): Promise<unknown> {
  const gone = new AbortController();
  reply.raw.once("close", () => gone.abort());
  const given = {
    path: read(route.path, request.params, "path"),
    query: read(route.query, request.query, "query"),
    body: route.body === undefined ? undefined : read(route.body, request.body, "body"),
    origin: `${request.protocol}://${request.host}`,
    signal: AbortSignal.any([gone.signal, services.shutdown.signal]),
  };
  const result = await route.handle(given as Parameters<Route["handle"]>[0], services);
  if (!(result instanceof Answer)) return reply.type("application/json; charset=utf-8").send(JSON.stringify(result));
  const { type, body, headers } = result;
  reply.type(type).headers(headers);
  if (typeof body === "string") return reply.send(body);
  return reply.send(body instanceof Uint8Array ? Buffer.from(body) : Readable.from(body, { objectMode: false }));
}

/** What a schema makes of a part of the request. @throws usage.argument, naming every mistake */
function read(schema: z.ZodType | undefined, value: unknown, where: string): unknown {
  if (schema === undefined) return {};
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const mistakes = result.error.issues.map(({ path, message }) => `${path.join(".") || where}: ${message}`);
  throw new ZhengwenError("usage.argument", mistakes.join("; ").slice(0, 2_000));
}
