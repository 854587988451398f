import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readConfig } from "../../src/app/config.js";
import { openStoreServices } from "../../src/app/services.js";
import { openWorkerPort } from "../../src/app/worker-port.js";

const folder = mkdtempSync(join(tmpdir(), "zhengwen-port-"));
afterAll(() => rmSync(folder, { recursive: true }));

const open = (port: string) =>
  openStoreServices(readConfig({ ZHENGWEN_STORE: join(folder, "store.db"), ZHENGWEN_WORKER_PORT: port, ZHENGWEN_LOG_LEVEL: "silent" }));

describe("the port of a worker", () => {
  it("answers health, readiness and metrics, nothing else, and closes with the worker", async () => {
    const services = await open("0");
    const port = await openWorkerPort(services);
    const ask = async (path: string) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`);
      return { status: answer.status, text: await answer.text() };
    };
    expect(await ask("/health")).toEqual({ status: 200, text: '{"status":"ok"}' });
    expect(await ask("/ready?x=1")).toEqual({ status: 200, text: '{"status":"ready"}' });
    expect((await ask("/metrics")).text).toContain("# TYPE zhengwen_stage_seconds histogram");
    expect((await ask("/v1/search?q=x")).status).toBe(404);
    await services.shutdown.close();
    await expect(ask("/health")).rejects.toThrow();
  });

  it("is none where it is not asked for", async () => {
    const services = await open("");
    expect(await openWorkerPort(services)).toBeNull();
    await services.shutdown.close();
  });

  it("that is used is said with its number", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const { port } = other.address() as AddressInfo;
    const services = await open(String(port));
    await expect(openWorkerPort(services)).rejects.toThrow(`ZHENGWEN_WORKER_PORT 127.0.0.1:${port}`);
    await services.shutdown.close();
    other.close();
  });

  it("says that the store is away", async () => {
    const services = await open("0");
    const gone = { ...services, store: { ...services.store, ready: () => Promise.reject(new Error("gone")) } };
    const port = await openWorkerPort(gone);
    const answer = await fetch(`http://127.0.0.1:${port}/ready`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ status: "unavailable", error: { code: "store.unavailable" } });
    await services.shutdown.close();
  });
});
