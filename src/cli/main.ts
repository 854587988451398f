#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { asZhengwenError } from "../model/errors.js";
import { version } from "../model/version.js";
import { commands, settingsHelp } from "./commands.js";
import { excludedTermsAsTerms } from "./excluded.js";
import { endWithReader, say } from "./output.js";

const program = new Command("zhengwen")
  .description("Chinese policy news: from damaged pages to searchable records.")
  .version(version.version)
  .showHelpAfterError("(zhengwen --help says more)")
  .exitOverride()
  // a command below a command has options of its own
  .enablePositionalOptions()
  .addHelpText(
    "after",
    `
Examples:
  zhengwen extract notice.html                 one record as JSON
  zhengwen ingest samples/                     extract and store a folder of pages
  zhengwen search 開平 --enterprises '>=100'    search in either script
  zhengwen serve                               search page and API on http://localhost:8080

Results go to stdout as JSON Lines, progress and logs to stderr.
Exit status: 0 all well, 1 some documents failed, 2 wrong usage or configuration.`,
  );

const arguments_ = excludedTermsAsTerms(process.argv.slice(2));
const named = arguments_.find((argument) => !argument.startsWith("-") && argument !== "help");
for (const { name, summary, load } of commands) {
  const command = name === named ? (await load()).addHelpText("after", settingsHelp) : new Command(name);
  // those below a command do not inherit it
  for (const below of command.commands) below.exitOverride();
  program.addCommand(command.summary(summary).exitOverride());
}

endWithReader();
try {
  await program.parseAsync(arguments_, { from: "user" });
} catch (cause) {
  if (cause instanceof CommanderError) process.exitCode = cause.exitCode === 0 ? 0 : 2;
  else {
    const error = asZhengwenError(cause, "internal");
    say(`zhengwen: ${error.message}`);
    say(`  ${error.code}: ${error.kind.remedy}`);
    if (process.env.ZHENGWEN_LOG_LEVEL === "debug" && cause instanceof Error && cause.stack) say(cause.stack);
    process.exitCode = 2;
  }
}
