import type { FastifyInstance } from "fastify";
import type { Services } from "../app/services.js";
import { asZhengwenError } from "../model/errors.js";

/** Health for orchestrators, metrics for Prometheus. */
export async function serviceRoutes(server: FastifyInstance, { store, processQueue, metrics, shutdown }: Services): Promise<void> {
  /** The process lives. */
  server.get("/health", { config: { rateLimit: false } }, () => ({ status: "ok" }));

  /** It can do its work: store and queue answer, and it is not about to end. */
  server.get("/ready", { config: { rateLimit: false } }, async (_request, reply) => {
    if (shutdown.signal.aborted) return reply.code(503).send({ status: "closing" });
    try {
      await Promise.all([store.ready(), processQueue.ready()]);
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
