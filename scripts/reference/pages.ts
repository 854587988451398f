import { Command } from "commander";
import { configMarkdown } from "../../src/app/config.js";
import { commands, settingsHelp } from "../../src/cli/commands.js";
import { type ErrorKind, errorTable } from "../../src/model/errors.js";
import { jsonSchemas } from "../../src/model/json-schema.js";
import { fieldRows, type Schema } from "./fields.js";

const written = "<!-- written by `npm run reference` from the program itself; change it there -->";

/** The pages of docs/reference by file name, made of what the program says of itself. */
export async function referencePages(): Promise<Record<string, string>> {
  return {
    "commands.md": await commandsPage(),
    "configuration.md": configurationPage(),
    "errors.md": errorsPage(),
    "record.md": recordPage(),
  };
}

const page = (title: string, ...blocks: readonly string[]) => `${[`# ${title}`, written, ...blocks].join("\n\n")}\n`;
const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => "---"), ...rows.map((row) => row.map(cell))].map((row) => `| ${row.join(" | ")} |`).join("\n");

async function commandsPage(): Promise<string> {
  const program = new Command("zhengwen");
  for (const { load } of commands) program.addCommand((await load()).addHelpText("after", settingsHelp));
  const blocks = program.commands
    .flatMap(withThoseBelow)
    .map((command) => `## ${nameOf(command)}\n\n\`\`\`\n${helpOf(command).trim()}\n\`\`\``);
  return page(
    "Commands",
    "What `zhengwen COMMAND --help` says. Results go to stdout as JSON Lines, progress and logs to stderr. Exit status 0: all well; 1: some documents failed, each named with its reason; 2: wrong usage or configuration.",
    ...blocks,
  );
}

function withThoseBelow(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withThoseBelow)];
}

function nameOf(command: Command): string {
  return command.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name();
}

function helpOf(command: Command): string {
  let help = "";
  command.configureOutput({ writeOut: (text) => (help += text), getOutHelpWidth: () => 100, getOutHasColors: () => false }).outputHelp();
  return help;
}

function configurationPage(): string {
  return page(
    "Configuration",
    "Environment variables; all mistakes are reported at once, at start. One that is empty counts as not set. `zhengwen doctor` names variables that look like settings and are none.",
    configMarkdown(),
  );
}

function errorsPage(): string {
  const ends = (kind: ErrorKind) => kind.state ?? "";
  const rows = Object.entries<ErrorKind>(errorTable).map(([code, kind]) => [
    `\`${code}\``,
    kind.what,
    kind.remedy,
    ends(kind),
    kind.retry ? "yes" : "",
  ]);
  return page(
    "Errors",
    "Every code that a person or a program meets: in the ledger (`zhengwen status`), in a problem of the API, on stderr. *ends* is the state in which an attempt on a document ends; without one it is a fault of usage or of a service, and ends no document. *retry* says whether the same attempt may succeed later without anything being changed.",
    table(["code", "what was wrong", "what to do", "ends", "retry"], rows),
  );
}

function recordPage(): string {
  const schema = jsonSchemas()["record.schema.json"] as Schema;
  const rows = fieldRows(schema).map(({ path, type, description }) => [`\`${path}\``, type, description]);
  return page(
    "The record",
    "Every field of `schema/record.schema.json`. `[]` is an element of a list, `{}` a value by any key; offsets are UTF-16 code units in the text that the field names. A field is only ever added within `@1`.",
    table(["field", "type", "meaning"], rows),
  );
}
