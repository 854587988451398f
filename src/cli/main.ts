#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { asZhengwenError } from "../model/errors.js";
import { version } from "../model/version.js";
import { batchCommand } from "./batch.js";
import { crawlCommand } from "./crawl.js";
import { doctorCommand } from "./doctor.js";
import { extractCommand } from "./extract.js";
import { graphCommand } from "./graph.js";
import { ingestCommand } from "./ingest.js";
import { endWithReader, say } from "./output.js";
import { panelCommand } from "./panel.js";
import { removeCommand } from "./remove.js";
import { retryCommand } from "./retry.js";
import { excludedTermsAsTerms, searchCommand } from "./search.js";
import { serveCommand } from "./serve.js";
import { statusCommand } from "./status.js";
import { workCommand } from "./work.js";

const program = new Command("zhengwen")
  .description("Chinese policy news: from damaged pages to searchable records.")
  .version(version.version)
  .showHelpAfterError("(zhengwen --help says more)")
  .exitOverride()
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

for (const command of [
  extractCommand(),
  ingestCommand(),
  searchCommand(),
  batchCommand(),
  graphCommand(),
  panelCommand(),
  serveCommand(),
  crawlCommand(),
  statusCommand(),
  retryCommand(),
  removeCommand(),
  workCommand(),
  doctorCommand(),
]) {
  program.addCommand(command.exitOverride());
}

endWithReader();
try {
  await program.parseAsync(excludedTermsAsTerms(process.argv));
} catch (cause) {
  if (cause instanceof CommanderError) process.exitCode = cause.exitCode === 0 ? 0 : 2;
  else {
    const error = asZhengwenError(cause);
    say(`zhengwen: ${error.message}`);
    say(`  ${error.code}: ${error.kind.remedy}`);
    if (error.code === "pipeline.internal" && cause instanceof Error && cause.stack) say(cause.stack);
    process.exitCode = 2;
  }
}
