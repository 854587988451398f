import type { FastifyInstance } from "fastify";
import { readiness } from "../app/readiness.js";
import type { StoreServices } from "../app/services.js";

/** Health for orchestrators, metrics for Prometheus. */
export async function serviceRoutes(server: FastifyInstance, services: StoreServices): Promise<void> {
  /** The process lives. */
  server.get("/health", { config: { rateLimit: false } }, () => ({ status: "ok" }));

  /** It can do its work: the store answers, and it is not about to end. */
  server.get("/ready", { config: { rateLimit: false } }, async (_request, reply) => {
    const { status, body } = await readiness(services);
    return reply.code(status).send(body);
  });

  server.get("/metrics", { config: { rateLimit: false } }, async (_request, reply) => {
    const { registry } = services.metrics;
    reply.type(registry.contentType);
    return registry.metrics();
  });
}
