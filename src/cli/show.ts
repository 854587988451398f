import { Command, Option } from "commander";
import { readConfig } from "../app/config.js";
import { openStoreServices } from "../app/services.js";
import { ZhengwenError } from "../model/errors.js";
import { shownText, type TextForm, textForms, textsOf } from "../search/texts.js";
import { documentText } from "./document-text.js";
import { explanation } from "./explain.js";
import { namedDocument } from "./named-document.js";
import { print } from "./output.js";

interface Options {
  revision?: string;
  text?: TextForm;
  format: "json" | "text";
  explain?: true;
}

/** `zhengwen show`: one record that is held. */
export function showCommand(): Command {
  return new Command("show")
    .description("Show a record that is held: its facts, parts, measures, entities and text.")
    .argument("<document>", "its id, or an address that it was found at")
    .option("--revision <number>", "an older revision")
    .addOption(new Option("--text <text>", "its title and body alone, in this form").choices(textForms))
    .addOption(new Option("--format <format>", "text: for reading; json: the record").choices(["json", "text"]).default("text"))
    .option("--explain", "say why: every decision, repair and removal")
    .addHelpText(
      "after",
      `
Examples:
  zhengwen show https://www.gd.gov.cn/zwgk/1.html
  zhengwen show 0f343b0931126a20f133d67c2b018a3b --text published
  zhengwen show 0f343b0931126a20f133d67c2b018a3b --revision 1 --format json
`,
    )
    .action(run);
}

async function run(given: string, { revision, text, format, explain }: Options): Promise<void> {
  if (revision !== undefined && !/^[1-9]\d{0,8}$/.test(revision)) {
    throw new ZhengwenError("usage.argument", `--revision ${revision}: a revision is a whole number from 1.`);
  }
  const services = await openStoreServices(readConfig(process.env));
  const { store, shutdown } = services;
  try {
    const id = await namedDocument(given, services);
    const number = revision === undefined ? undefined : Number(revision);
    const record = await store.get(id, number);
    if (record === null) throw new ZhengwenError("record.not-found", number === undefined ? given : `${given}, revision ${number}`);
    if (text !== undefined) {
      const { title, body } = textsOf({ record, maps: await store.maps(id, number) });
      for (const part of [title, body]) if (part !== null) await print(shownText(part, text).shown);
    } else await print(format === "json" ? JSON.stringify(record) : documentText(record));
    if (explain) await print(explanation(record));
  } finally {
    await shutdown.close();
  }
}
