import compress from "@fastify/compress";
import cors from "@fastify/cors";
import etag from "@fastify/etag";
import helmet from "@fastify/helmet";
import rateLimit, { normalizeIP } from "@fastify/rate-limit";
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import type { ApiKey } from "../app/keys.js";
import { openSearchPool } from "../app/search-pool.js";
import type { StoreServices } from "../app/services.js";
import { ZhengwenError } from "../model/errors.js";
import { docsPages } from "./docs.js";
import { answerNothing, collectMethods } from "./methods.js";
import { answerFailure } from "./pages/failures.js";
import { pageRoutes } from "./pages/routes.js";
import { answerClientError, refuseUnreadable } from "./readable-url.js";
import { serviceRoutes } from "./service.js";
import { apiRoutes } from "./v1/register.js";

declare module "fastify" {
  interface FastifyInstance {
    /** requests that are not answered yet, by id */
    readonly inHand: Set<string>;
  }
  interface FastifyRequest {
    /** the API key that it bears, if that is valid */
    key: ApiKey | null;
  }
}

/** The HTTP server: the API below /v1, its docs, the pages for people, health. Searches run in processes of its own. It does not listen yet. */
export async function createServer(given: StoreServices): Promise<FastifyInstance> {
  const { config } = given;
  const searcher = openSearchPool({ config, processes: config.searchProcesses, deadline: config.searchTimeout });
  const services = { ...given, searcher };
  const server: FastifyInstance = fastify({
    loggerInstance: services.log as FastifyBaseLogger,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    bodyLimit: 1024 * 1024,
    trustProxy: config.trustProxy.length > 0 ? [...config.trustProxy] : false,
    logController: new LogController({ disableRequestLogging: true }),
    clientErrorHandler: answerClientError,
    frameworkErrors: answerFailure,
  });
  server.decorate("inHand", new Set<string>());
  server.decorateRequest("key", null);
  server.addHook("onRequest", async (request, reply) => {
    server.inHand.add(request.id);
    reply.raw.once("close", () => server.inHand.delete(request.id));
  });
  server.addHook("onRequest", refuseUnreadable);
  server.addHook("onSend", async (_request, reply) => {
    // a client that keeps its connection alive would hold up the end
    if (services.shutdown.signal.aborted) reply.header("connection", "close");
  });
  server.addHook("onClose", () => searcher.close());
  await server.register(helmet, {
    // without TLS in front these two would send browsers to an address that does not answer
    hsts: false,
    // whoever may call the API may read its answers
    crossOriginResourcePolicy: config.corsOrigins.length > 0 ? { policy: "cross-origin" } : { policy: "same-origin" },
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        connectSrc: ["'self'"],
        imgSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
  });
  if (config.corsOrigins.length > 0) {
    const origin = config.corsOrigins.includes("*") ? "*" : [...config.corsOrigins];
    await server.register(cors, { origin, methods: ["GET", "HEAD", "POST", "DELETE"], exposedHeaders: ["etag", "link", "retry-after"] });
  }
  await server.register(rateLimit, {
    max: config.rateLimit,
    timeWindow: "1 minute",
    keyGenerator: ({ key, ip }) => (key === null ? normalizeIP(ip) : `key ${key.id}`),
    errorResponseBuilder: (_request, { after }) => new ZhengwenError("http.rate", `Ask again in ${after}.`),
  });
  await server.register(etag, { weak: true });
  await server.register(compress, { encodings: ["br", "gzip"], threshold: 1024 });
  const methods = collectMethods(server);
  // a method that no route takes may fail before it is known to be none: where its body is not read
  server.setErrorHandler((cause, request, reply) =>
    request.is404 ? answerNothing(methods, request, reply) : answerFailure(cause, request, reply),
  );
  server.setNotFoundHandler((request, reply) => answerNothing(methods, request, reply));
  await server.register(serviceRoutes, services);
  await server.register(apiRoutes, services);
  await server.register(docsPages);
  // a browser shows no key
  if (!config.readKeys) await server.register(pageRoutes, services);
  return server;
}
