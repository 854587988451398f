import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from "fastify";
import { openSearchPool } from "../app/search-pool.js";
import type { StoreServices } from "../app/services.js";
import { asZhengwenError, type ErrorCode } from "../model/errors.js";
import { QueryError } from "../search/query-error.js";
import { graphRoutes } from "./graph.js";
import { pageRoutes } from "./pages/routes.js";
import { panelRoutes } from "./panel.js";
import { pushRoutes } from "./push.js";
import { recordRoutes } from "./records.js";
import { searchRoutes } from "./searches.js";
import { serviceRoutes } from "./service.js";

declare module "fastify" {
  interface FastifyInstance {
    /** requests that are not answered yet, by id */
    readonly inHand: Set<string>;
  }
}

/** Requests that one address may make in a minute. */
const requestsPerMinute = 600;

const statusOf: Partial<Record<ErrorCode, number>> = {
  "usage.query": 400,
  "usage.query-cost": 400,
  "search.busy": 429,
  "usage.argument": 400,
  "key.missing": 401,
  "key.scope": 403,
  "push.body": 422,
  "push.repeated": 422,
  "push.busy": 409,
  "record.not-found": 404,
  "store.unavailable": 503,
  "queue.unavailable": 503,
};

/** The HTTP server: records and search as JSON, the search page, health. Searches run in processes of its own. It does not listen yet. */
export async function createServer(given: StoreServices): Promise<FastifyInstance> {
  const { config } = given;
  const searcher = openSearchPool({ config, processes: config.searchProcesses, deadline: config.searchTimeout });
  const services = { ...given, searcher };
  const server: FastifyInstance = fastify({
    loggerInstance: services.log as FastifyBaseLogger,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    bodyLimit: 64 * 1024,
    logController: new LogController({ disableRequestLogging: true }),
  });
  await server.register(helmet, {
    // without TLS in front these two would send browsers to an address that does not answer
    hsts: false,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
  });
  await server.register(rateLimit, { max: requestsPerMinute, timeWindow: "1 minute" });
  server.decorate("inHand", new Set<string>());
  server.addHook("onRequest", async (request, reply) => {
    server.inHand.add(request.id);
    reply.raw.once("close", () => server.inHand.delete(request.id));
  });
  server.addHook("onSend", async (_request, reply) => {
    // a client that keeps its connection alive would hold up the end
    if (services.shutdown.signal.aborted) reply.header("connection", "close");
  });
  server.addHook("onClose", () => searcher.close());
  server.setErrorHandler(answerError);
  server.setNotFoundHandler((request, reply) => {
    reply.code(404).send({ error: { code: "http.not-found", message: `There is nothing at ${request.url.slice(0, 200)}.` } });
  });
  await server.register(serviceRoutes, services);
  await server.register(recordRoutes, services);
  await server.register(graphRoutes, services);
  await server.register(panelRoutes, services);
  await server.register(searchRoutes, services);
  if (services.intake) await server.register(pushRoutes, { ...services, intake: services.intake });
  await server.register(pageRoutes, services);
  return server;
}

function answerError(cause: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const status = (cause as { statusCode?: number }).statusCode;
  if (status !== undefined && status < 500) {
    reply.code(status).send({ error: { code: `http.${status}`, message: (cause as Error).message } });
    return;
  }
  const error = asZhengwenError(cause);
  const code = statusOf[error.code] ?? 500;
  if (code >= 500) request.log.error({ err: error, url: request.url }, "request failed");
  const message = code === 500 ? "The request failed; the log says why." : error.message;
  const at = error instanceof QueryError && error.at !== null ? { at: error.at } : {};
  reply.code(code).send({ error: { code: error.code, message, remedy: error.kind.remedy, ...at } });
}
