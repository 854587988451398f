import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { createServer } from "../../src/api/server.js";
import { readConfig } from "../../src/app/config.js";
import { openServices, type Services } from "../../src/app/services.js";
import { collectItems } from "../../src/cli/inputs.js";
import { ingest } from "../../src/ingest/ingest.js";

export interface HeldSamples {
  readonly services: Services;
  close(): Promise<void>;
}

export interface ServedSamples extends HeldSamples {
  readonly server: FastifyInstance;
}

/** The samples in a store of their own, and a server over it that does not listen yet. */
export async function serveSamples(env: NodeJS.ProcessEnv = {}): Promise<ServedSamples> {
  const held = await holdSamples(env);
  const server = await createServer({ ...held.services, intake: held.services });
  return {
    ...held,
    server,
    close: async () => {
      await server.close();
      await held.close();
    },
  };
}

/** The samples in a store of their own: one SQLite file, or what the environment names. */
export async function holdSamples(env: NodeJS.ProcessEnv = {}): Promise<HeldSamples> {
  const folder = mkdtempSync(join(tmpdir(), "zhengwen-samples-"));
  const path = join(folder, "store.db");
  const elsewhere = env.ZHENGWEN_ES_URL !== undefined;
  if (!elsewhere) cpSync(await samplesFolder(), folder, { recursive: true });
  const services = await openServices(readConfig({ ZHENGWEN_STORE: path, ZHENGWEN_LOG_LEVEL: "silent", ...env }));
  if (elsewhere) await ingestSamples(services);
  return {
    services,
    close: async () => {
      await services.shutdown.close();
      rmSync(folder, { recursive: true });
    },
  };
}

let made: Promise<string> | undefined;

/** The folder of a store that holds the samples, made once in a process and removed with it: each suite works on a copy. */
function samplesFolder(): Promise<string> {
  made ??= makeSamplesFolder();
  return made;
}

async function makeSamplesFolder(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "zhengwen-samples-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const services = await openServices(readConfig({ ZHENGWEN_STORE: join(folder, "store.db"), ZHENGWEN_LOG_LEVEL: "silent" }));
  await ingestSamples(services);
  await services.shutdown.close();
  return folder;
}

async function ingestSamples(services: Services): Promise<void> {
  const options = { pageLimit: 1e6, fetcher: () => services.fetcher, fileReaders: () => services.fileReaders };
  const items = await collectItems([], { ...options, manifest: "samples/manifest.jsonl" });
  await ingest(items, services, { worksQueue: true });
}
