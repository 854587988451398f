import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { ZhengwenError } from "../model/errors.js";
import type { CrawlJob } from "../queue/jobs.js";
import type { ScheduledJob } from "../queue/queue.js";
import { checkJson, type Mistake } from "../text/checked-json.js";
import { type CrawlSource, sourcesFileSchema } from "./source-schema.js";

export type { CrawlSource } from "./source-schema.js";

/** Seconds between two looks at whether a source is due whose file says nothing of when: the shortest interval of all. */
const shortestInterval = 15 * 60;

/**
 * The sources of a `sources.json`: `{"sources": [{id, name, url, …}]}` or the bare array, comments allowed; the form is in
 * `source-schema.ts`. Folders come as absolute paths.
 * @param file its name, which a folder's path is relative to
 * @throws config.invalid, naming every mistake with its line
 */
export function parseSources(text: string, file: string): CrawlSource[] {
  const checked = checkJson(text, sourcesFileSchema, { comments: true });
  if ("mistakes" in checked) {
    const bare = /^\s*\[/.test(text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ""));
    throw new ZhengwenError("config.invalid", checked.mistakes.map((mistake) => told(file, mistake, bare)).join("\n"));
  }
  return checked.value.sources.map((source) =>
    source.kind === "folder" ? { ...source, url: resolve(dirname(file), source.url) } : source,
  );
}

/** `sources.json:12: sources.0.interval: must be …` */
function told(file: string, { line, path, message }: Mistake, bare: boolean): string {
  const place = bare && path[0] === "sources" ? path.slice(1) : path;
  return `${file}:${line}: ${place.length > 0 ? `${place.join(".")}: ` : ""}${message}`;
}

/** @throws config.invalid when the file cannot be read or breaks its form */
export function readSources(file: string): CrawlSource[] {
  return parseSources(readSourcesText(file), file);
}

/** @throws config.invalid when the file cannot be read */
export function readSourcesText(file: string): string {
  try {
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch (cause) {
    throw new ZhengwenError("config.invalid", `${file}: ${(cause as Error).message}`, { cause });
  }
}

/**
 * The timetable of rounds, one for each source. A source that does not say how often it wants to be asked is looked at as often
 * as any may be; its round then asks nothing before it is due.
 */
export function timetable(sources: readonly CrawlSource[]): ScheduledJob<CrawlJob>[] {
  return sources.map(({ id, interval = shortestInterval, cron }) => {
    const row = { key: id, job: { source: id } };
    return cron === undefined ? { ...row, seconds: interval } : { ...row, cron };
  });
}
