import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ZhengwenError } from "../model/errors.js";
import { readiness } from "./readiness.js";
import type { StoreServices } from "./services.js";

/**
 * Lets a worker answer `/health`, `/ready` and `/metrics` as the API does, so that an orchestrator can ask it for nothing
 * more than a request, and Prometheus for its counts. It closes with the services.
 * @returns the port, which the system chose where the configuration says 0; null where it names none
 * @throws config.invalid where the port cannot be listened on
 */
export async function openWorkerPort(services: StoreServices): Promise<number | null> {
  const { log, shutdown } = services;
  const { workerPort: port, host } = services.config;
  if (port === null) return null;
  const server = createServer((request, response) => {
    answer(request.url ?? "/", response, services).catch((error: unknown) => {
      log.error({ err: error, url: request.url }, "a request to the worker failed");
      response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) => {
      reject(new ZhengwenError("config.invalid", `ZHENGWEN_WORKER_PORT ${host}:${port}: ${cause.message}`, { cause }));
    });
    server.listen(port, host, resolve);
  });
  shutdown.onClose("worker port", async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

async function answer(url: string, response: ServerResponse, services: StoreServices): Promise<void> {
  switch (url.split("?")[0]) {
    case "/health":
      sendJson(response, 200, { status: "ok" });
      return;
    case "/ready": {
      const { status, body } = await readiness(services);
      sendJson(response, status, body);
      return;
    }
    case "/metrics": {
      const { registry } = services.metrics;
      response.writeHead(200, { "content-type": registry.contentType }).end(await registry.metrics());
      return;
    }
    default:
      sendJson(response, 404, { status: "not found", paths: ["/health", "/ready", "/metrics"] });
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
