#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { asZhengwenError } from "../model/errors.js";
import { version } from "../model/version.js";
import { excludedTermsAsTerms } from "./excluded.js";
import { endWithReader, say } from "./output.js";

/** A command as the list shows it; the file behind it, and all that it needs, is loaded only when it is named. */
interface Listed {
  readonly name: string;
  readonly summary: string;
  load(): Promise<Command>;
}

const commands: readonly Listed[] = [
  { name: "extract", summary: "extract records from pages", load: async () => (await import("./extract.js")).extractCommand() },
  { name: "ingest", summary: "extract pages and store their records", load: async () => (await import("./ingest.js")).ingestCommand() },
  {
    name: "search",
    summary: "search the stored records, in either script",
    load: async () => (await import("./search.js")).searchCommand(),
  },
  {
    name: "batch",
    summary: "look up each line of a file",
    load: async () => (await import("./batch.js")).batchCommand(),
  },
  {
    name: "graph",
    summary: "what a document cites, what cites it, and whether it is in force",
    load: async () => (await import("./graph.js")).graphCommand(),
  },
  {
    name: "alerts",
    summary: "match saved searches against what comes in",
    load: async () => (await import("./alerts.js")).alertsCommand(),
  },
  {
    name: "panel",
    summary: "count a concept by place, period and level of the issuer",
    load: async () => (await import("./panel.js")).panelCommand(),
  },
  { name: "show", summary: "show a record that is held", load: async () => (await import("./show.js")).showCommand() },
  { name: "list", summary: "list the records that are held", load: async () => (await import("./list.js")).listCommand() },
  { name: "serve", summary: "serve the search page and the API", load: async () => (await import("./serve.js")).serveCommand() },
  { name: "crawl", summary: "crawl sources on their schedule", load: async () => (await import("./crawl.js")).crawlCommand() },
  { name: "sources", summary: "check, list and extend the sources", load: async () => (await import("./sources.js")).sourcesCommand() },
  { name: "status", summary: "show what became of every address", load: async () => (await import("./status.js")).statusCommand() },
  {
    name: "diff",
    summary: "show what changed between revisions of a document",
    load: async () => (await import("./diff.js")).diffCommand(),
  },
  { name: "retry", summary: "try again what was rejected or quarantined", load: async () => (await import("./retry.js")).retryCommand() },
  {
    name: "quarantine",
    summary: "list, show, retry and drop what a process failed on",
    load: async () => (await import("./quarantine.js")).quarantineCommand(),
  },
  { name: "remove", summary: "take a document down", load: async () => (await import("./remove.js")).removeCommand() },
  {
    name: "reextract",
    summary: "run the newest pipeline over the kept pages",
    load: async () => (await import("./reextract.js")).reextractCommand(),
  },
  {
    name: "reindex",
    summary: "build Elasticsearch's index of records anew",
    load: async () => (await import("./reindex.js")).reindexCommand(),
  },
  {
    name: "reposts",
    summary: "show where else a document was published",
    load: async () => (await import("./reposts.js")).repostsCommand(),
  },
  { name: "keys", summary: "add, list and revoke API keys", load: async () => (await import("./keys.js")).keysCommand() },
  {
    name: "export",
    summary: "write everything that a query finds to a file",
    load: async () => (await import("./export.js")).exportCommand(),
  },
  { name: "release", summary: "write all records as a data set", load: async () => (await import("./release.js")).releaseCommand() },
  { name: "verify", summary: "check what a draft says of documents", load: async () => (await import("./verify.js")).verifyCommand() },
  { name: "mcp", summary: "serve tools for agents (MCP)", load: async () => (await import("./mcp.js")).mcpCommand() },
  { name: "work", summary: "run a worker on the queues in Redis", load: async () => (await import("./work.js")).workCommand() },
  {
    name: "doctor",
    summary: "check Node, dictionaries, segmenter, store and queue",
    load: async () => (await import("./doctor.js")).doctorCommand(),
  },
];

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

const settings = `
Settings are variables ZHENGWEN_…, which README.md lists; ZHENGWEN_STORE or ZHENGWEN_ES_URL names the store.`;
const arguments_ = excludedTermsAsTerms(process.argv.slice(2));
const named = arguments_.find((argument) => !argument.startsWith("-") && argument !== "help");
for (const { name, summary, load } of commands) {
  const command = name === named ? (await load()).addHelpText("after", settings) : new Command(name);
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
