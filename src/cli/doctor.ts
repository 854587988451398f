import { existsSync } from "node:fs";
import { Command } from "commander";
import { type Config, pipelineLimits, readConfig, unknownVariables } from "../app/config.js";
import { createLog } from "../app/log.js";
import { openStore } from "../app/open-store.js";
import { openQueues } from "../app/services.js";
import { readSources } from "../crawl/sources.js";
import { checkDictionary, loadDictionary } from "../dictionary/load.js";
import { asZhengwenError, ZhengwenError } from "../model/errors.js";
import { runPipeline } from "../pipeline/pipeline.js";
import { print } from "./output.js";

interface Check {
  readonly name: string;
  /** @returns what was found; throws ZhengwenError with what is wrong */
  run(): Promise<string> | string;
}

/** `zhengwen doctor`: checks what everything else needs, and says what to change. */
export function doctorCommand(): Command {
  return new Command("doctor")
    .description("Check Node, dictionaries, segmenter, store and queue.")
    .addHelpText(
      "after",
      `
Examples:
  zhengwen doctor
  ZHENGWEN_REDIS_URL=redis://localhost ZHENGWEN_ES_URL=http://localhost:9200 zhengwen doctor

It ends with status 1 where a check fails, and says what to change. Misspelt variables ZHENGWEN_… are found here.`,
    )
    .action(run);
}

async function run(): Promise<void> {
  let failed = false;
  for (const check of checks(readConfig(process.env))) {
    try {
      await print(`ok    ${check.name}: ${await check.run()}`);
    } catch (cause) {
      failed = true;
      const error = asZhengwenError(cause);
      await print(`FAIL  ${check.name}: ${error.message}\n      ${error.kind.remedy}`);
    }
  }
  if (failed) process.exitCode = 1;
}

function checks(config: Config): Check[] {
  return [
    { name: "Node", run: nodeVersion },
    { name: "configuration", run: () => configuration(config) },
    { name: "dictionaries and segmenter", run: dictionaries },
    { name: "pipeline", run: () => pipeline(config) },
    { name: config.esUrl === null ? "store (SQLite)" : "store (Elasticsearch)", run: () => store(config) },
    { name: config.redisUrl === null ? "queue (in process)" : "queue (Redis)", run: () => queue(config) },
    { name: "sources", run: () => sources(config) },
  ];
}

function sources({ sources: file }: Config): string {
  if (!existsSync(file)) return `${file} is not there: nothing to crawl`;
  return `${readSources(file).length} in ${file}`;
}

function nodeVersion(): string {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    throw new ZhengwenError("config.invalid", `Node ${process.versions.node}; 20.19 or later is needed.`);
  return process.versions.node;
}

function configuration({ redisUrl, esUrl }: Config): string {
  const unknown = unknownVariables(process.env);
  if (unknown.length > 0) throw new ZhengwenError("config.invalid", `Not known, perhaps misspelt: ${unknown.join(", ")}.`);
  if (redisUrl !== null) return "distributed: Redis and Elasticsearch";
  return esUrl === null ? "embedded" : "Elasticsearch, the queue in process";
}

function dictionaries(): string {
  const dictionary = loadDictionary();
  checkDictionary(dictionary);
  return `digest ${dictionary.digest}`;
}

function pipeline(config: Config): string {
  const bytes = new TextEncoder().encode("開平市發布通知\n2023-06-28 來源：開平發布\n開平市27家企業獲獎勵1530萬元。");
  const input = { bytes, url: null, finalUrl: null, contentType: "text/plain", fetchedAt: null, hints: {}, attachments: [] };
  const { document } = runPipeline(input, { dictionary: loadDictionary(), limits: pipelineLimits(config) });
  const { text, entities } = document;
  if (!text.includes("奖励")) throw new ZhengwenError("pipeline.internal", `A Traditional text came out as ${text}`);
  return `${entities.length} entities in a text of one line`;
}

async function store(config: Config): Promise<string> {
  const opened = await openStore(config);
  try {
    await opened.ready();
    const counts = await opened.ledger.counts();
    return `${counts.reduce((sum, { count }) => sum + count, 0)} addresses in the ledger`;
  } finally {
    await opened.close();
  }
}

async function queue(config: Config): Promise<string> {
  const { processQueue, crawlQueue } = await openQueues(config, createLog({ ...config, logLevel: "silent" }));
  try {
    await processQueue.ready();
    const { waiting, running, delayed } = await processQueue.counts();
    return `${waiting} jobs wait, ${running} run, ${delayed} are to be tried again`;
  } finally {
    await Promise.all([processQueue.close(), crawlQueue.close()]);
  }
}
