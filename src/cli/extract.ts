import { Command, Option } from "commander";
import { pipelineLimits, readConfig } from "../app/config.js";
import { openFetcher, parsersOf } from "../app/services.js";
import { loadDictionary } from "../dictionary/load.js";
import type { Fetcher } from "../fetch/fetcher.js";
import { asZhengwenError } from "../model/errors.js";
import type { Document } from "../model/record.js";
import { runPipeline } from "../pipeline/pipeline.js";
import { explanation } from "./explain.js";
import { collectItems } from "./inputs.js";
import { print, say } from "./output.js";
import { startProgress } from "./progress.js";
import { documentText } from "./show.js";

interface Options {
  format: "json" | "text";
  explain?: true;
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
    .option("--fetched-at <moment>", "when the bytes were fetched (ISO); resolves dates where the page gives none")
    .option("--url <address>", "the address that the bytes came from")
    .option("--manifest <file>", "JSON Lines {path, url?, contentType?, fetchedAt?, publishedAt?, title?, publisher?, source?}")
    .addHelpText(
      "after",
      `
Examples:
  zhengwen extract samples/kaiping.txt --fetched-at 2023-06-29 --format text --explain
  curl -s https://example.org/notice.html | zhengwen extract - --url https://example.org/notice.html
  zhengwen extract --manifest pages.jsonl > records.jsonl

An input that fails yields {"error": {code, message}, "input": …} in its place, and exit status 1.`,
    )
    .action(run);
}

async function run(inputs: string[], options: Options): Promise<void> {
  const config = readConfig(process.env);
  let fetcher: Fetcher | undefined;
  const items = await collectItems(inputs, {
    ...options,
    pageLimit: config.pageLimit,
    fetcher: () => {
      fetcher ??= openFetcher(config);
      return fetcher;
    },
    parsers: parsersOf(config),
    onSkipped: (path) => say(`skipped, no page: ${path}`),
  });
  const dictionary = loadDictionary();
  const limits = pipelineLimits(config);
  const progress = startProgress(process.stdout.isTTY ? 0 : items.length);
  let failed = 0;
  for (const item of items) {
    try {
      const document = runPipeline(await item.load(), { dictionary, limits, ...(options.explain && { explain: true }) });
      await print(options.format === "json" ? JSON.stringify(document) : shown(document, options.explain === true));
    } catch (cause) {
      failed++;
      const { code, message } = asZhengwenError(cause);
      say(`${item.label}: ${code}: ${message}`);
      if (options.format === "json") await print(JSON.stringify({ error: { code, message }, input: item.line ?? item.label }));
    }
    progress.tick();
  }
  progress.end();
  await fetcher?.close();
  if (failed > 0) process.exitCode = 1;
}

function shown(document: Document, explain: boolean): string {
  return explain ? `${documentText(document)}\n${explanation(document)}` : documentText(document);
}
