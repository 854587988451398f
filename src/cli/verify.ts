import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { Command, Option } from "commander";
import { readConfig } from "../app/config.js";
import { openStoreServices } from "../app/services.js";
import { type Finding, verify } from "../app/verify.js";
import { ZhengwenError } from "../model/errors.js";
import { print, say } from "./output.js";

/** Characters of a draft that are checked at once. */
const longest = 1_000_000;

/** `zhengwen verify`: what a draft says of documents, checked against those that are held. */
export function verifyCommand(): Command {
  return new Command("verify")
    .description("Check the document numbers, titles, quotations and figures of a draft against the stored records.")
    .argument("<file>", "a text in UTF-8, or - for standard input")
    .addOption(new Option("--format <format>", "text for reading, json: a finding a line").choices(["text", "json"]).default("text"))
    .addHelpText(
      "after",
      `
Examples:
  zhengwen verify draft.txt
  pbpaste | zhengwen verify - --format text

Exit status 1: something is altered or repealed. What is not held is neither right nor wrong.`,
    )
    .action(run);
}

async function run(file: string, { format }: { format: "text" | "json" }): Promise<void> {
  const draft = file === "-" ? await text(process.stdin) : await readDraftFile(file);
  if (draft.length > longest) throw new ZhengwenError("input.too-large", `${draft.length} characters; ${longest} are checked at once.`);
  const services = await openStoreServices(readConfig(process.env));
  try {
    const findings = await verify(draft, services);
    for (const finding of findings) await print(format === "json" ? JSON.stringify(finding) : shown(finding));
    const count = (verdict: string) => findings.filter((finding) => finding.verdict === verdict).length;
    say(["exact", "altered", "repealed", "not held"].map((verdict) => `${count(verdict)} ${verdict}`).join(", "));
    if (count("altered") + count("repealed") > 0) process.exitCode = 1;
  } finally {
    await services.shutdown.close();
  }
}

async function readDraftFile(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new ZhengwenError("input.unreadable", `${file}: ${(cause as Error).message}`, { cause });
  }
}

function shown({ kind, quote, verdict, difference, document, passage }: Finding): string {
  const against = difference === null ? "" : `  ${difference.said || "–"} → ${difference.held || "–"}`;
  const where = document === null ? "" : `\n    ${[document.title, document.number, document.id].filter(Boolean).join("  ")}`;
  const said = passage === null || passage.text === "" ? "" : `\n    ${passage.text.replace(/\s+/g, " ")}`;
  return `${verdict.padEnd(9)} ${kind.padEnd(10)} ${quote}${against}${where}${said}`;
}
