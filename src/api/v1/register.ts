import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type * as z from "zod";
import { requireScope, shownKey } from "../../app/keys.js";
import { forgetAnswers } from "../../app/repeated.js";
import type { StoreServices } from "../../app/services.js";
import { asZhengwenError, ZhengwenError } from "../../model/errors.js";
import { openApi } from "./openapi.js";
import { Answer, type Route } from "./route.js";
import { routes } from "./routes.js";

/** Serves every route of the table, and the table itself as OpenAPI. */
export async function apiRoutes(server: FastifyInstance, services: StoreServices): Promise<void> {
  // before requests are counted: those with a key are counted by it
  server.addHook("onRequest", async (request) => {
    const { authorization } = request.headers;
    if (authorization !== undefined) request.key = await shownKey(authorization, services);
  });
  for (const route of routes.filter(({ raw }) => raw === undefined)) serve(server, route, services);
  await server.register(async (bare) => {
    const types = new Set(routes.flatMap(({ raw }) => Object.keys(raw?.types ?? {})));
    bare.addContentTypeParser([...types], { parseAs: "string" }, (_request, body, done) => done(null, body));
    for (const route of routes.filter(({ raw }) => raw !== undefined)) serve(bare, route, services);
  });
  sweepAnswers(server, services);
  const described = JSON.stringify(openApi(routes));
  server.get("/v1/openapi.json", (_request, reply) => reply.type("application/json; charset=utf-8").send(described));
}

/** Drops answers to pushes that are kept no longer, every hour. */
function sweepAnswers(server: FastifyInstance, services: StoreServices): void {
  const sweep = () =>
    forgetAnswers(services).catch((cause: unknown) => {
      const error = asZhengwenError(cause, "store.unavailable");
      services.log.warn({ code: error.code, err: error }, "old answers could not be dropped; tried again in an hour");
    });
  const timer = setInterval(sweep, 3_600_000).unref();
  server.addHook("onClose", async () => clearInterval(timer));
}

function serve(server: FastifyInstance, route: Route, services: StoreServices): void {
  const { scope = "read", raw } = route;
  const { config } = services;
  server.route({
    method: route.method,
    url: route.url.replace(/\{(\w+)\}/g, ":$1"),
    ...(raw && { bodyLimit: raw.limit(config) }),
    // the key is looked at before a byte of the body is read
    preParsing: async ({ key, headers }) => {
      if (scope !== "read" || config.readKeys || isOurs(headers.authorization)) requireScope(key, scope);
    },
    handler: (request, reply) => answer(route, request, reply, services),
  });
}

/** Whether a header was meant for us: what a proxy in front of open reading asks for is none of our keys. */
function isOurs(authorization: string | undefined): boolean {
  return authorization !== undefined && /^Bearer /i.test(authorization);
}

async function answer(route: Route, request: FastifyRequest, reply: FastifyReply, services: StoreServices): Promise<unknown> {
  const gone = new AbortController();
  reply.raw.once("close", () => gone.abort());
  const given = {
    path: read(route.path, request.params, "path"),
    query: read(route.query, request.query, "query"),
    body: route.body === undefined || route.raw ? undefined : read(route.body, request.body, "body"),
    text: typeof request.body === "string" ? request.body : "",
    headers: request.headers,
    key: request.key,
    origin: `${request.protocol}://${request.host}`,
    signal: AbortSignal.any([gone.signal, services.shutdown.signal]),
  };
  const result = await route.handle(given as Parameters<Route["handle"]>[0], services);
  reply.code(route.status ?? 200);
  if (result === undefined) return reply.send();
  if (!(result instanceof Answer)) return reply.type("application/json; charset=utf-8").send(JSON.stringify(result));
  const { type, body, headers, status } = result;
  if (status !== undefined) reply.code(status);
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
