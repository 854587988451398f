import { Command } from "commander";
import { commands, settingsHelp } from "../../src/cli/commands.js";
import { codeBlock, table } from "./markdown.js";
import type { Say } from "./translation.js";

/** Every command of the program, each before those below it. */
export async function allCommands(): Promise<Command[]> {
  const program = new Command("zhengwen");
  for (const { load } of commands) program.addCommand(await load());
  return program.commands.flatMap(withThoseBelow).map(quiet);
}

function withThoseBelow(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withThoseBelow)];
}

function quiet(command: Command): Command {
  return command.configureOutput({ getOutHelpWidth: () => 100, getOutHasColors: () => false });
}

/** What `--help` of a command says, as it says it. */
export function helpBlock(command: Command): string {
  const settings = command.parent?.parent ? "" : `${settingsHelp}\n`;
  return `## ${nameOf(command)}\n\n${codeBlock(`${helpOf(command)}${settings}`.trim())}`;
}

/** The same in tables and paragraphs, without the part on settings that all commands share. */
export function helpTables(command: Command, say: Say): string {
  const help = command.createHelp();
  const blocks = [
    `## ${nameOf(command)}`,
    codeBlock(help.commandUsage(command)),
    say(command.description()),
    rowsOf(
      [say("argument"), say("meaning")],
      help.visibleArguments(command).map((argument) => [`\`${argument.name()}\``, meaning(argument, say)]),
    ),
    rowsOf(
      [say("option"), say("meaning")],
      help.visibleOptions(command).map((option) => [`\`${option.flags}\``, meaning(option, say)]),
    ),
    rowsOf(
      [say("command"), say("meaning")],
      help.visibleCommands(command).map((below) => [`\`${help.subcommandTerm(below)}\``, say(help.subcommandDescription(below))]),
    ),
    ...notes(helpOf(command).slice(command.helpInformation().length), say),
  ];
  return blocks.filter((block) => block !== "").join("\n\n");
}

/** The part on settings that the help of each command ends with. */
export const settingsNote = (say: Say): string => say(settingsHelp.trim());

function nameOf(command: Command): string {
  return command.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name();
}

function helpOf(command: Command): string {
  let help = "";
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  return help;
}

const rowsOf = (head: readonly string[], rows: readonly (readonly string[])[]) => (rows.length === 0 ? "" : table(head, rows));

interface Explained {
  readonly description: string;
  readonly argChoices?: readonly string[];
  readonly defaultValue?: unknown;
}

function meaning({ description, argChoices, defaultValue }: Explained, say: Say): string {
  const code = (value: unknown) => `\`${value}\``;
  const remarks = [
    ...(argChoices ? [say("choices: {choices}").replace("{choices}", argChoices.map(code).join(say(", ")))] : []),
    ...(defaultValue === undefined ? [] : [say("default: {default}").replace("{default}", code(defaultValue))]),
  ].join(say("; "));
  if (remarks === "" || description === "") return `${say(description)}${remarks}`;
  return say("{description} ({remarks})").replace("{description}", say(description)).replace("{remarks}", remarks);
}

/** What stands behind a command's options: paragraphs, and what is indented as code, where remarks beside it are prose again. */
function notes(text: string, say: Say): string[] {
  const blocks: { readonly code: boolean; readonly lines: string[] }[] = [];
  let apart = true;
  for (const line of text.split("\n")) {
    if (line.trim() === "") {
      apart = true;
      continue;
    }
    const code = line.startsWith("  ");
    const last = blocks.at(-1);
    if (!apart && last?.code === code) last.lines.push(line);
    else blocks.push({ code, lines: [line] });
    apart = false;
  }
  return blocks.map(({ code, lines }) =>
    code ? codeBlock(lines.map((line) => remarked(line.slice(2), say)).join("\n")) : sentences(lines).map(say).join("\n"),
  );
}

/** Lines of a paragraph by the sentences that they end with: one that changes leaves the others translated. */
function sentences(lines: readonly string[]): string[] {
  return lines
    .join("\n")
    .split(/(?<=[.…])\n/)
    .map((text) => text.replaceAll("\n", " "));
}

function remarked(line: string, say: Say): string {
  const [, code, remark] = /^(.*?\S\s{3,})(\S.*)$/.exec(line) ?? [];
  return code && remark ? `${code}${say(remark)}` : line;
}
