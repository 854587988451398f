import { readFileSync } from "node:fs";
import * as z from "zod";
import { ZhengwenError } from "../model/errors.js";
import type { CrawlJob } from "../queue/jobs.js";
import type { ScheduledJob } from "../queue/queue.js";
import { withoutCredentials } from "../text/url.js";

const unit = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** A length of time as a person writes it: seconds, or a number with s, m, h or d. Read as seconds. */
const duration = z
  .union([z.number(), z.string().regex(/^\d+(\.\d+)?[smhd]$/, 'must be seconds, or a number with s, m, h or d such as "30m"')])
  .transform((value) => (typeof value === "number" ? value : Number.parseFloat(value) * unit[value.slice(-1) as keyof typeof unit]));

const sourceSchema = z.strictObject({
  /** also the id of its jobs */
  id: z.string().regex(/^(?=.*[a-z])[a-z0-9][a-z0-9._-]{0,63}$/, "must be of a–z, 0–9, `.`, `_`, `-`, and hold a letter"),
  name: z.string().trim().min(1),
  /** the feed or list page */
  url: z.url({ protocol: /^https?$/ }).refine((url) => withoutCredentials(url) === url, "must hold no user and no password"),
  /** how often the list is asked */
  interval: duration.pipe(
    z
      .number()
      .min(1)
      .max(20 * unit.d),
  ),
  /** found out from the answer when left out */
  kind: z.enum(["feed", "list"]).optional(),
  /** how often a document is asked again */
  revisit: duration
    .pipe(
      z
        .number()
        .min(1)
        .max(3650 * unit.d),
    )
    .default(7 * unit.d),
});

/** A place where documents are announced. Times in seconds. */
export type CrawlSource = z.infer<typeof sourceSchema>;

const sourcesSchema = z.array(sourceSchema).superRefine((sources, context) => {
  const seen = new Map<string, number>();
  for (const [index, { id }] of sources.entries()) {
    const first = seen.get(id);
    if (first !== undefined) context.addIssue({ code: "custom", path: [index, "id"], message: `is already the id of source ${first}` });
    seen.set(id, index);
  }
});

/**
 * The sources of a `sources.json`: an array of `{id, name, url, interval, kind?, revisit?}`.
 * @throws config.invalid, naming every mistake
 */
export function parseSources(json: string, file: string): CrawlSource[] {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new ZhengwenError("config.invalid", `${file}: ${(cause as Error).message}`, { cause });
  }
  const result = sourcesSchema.safeParse(value);
  if (result.success) return result.data;
  const mistakes = result.error.issues.map(({ path, message }) => `${path.join(".") || "it"}: ${message}`);
  throw new ZhengwenError("config.invalid", `${file}: ${mistakes.join("; ")}`);
}

/** @throws config.invalid when the file cannot be read or breaks its form */
export function readSources(file: string): CrawlSource[] {
  let json: string;
  try {
    json = readFileSync(file, "utf8");
  } catch (cause) {
    throw new ZhengwenError("config.invalid", `${file}: ${(cause as Error).message}`, { cause });
  }
  return parseSources(json, file);
}

/** The timetable of rounds, one for each source. */
export function timetable(sources: readonly CrawlSource[]): ScheduledJob<CrawlJob>[] {
  return sources.map(({ id, interval }) => ({ key: id, seconds: interval, job: { source: id } }));
}
