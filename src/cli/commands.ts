import type { Command } from "commander";

/** A command as the list shows it; the file behind it, and all that it needs, is loaded only when it is named. */
interface Listed {
  readonly name: string;
  readonly summary: string;
  load(): Promise<Command>;
}

/** Every command, in the order of the list. */
export const commands: readonly Listed[] = [
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
    name: "backup",
    summary: "copy the embedded store while it is in use",
    load: async () => (await import("./backup.js")).backupCommand(),
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

/** Said below the help of each command. */
export const settingsHelp = `
Settings are variables ZHENGWEN_…, which docs/reference/configuration.md lists; ZHENGWEN_STORE or ZHENGWEN_ES_URL names the store.`;
