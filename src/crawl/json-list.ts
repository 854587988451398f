import { readMoment } from "../extract/moment.js";
import { isoTime } from "../model/clock.js";
import { ZhengwenError } from "../model/errors.js";
import type { Announced } from "./announced.js";
import { feedMoment } from "./feed.js";
import type { CrawlSource } from "./source-schema.js";

/** What a page of a JSON interface announces. */
export interface JsonList {
  readonly announced: readonly Announced[];
  /** as written */
  readonly next: string | null;
}

/**
 * The documents that a JSON interface names, at the paths that its source declares. An item without an address is left out.
 * @throws extract.not-a-document when the text is no JSON; source.redesigned when no array stands at the declared path
 */
export function jsonList(text: string, paths: NonNullable<CrawlSource["json"]>): JsonList {
  const answer = parsed(text);
  const items = paths.items === "@" ? answer : at(answer, paths.items);
  if (!Array.isArray(items)) throw new ZhengwenError("source.redesigned", `No array stands at ${paths.items}.`);
  const announced: Announced[] = [];
  for (const item of items) {
    const link = textAt(at(item, paths.link));
    if (link === null) continue;
    const title = paths.title === undefined ? null : textAt(at(item, paths.title));
    announced.push({
      link,
      title: title?.replace(/<[^<>]{0,200}>/g, "").trim() || null,
      publishedAt: paths.date === undefined ? null : momentOf(at(item, paths.date)),
    });
  }
  return { announced, next: paths.next === undefined ? null : textAt(at(answer, paths.next)) };
}

function parsed(text: string): unknown {
  // callback({…}); is what an older interface answers
  const [, wrapped] = /^\s*[\w$.]{1,100}\s*\(([\s\S]*)\)\s*;?\s*$/.exec(text) ?? [];
  try {
    return JSON.parse(wrapped ?? text.replace(/^\uFEFF/, ""));
  } catch (cause) {
    throw new ZhengwenError("extract.not-a-document", `It is no JSON: ${(cause as Error).message}`, { cause });
  }
}

/** The value at names joined by points; undefined where there is none. */
function at(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((held, name) => {
    if (typeof held !== "object" || held === null || !Object.hasOwn(held, name)) return undefined;
    return (held as Record<string, unknown>)[name];
  }, value);
}

function textAt(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

/** A date in text, or a number of seconds or milliseconds since 1970. */
function momentOf(value: unknown): string | null {
  if (typeof value === "string")
    return /^\d{10}(?:\d{3})?$/.test(value) ? momentOf(Number(value)) : (readMoment(value) ?? feedMoment(value));
  if (typeof value !== "number" || !(value > 0)) return null;
  const time = value < 1e11 ? value * 1000 : value;
  return time < 4e12 ? isoTime(time).replace(".000Z", "Z") : null;
}
