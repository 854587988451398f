import { Command, InvalidArgumentError, Option } from "commander";
import { readConfig } from "../app/config.js";
import { openStoreServices } from "../app/services.js";
import { ZhengwenError } from "../model/errors.js";
import type { StoredRecord } from "../model/record.js";
import { compareDocuments, type PartTexts } from "../parts/compare.js";
import { namedDocument } from "./named-document.js";
import { print } from "./output.js";

interface Options {
  from?: number;
  to?: number;
  format: "text" | "json";
}

/** `zhengwen diff`: what a revision of a document changed. */
export function diffCommand(): Command {
  return new Command("diff")
    .description("What changed between two revisions of a document, by field and by part.")
    .argument("<document>", "its id, or an address that it was found at")
    .option("--from <revision>", "the earlier revision; the one before the later when left out", revisionNumber)
    .option("--to <revision>", "the later revision; the newest when left out", revisionNumber)
    .addOption(new Option("--format <format>", "text, or json").choices(["text", "json"]).default("text"))
    .addHelpText(
      "after",
      `
Examples:
  zhengwen diff 0f343b0931126a20f133d67c2b018a3b
  zhengwen diff https://www.gd.gov.cn/zwgk/1.html --from 1 --to 3
  zhengwen diff 0f343b0931126a20f133d67c2b018a3b --format json

Parts bear the ids of the record's \`parts\`: art12 is 第十二条, n3.n1 the first item under 三、.`,
    )
    .action(run);
}

function revisionNumber(given: string): number {
  if (!/^[1-9]\d{0,8}$/.test(given)) throw new InvalidArgumentError("A revision is a whole number from 1.");
  return Number(given);
}

async function run(given: string, options: Options): Promise<void> {
  const services = await openStoreServices(readConfig(process.env));
  try {
    const id = await namedDocument(given, services);
    const read = async (revision?: number): Promise<StoredRecord> => {
      const record = await services.store.get(id, revision);
      if (record === null) throw new ZhengwenError("record.not-found", revision === undefined ? given : `${given}, revision ${revision}`);
      return record;
    };
    const after = await read(options.to);
    const from = options.from ?? after.revision - 1;
    if (from < 1) throw new ZhengwenError("usage.argument", `${id} has one revision only: there is nothing to compare it with.`);
    const before = await read(from);
    const { fields, parts, texts } = compareDocuments(before, after);
    if (options.format === "json") {
      const told = parts.map((part, i) => ({ ...part, ...texts[i] }));
      await print(JSON.stringify({ id, from: before.revision, to: after.revision, fields, parts: told }));
      return;
    }
    await print(`${id}  revision ${before.revision} → ${after.revision}`);
    await print(`fields: ${fields.join(", ") || "none"}`);
    for (const [i, { id: part, change, from: old }] of parts.entries()) {
      await print(`\n${part}  ${change}${old === undefined ? "" : ` from ${old}`}`);
      if (change !== "moved") for (const line of partLines(texts[i])) await print(line);
    }
  } finally {
    await services.shutdown.close();
  }
}

/** A part before (-) and after (+); of one that changed with what differs in brackets. */
function partLines(texts: PartTexts | undefined): string[] {
  const { before = null, after = null } = texts ?? {};
  if (before === null || after === null) {
    const lines = (mark: string, text: string | null) => (text === null ? [] : text.split("\n").map((line) => `${mark} ${line}`));
    return [...lines("-", before), ...lines("+", after)];
  }
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const marked = (text: string) =>
    `${text.slice(0, start)}[${text.slice(start, text.length - end)}]${text.slice(text.length - end)}`.replaceAll("\n", "\n  ");
  return [`- ${marked(before)}`, `+ ${marked(after)}`];
}
