import { availableParallelism } from "node:os";
import { Command, Option } from "commander";
import { readConfig } from "../app/config.js";
import { fileReadersOf, openRunner } from "../app/runners.js";
import type { Fetcher } from "../fetch/fetcher.js";
import { asZhengwenError, type ZhengwenError } from "../model/errors.js";
import type { Document } from "../model/record.js";
import { readFilePage } from "../sandbox/file-readers.js";
import { documentText } from "./document-text.js";
import { explanation } from "./explain.js";
import { collectItems, type Item } from "./inputs.js";
import { print, say } from "./output.js";
import { startProgress } from "./progress.js";

/** Inputs that are in hand at a time: enough for every core to have one while others are read. */
const ahead = 2 * availableParallelism();

interface Options {
  format: "json" | "text";
  explain?: true;
  tokens?: true;
  fetchedAt?: string;
  url?: string;
  manifest?: string;
}

/** `zhengwen extract`: the pipeline only; one record a line, in input order. */
export function extractCommand(): Command {
  return new Command("extract")
    .description("Extract records from pages; nothing is stored.")
    .argument("[inputs...]", "files, folders, addresses, or - for standard input")
    .addOption(new Option("--format <format>", "json: a record a line; text: for reading").choices(["json", "text"]).default("json"))
    .option("--explain", "say why: every decision, repair and removal")
    .option("--tokens", "add the words of the normalised text with their tags, as segmented: {start, end, tag}")
    .option("--fetched-at <moment>", "when the bytes were fetched (ISO); resolves dates where the page gives none")
    .option("--url <address>", "the address that the bytes came from")
    .option(
      "--manifest <file>",
      "JSON Lines {path | text | html | base64, url?, contentType?, fetchedAt?, publishedAt?, title?, publisher?, source?, attachments?: [{path, url}]}",
    )
    .addHelpText(
      "after",
      `
Examples:
  zhengwen extract samples/kaiping.txt --fetched-at 2023-06-29 --format text --explain
  curl -s https://example.org/notice.html | zhengwen extract - --url https://example.org/notice.html
  zhengwen extract --manifest pages.jsonl > records.jsonl

An input that fails yields {"error": {code, message}, "input": …} in its place, and exit status 1.
ZHENGWEN_WORKERS says how many processes run documents; ZHENGWEN_PIPELINE_TIMEOUT and ZHENGWEN_PIPELINE_MEMORY bound one.`,
    )
    .action(run);
}

async function run(inputs: string[], options: Options): Promise<void> {
  const config = readConfig(process.env);
  let fetcher: Promise<Fetcher> | undefined;
  const fileReaders = fileReadersOf(config);
  const items = await collectItems(inputs, {
    ...options,
    fileReaders: () => fileReaders,
    pageLimit: config.pageLimit,
    fetcher: () => {
      fetcher ??= import("../app/fetching.js").then(({ openFetcher }) => openFetcher(config));
      return fetcher;
    },
    onSkipped: (path) => say(`skipped, no page: ${path}`),
  });
  const runner = openRunner(config);
  const wanted = { explain: options.explain === true, tokens: options.tokens === true };
  const progress = startProgress(process.stdout.isTTY ? 0 : items.length);
  const extractItem = async (item: Item): Promise<Outcome> => {
    try {
      const input = await item.load();
      const parsed = await readFilePage(input.bytes, fileReaders);
      const { document } = await runner.extract({ ...input, ...(parsed && { parsed }) }, wanted);
      return { item, document };
    } catch (cause) {
      return { item, error: asZhengwenError(cause) };
    }
  };
  let failed = 0;
  try {
    for await (const { item, document, error } of inOrder(items, ahead, extractItem)) {
      if (document) await print(options.format === "json" ? JSON.stringify(document) : shown(document, options.explain === true));
      if (error) {
        if (error.kind.state === null && error.code !== "usage.manifest") throw error;
        failed++;
        const { code, message } = error;
        say(`${item.label}: ${code}: ${message}`);
        if (options.format === "json") await print(JSON.stringify({ error: { code, message }, input: item.line ?? item.label }));
      }
      progress.tick();
    }
  } finally {
    progress.end();
    await Promise.all([runner.close(), fetcher?.then((opened) => opened.close())]);
  }
  if (failed > 0) process.exitCode = 1;
}

/** What became of an item: one of the two. */
interface Outcome {
  readonly item: Item;
  readonly document?: Document;
  readonly error?: ZhengwenError;
}

/** The results of `work` in the order of the items, so many being worked on at a time. */
async function* inOrder<T, R>(items: readonly T[], atATime: number, work: (item: T) => Promise<R>): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  for (const item of items) {
    running.push(work(item));
    if (running.length === atATime) yield (await running.shift()) as R;
  }
  for (const result of running) yield await result;
}

function shown(document: Document, explain: boolean): string {
  return explain ? `${documentText(document)}\n${explanation(document)}` : documentText(document);
}
