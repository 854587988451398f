import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { createServer } from "../../src/api/server.js";
import { readConfig } from "../../src/app/config.js";
import { openServices, type Services } from "../../src/app/services.js";
import { collectItems } from "../../src/cli/inputs.js";
import { ingest } from "../../src/ingest/ingest.js";

export interface ServedSamples {
  readonly services: Services;
  readonly server: FastifyInstance;
  close(): Promise<void>;
}

/** The samples in a store of their own, and a server over it that does not listen yet. */
export async function serveSamples(env: NodeJS.ProcessEnv = {}): Promise<ServedSamples> {
  const folder = mkdtempSync(join(tmpdir(), "zhengwen-served-"));
  const services = await openServices(readConfig({ ZHENGWEN_STORE: join(folder, "store.db"), ZHENGWEN_LOG_LEVEL: "silent", ...env }));
  const options = { pageLimit: 1e6, fetcher: () => services.fetcher, fileReaders: () => services.fileReaders };
  const items = await collectItems([], { ...options, manifest: "samples/manifest.jsonl" });
  await ingest(items, services, { worksQueue: true });
  const server = await createServer({ ...services, intake: services });
  return {
    services,
    server,
    close: async () => {
      await server.close();
      await services.shutdown.close();
      rmSync(folder, { recursive: true });
    },
  };
}
