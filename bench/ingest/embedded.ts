import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../../src/app/config.js";
import { openServices, type Services } from "../../src/app/services.js";
import { documentsFrom, ingestAll } from "./documents.js";
import { usage } from "./measure.js";

/** What so many documents took, for each of them: milliseconds of the clock, and of the processor in the parent and in its children. */
export interface Taken {
  readonly wall: number;
  readonly own: number;
  readonly children: number;
}

/** An embedded ingest with so many processes; their start is not counted: some documents go before. */
export async function embedded<T>(workers: number, notices: number, work: (services: Services, file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "zhengwen-bench-"));
  const file = join(folder, "store.db");
  const services = await openServices(readConfig({ ZHENGWEN_STORE: file, ZHENGWEN_WORKERS: `${workers}`, ZHENGWEN_LOG_LEVEL: "silent" }));
  try {
    await ingestAll(documentsFrom(-100, 100, notices), services);
    return await work(services, file);
  } finally {
    await services.shutdown.close();
    rmSync(folder, { recursive: true });
  }
}

export async function take(services: Services, first: number, count: number, notices: number): Promise<Taken> {
  const before = usage();
  const seconds = await ingestAll(documentsFrom(first, count, notices), services);
  const after = usage();
  return {
    wall: (seconds * 1000) / count,
    own: (after.own - before.own) / count,
    children: (after.children - before.children) / count,
  };
}

/** What the documents of a long ingest take at its beginning and at its end, a thousand each, and what is there afterwards. */
export interface Scale {
  readonly first: Taken;
  readonly last: Taken;
  /** bytes of the store's file for each document, its page and ledger row among them */
  readonly bytes: number;
  /** bytes of the parent, and of the largest child, after each thousand */
  readonly memory: readonly { readonly parent: number; readonly child: number }[];
}

export function scale(documents: number, notices: number): Promise<Scale> {
  return embedded(2, notices, async (services, file) => {
    const taken: Taken[] = [];
    const memory: { parent: number; child: number }[] = [];
    for (let from = 0; from < documents; from += 1000) {
      taken.push(await take(services, from, 1000, notices));
      const { memory: parent, childMemory: child } = usage();
      memory.push({ parent, child });
      const { wall, own, children } = taken.at(-1) as Taken;
      console.error(`${from + 1000}: ${wall.toFixed(1)} ms a document, processor ${own.toFixed(2)} + ${children.toFixed(2)}`);
    }
    const [first] = taken;
    const last = taken.at(-1);
    if (!first || !last) throw new RangeError("There are no documents.");
    return { first, last, bytes: statSync(file).size / (documents + 100), memory };
  });
}
