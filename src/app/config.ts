import { readFileSync } from "node:fs";
import type * as z from "zod";
import { ZhengwenError } from "../model/errors.js";
import type { Limits } from "../pipeline/stage.js";
import {
  addressList,
  adminAccess,
  byteCount,
  flag,
  level,
  networkList,
  originList,
  prefix,
  seconds,
  share,
  text,
  url,
  webhookSecret,
  whole,
} from "./setting.js";

/** One row of the configuration table: an environment variable. */
export interface Setting<T> {
  readonly name: string;
  readonly schema: z.ZodType<T, string>;
  /** as it would stand in the environment; null where the setting may be left out */
  readonly default: string | null;
  readonly description: string;
  /** never shown or logged */
  readonly secret?: true;
}

const setting = <T>(name: string, schema: z.ZodType<T, string>, standard: string, description: string): Setting<T> => ({
  name,
  schema,
  default: standard,
  description,
});
const optional = <T>(name: string, schema: z.ZodType<T, string>, description: string): Setting<T | null> => ({
  name,
  schema,
  default: null,
  description,
});

/**
 * Everything that can be configured, and the only place that says so: the type `Config`, the check at start, the table
 * in docs/reference and the test of docker-compose.yml are derived from it.
 */
const configTable = {
  store: setting("ZHENGWEN_STORE", text, ".zhengwen/store.db", "file of the embedded store"),
  esUrl: optional("ZHENGWEN_ES_URL", url("http", "https"), "address of Elasticsearch 9; the embedded store where it is not set"),
  esUsername: setting("ZHENGWEN_ES_USERNAME", text, "elastic", "user of Elasticsearch, used when a password is set"),
  esPassword: { ...optional("ZHENGWEN_ES_PASSWORD", text, "password of that user"), secret: true },
  esPrefix: setting("ZHENGWEN_ES_PREFIX", prefix, "zhengwen", "what the names of indices and aliases begin with"),
  redisUrl: optional(
    "ZHENGWEN_REDIS_URL",
    url("redis", "rediss"),
    "address of Redis 7, for workers as processes; needs `ZHENGWEN_ES_URL`; the queue is in process where it is not set",
  ),
  queuePrefix: setting("ZHENGWEN_QUEUE_PREFIX", prefix, "zhengwen", "what the keys of the queues begin with"),
  host: setting("ZHENGWEN_HOST", text, "127.0.0.1", "address that `serve`, and a worker with a port, listens on"),
  port: setting("ZHENGWEN_PORT", whole(0, 65_535), "8080", "port that `serve` listens on; 0 for any free one"),
  workerPort: optional(
    "ZHENGWEN_WORKER_PORT",
    whole(0, 65_535),
    "port on which `work` and `crawl` answer `/health`, `/ready` and `/metrics`; 0 for any free one, none where it is not set",
  ),
  trustProxy: setting(
    "ZHENGWEN_TRUST_PROXY",
    networkList,
    "",
    "addresses or networks of the proxies in front of `serve`, by comma: only they may say in X-Forwarded-For who asks",
  ),
  rateLimit: setting("ZHENGWEN_RATE_LIMIT", whole(1, 1_000_000), "600", "requests that one client, or one API key, may make in a minute"),
  readKeys: setting(
    "ZHENGWEN_READ_KEYS",
    flag,
    "false",
    "`true`: reading the API takes a key with the scope `read` too, and no pages are served",
  ),
  corsOrigins: setting(
    "ZHENGWEN_CORS_ORIGINS",
    originList,
    "",
    "origins whose pages may call the API, by comma, or `*` for all; none where empty",
  ),
  adminPages: setting(
    "ZHENGWEN_ADMIN_PAGES",
    adminAccess,
    "key",
    "who may open the pages of sources and quarantine: `key`, who holds an API key with the scope `admin`; `open`, whoever reaches `serve`",
  ),
  logLevel: setting("ZHENGWEN_LOG_LEVEL", level, "info", "`trace` `debug` `info` `warn` `error` `fatal` or `silent`"),
  searchTimeout: setting("ZHENGWEN_SEARCH_TIMEOUT", seconds(0.1, 60), "2", "seconds that a search of `serve` may run"),
  searchProcesses: setting("ZHENGWEN_SEARCH_PROCESSES", whole(1, 16), "2", "processes that search for `serve`"),
  sources: setting("ZHENGWEN_SOURCES", text, "sources.json", "file of the sources that `crawl` follows"),
  userAgent: setting(
    "ZHENGWEN_USER_AGENT",
    text,
    "zhengwen/0.1 (reader of public policy documents)",
    "how `crawl` names itself; add an address where you can be reached",
  ),
  alertDays: setting("ZHENGWEN_ALERT_DAYS", whole(1, 36_500), "365", "days for which the alerts of saved searches are kept and listed"),
  webhookUrl: optional(
    "ZHENGWEN_WEBHOOK_URL",
    url("http", "https"),
    "where `crawl` sends a message when a source's health changes; needs `ZHENGWEN_WEBHOOK_SECRET`",
  ),
  webhookSecret: {
    ...optional(
      "ZHENGWEN_WEBHOOK_SECRET",
      webhookSecret,
      "key that such messages are signed with (Standard Webhooks): `whsec_` and Base64",
    ),
    secret: true,
  },
  fetchAllow: setting("ZHENGWEN_FETCH_ALLOW", addressList, "", "private `address:port` pairs that may be fetched all the same, by comma"),
  hostGap: setting("ZHENGWEN_HOST_GAP", seconds(0, 3600), "2", "least seconds between two requests to one host"),
  fetchTimeout: setting("ZHENGWEN_FETCH_TIMEOUT", seconds(0.1, 600), "30", "seconds that a fetch may take in all"),
  redirectLimit: setting("ZHENGWEN_REDIRECT_LIMIT", whole(0, 20), "5", "redirects that a fetch follows"),
  robotsLimit: setting("ZHENGWEN_ROBOTS_LIMIT", byteCount, "512KiB", "bytes of a robots.txt that are read"),
  pageLimit: setting("ZHENGWEN_PAGE_LIMIT", byteCount, "10MB", "bytes of a page, decompressed"),
  attachmentLimit: setting("ZHENGWEN_ATTACHMENT_LIMIT", byteCount, "50MB", "bytes of an attachment, decompressed"),
  attachmentTimeout: setting("ZHENGWEN_ATTACHMENT_TIMEOUT", seconds(0.1, 600), "30", "seconds that reading an attachment may take"),
  attachmentMemory: setting("ZHENGWEN_ATTACHMENT_MEMORY", byteCount, "512MB", "bytes of memory that the process which reads it may take"),
  depthLimit: setting("ZHENGWEN_DEPTH_LIMIT", whole(1, 100_000), "512", "how deep the elements of a page may be nested"),
  pipelineTimeout: setting(
    "ZHENGWEN_PIPELINE_TIMEOUT",
    seconds(0.1, 600),
    "10",
    "seconds of processor time that a document may take, and the texts of its attachments as much again",
  ),
  pipelineMemory: setting("ZHENGWEN_PIPELINE_MEMORY", byteCount, "1GB", "bytes of memory that a process which runs documents may take"),
  workers: optional("ZHENGWEN_WORKERS", whole(1, 256), "processes that run documents; one per core where it is not set"),
  undecodableShare: setting("ZHENGWEN_UNDECODABLE_SHARE", share, "0.005", "share of characters that may be undecodable"),
  undecodableRun: setting("ZHENGWEN_UNDECODABLE_RUN", whole(0, 10_000), "8", "undecodable characters that may stand in a row"),
  concurrency: setting("ZHENGWEN_CONCURRENCY", whole(1, 64), "4", "jobs or fetches that a process has in hand at a time"),
  stalledAfter: setting("ZHENGWEN_STALLED_SECONDS", seconds(1, 600), "30", "seconds after which a silent worker's jobs go to another"),
} as const satisfies Record<string, Setting<unknown>>;

type Table = typeof configTable;
type Values = { readonly [Key in keyof Table]: Table[Key] extends Setting<infer T> ? T : never };

/** The configuration as the program uses it: bytes, and milliseconds for every time. */
export type Config = Values;

/** All rows of the table, each with the name of its field in `Config`. */
export const settings: readonly (Setting<unknown> & { readonly key: keyof Table })[] = Object.entries(configTable).map(([key, row]) => ({
  ...row,
  key: key as keyof Table,
}));

/**
 * Reads the configuration from the environment; a variable that is empty counts as not set. What is secret may stand in a
 * file instead, as orchestrators hand it over: its first line, where a variable of the same name with `_FILE` names it.
 * @throws config.invalid naming every mistake at once
 */
export function readConfig(given: NodeJS.ProcessEnv): Config {
  const mistakes: string[] = [];
  const env = withSecretFiles(given, mistakes);
  const values: Record<string, unknown> = {};
  for (const { key, name, schema, default: standard } of settings) {
    const given = env[name] || standard;
    if (given === null) {
      values[key] = null;
      continue;
    }
    const result = schema.safeParse(given);
    if (result.success) values[key] = result.data;
    else mistakes.push(`${name} ${result.error.issues.map((issue) => issue.message).join(" and ")}`);
  }
  const redis = configTable.redisUrl.name;
  const elasticsearch = configTable.esUrl.name;
  if (env[redis] && !env[elasticsearch]) {
    mistakes.push(`${redis} needs ${elasticsearch}: workers on a queue in Redis cannot share the embedded store, which is one file`);
  }
  const [webhook, secret] = [configTable.webhookUrl.name, configTable.webhookSecret.name];
  if (env[webhook] && !env[secret]) mistakes.push(`${webhook} needs ${secret}: messages are signed, so that the receiver can trust them`);
  if (mistakes.length > 0) throw new ZhengwenError("config.invalid", `${mistakes.join("; ")}.`);
  return values as Values;
}

/** The variable that names the file of a secret. */
export const secretFile = (name: string) => `${name}_FILE`;

/** The environment with each secret that stands in a file; what cannot be read, or is given twice, is a mistake. */
function withSecretFiles(env: NodeJS.ProcessEnv, mistakes: string[]): NodeJS.ProcessEnv {
  const filled = { ...env };
  for (const { name, secret } of settings) {
    const file = env[secretFile(name)];
    if (!secret || !file) continue;
    if (env[name]) mistakes.push(`${name} and ${secretFile(name)} are both set; one of them is enough`);
    try {
      filled[name] = readFileSync(file, "utf8").split(/\r?\n/, 1)[0] ?? "";
      if (filled[name] === "") mistakes.push(`${secretFile(name)}: ${file} is empty`);
    } catch (cause) {
      mistakes.push(`${secretFile(name)}: ${(cause as Error).message}`);
    }
  }
  return filled;
}

/** Variables that look like settings and are none: probably misspelt. Those of tests and of the eval do not count. */
export function unknownVariables(env: NodeJS.ProcessEnv): string[] {
  const known = new Set(settings.flatMap(({ name, secret }) => (secret ? [name, secretFile(name)] : [name])));
  return Object.keys(env).filter((name) => /^ZHENGWEN_(?!TEST_|CORPUS$)/.test(name) && !known.has(name));
}

/** What the pipeline may take for one document. */
export function pipelineLimits(config: Config): Limits {
  return {
    undecodableShare: config.undecodableShare,
    undecodableRun: config.undecodableRun,
    depth: config.depthLimit,
    time: config.pipelineTimeout,
    attachmentTime: config.pipelineTimeout,
    pageBytes: config.pageLimit,
  };
}
