import type { FastifyInstance } from "fastify";
import type { StoreServices } from "../app/services.js";
import { asZhengwenError } from "../model/errors.js";

/** Health for orchestrators, metrics for Prometheus. */
export async function serviceRoutes(server: FastifyInstance, { store, metrics, shutdown }: StoreServices): Promise<void> {
  /** The process lives. */
  server.get("/health", { config: { rateLimit: false } }, () => ({ status: "ok" }));

  /** It can do its work: the store answers, and it is not about to end. */
  server.get("/ready", { config: { rateLimit: false } }, async (_request, reply) => {
    if (shutdown.signal.aborted) return reply.code(503).send({ status: "closing" });
    try {
      await store.ready();
      return { status: "ready" };
    } catch (cause) {
      const { code, message } = asZhengwenError(cause, "store.unavailable");
      return reply.code(503).send({ status: "unavailable", error: { code, message } });
    }
  });

  server.get("/metrics", { config: { rateLimit: false } }, async (_request, reply) => {
    reply.type(metrics.registry.contentType);
    return metrics.registry.metrics();
  });
}
