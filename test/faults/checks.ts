import type { LedgerRow } from "../../src/model/ledger.js";
import type { StoredRecord } from "../../src/model/record.js";
import type { Change, Store } from "../../src/store/store.js";
import type { Case } from "./cases.js";
import type { Access } from "./fixture-site.js";

/** A page with the addresses that lists announce it under, the first one its own. */
export interface Placed extends Case {
  readonly addresses: readonly string[];
  readonly source: string;
}

/** `rejected(fetch.status)`, `indexed`, … */
export function endOf({ state, reason }: Pick<LedgerRow, "state" | "reason">): string {
  return reason === null ? state : `${state}(${reason})`;
}

/** Everything that a store holds, for comparing. */
export interface Snapshot {
  readonly rows: ReadonlyMap<string, LedgerRow>;
  readonly records: ReadonlyMap<string, StoredRecord>;
  readonly changes: readonly Change[];
}

const most = 10_000;

export async function snapshot(store: Store): Promise<Snapshot> {
  await store.refresh();
  const rows = new Map<string, LedgerRow>();
  for (let after: string | undefined; ; ) {
    const page = await store.ledger.list({}, 500, after);
    for (const row of page) rows.set(row.address, row);
    after = page.at(-1)?.address;
    if (page.length < 500) break;
  }
  const records = new Map<string, StoredRecord>();
  for (const id of await store.ids({}, most)) {
    const record = await store.get(id);
    if (record) records.set(id, record);
  }
  const changes: Change[] = [];
  for (let since = 0; ; ) {
    const page = await store.changes(since, 500);
    changes.push(...page.changes);
    if (page.next === since || page.changes.length === 0) break;
    since = page.next;
  }
  return { rows, records, changes };
}

/** Whether every address has ended as it must, and every record holds what its page states. @returns what is wrong */
export function checkStore(placed: readonly Placed[], lists: readonly string[], { rows, records, changes }: Snapshot): string[] {
  const wrong: string[] = [];
  const wanted = new Set<string>();
  for (const each of placed) wrong.push(...checkCase(each, rows, records, wanted));
  const addresses = new Set([...lists, ...placed.flatMap((each) => each.addresses)]);
  for (const address of rows.keys()) if (!addresses.has(address)) wrong.push(`${address}: nobody announced it`);
  for (const id of records.keys()) if (!wanted.has(id)) wrong.push(`record ${id} (${records.get(id)?.url}) belongs to no page`);
  const told = new Map<string, number>();
  for (const change of changes) {
    const key = `${change.id} ${change.type === "record" ? change.revision : "tombstone"}`;
    told.set(key, (told.get(key) ?? 0) + 1);
  }
  for (const [key, times] of told) if (times > 1) wrong.push(`the feed tells ${key} ${times} times`);
  for (const [id, { revision, seq }] of records) {
    const entry = changes.find((change) => change.seq === seq);
    if (entry?.id !== id || entry.type !== "record" || entry.revision !== revision) wrong.push(`the feed does not tell ${id} under ${seq}`);
  }
  return wrong;
}

function checkCase(
  { kind, addresses, expected, source }: Placed,
  rows: ReadonlyMap<string, LedgerRow>,
  records: ReadonlyMap<string, StoredRecord>,
  wanted: Set<string>,
): string[] {
  const wrong: string[] = [];
  const found = addresses.map((address) => rows.get(address));
  const ends = found.map((row) => (row ? endOf(row) : "lost"));
  const say = (what: string) => wrong.push(`${kind} ${addresses[0]}: ${what}`);
  const main = ends.findIndex((end) => end !== "duplicate");
  if (main === -1) say("all its addresses are duplicates");
  for (const [i, end] of ends.entries()) {
    if (i === main ? !expected.ends.includes(end) : end !== "duplicate") say(`ended ${end}: ${found[i]?.detail ?? ""}`);
  }
  const row = found[main];
  if (!row?.held || row.id === null) return wrong;
  wanted.add(row.id);
  for (const other of found) if (other?.held && other.id !== row.id) say(`its addresses have the records ${row.id} and ${other.id}`);
  const record = records.get(row.id);
  const { notice } = expected;
  if (!record) say(`its record ${row.id} is not there`);
  else if (!notice) say("it has a record");
  else {
    const compare = (field: string, is: unknown, must: unknown) => {
      if (is !== must) say(`${field} is ${JSON.stringify(is)?.slice(0, 150)}, not ${JSON.stringify(must)?.slice(0, 150)}`);
    };
    compare("titleOriginal", record.titleOriginal, notice.title);
    compare("publishedAt", record.publishedAt?.slice(0, 10), notice.publishedAt);
    compare("original", record.original.trim(), notice.paragraphs.join("\n"));
    compare("source", record.source?.id, source);
    compare("revision", record.revision, 1);
    if (expected.canonical !== undefined) compare("canonicalUrl", record.canonicalUrl, expected.canonical);
    const why = record.notes.flatMap(({ code, message }) => (/^(?:attachment|fetch)\./.test(code) ? [`${code}: ${message}`] : []));
    const text = record.attachments[0]?.original?.trim() ?? why.join("; ");
    if (expected.attachment !== undefined) compare("attachment", text, expected.attachment);
  }
  return wrong;
}

/** Whether a second run over the same pages has changed nothing. */
export function checkUnchanged(placed: readonly Placed[], before: Snapshot, after: Snapshot): string[] {
  const wrong: string[] = [];
  const free = new Map(placed.flatMap(({ addresses, expected }) => addresses.map((address) => [address, expected.ends] as const)));
  // a busy machine decides whether a page is too large or too slow
  const same = (address: string, end: string) =>
    /^(?:rejected|quarantined)/.test(end) && free.get(address)?.includes(end) ? "failed" : end.replace(/^indexed$/, "unchanged");
  for (const [address, row] of before.rows) {
    const now = after.rows.get(address);
    if (!now) wrong.push(`${address}: its row is gone`);
    else if (same(address, endOf(now)) !== same(address, endOf(row)) || now.id !== row.id || now.held !== row.held) {
      wrong.push(`${address}: ${endOf(row)} became ${endOf(now)} in the second run`);
    }
  }
  if (after.rows.size !== before.rows.size) wrong.push(`${before.rows.size} rows became ${after.rows.size}`);
  if (JSON.stringify(after.changes) !== JSON.stringify(before.changes)) wrong.push("the second run wrote into the feed");
  for (const [id, record] of before.records) {
    if (JSON.stringify(after.records.get(id)) !== JSON.stringify(record)) wrong.push(`record ${id} is another one after the second run`);
  }
  return wrong;
}

/** Times at which it was forgotten whose turn it is at a host, and until when it wants to be left alone. */
type Lapses = readonly { readonly from: number; readonly to: number }[];

/** Milliseconds by which two clocks' ticks may differ. */
const tick = 10;

export interface SiteRules {
  /** milliseconds between the end of a request to a host and the begin of the next: before the host's robots.txt is known, and behind it */
  readonly usualGap: number;
  readonly gapOf: (host: string) => number;
  readonly lapses: Lapses;
  /** as FixtureSite has it: the site may have learnt so much later than the crawler that a request had ended */
  readonly lateness: (from: number, to: number) => number;
}

/** What the site's own log shows against the crawl: later than it must is fine, earlier is not. */
export function checkSite(log: readonly Access[], { usualGap, gapOf, lapses, lateness }: SiteRules): string[] {
  const wrong: string[] = [];
  for (const { host, path } of log) if (path.startsWith("/private/")) wrong.push(`${host}${path}: robots.txt disallows it`);
  const lapsed = (from: number, to: number) => lapses.some((lapse) => lapse.from <= to && lapse.to >= from);
  for (const host of new Set(log.map((access) => access.host))) {
    const accesses = log.filter((access) => access.host === host).sort((a, b) => a.at - b.at);
    let pausedFrom = 0;
    let pausedUntil = 0;
    for (const [i, { at, path, end, retryAfter }] of accesses.entries()) {
      const before = accesses[i - 1];
      // what delay a site asks for is known only after its robots.txt
      const gap = before?.path === "/robots.txt" ? usualGap : gapOf(host);
      if (before && at - before.end < gap - tick - lateness(before.end - gap, at) && !lapsed(before.at, at)) {
        wrong.push(`${host}${path}: ${Math.round(at - before.end)} ms after ${before.path}, not ${gap}`);
      }
      if (at < pausedUntil - tick - lateness(pausedFrom, pausedFrom + 1000) && !lapsed(pausedFrom, at)) {
        wrong.push(`${host}${path}: ${Math.round(pausedUntil - at)} ms too early for Retry-After`);
      }
      if (retryAfter !== null) {
        pausedFrom = at;
        pausedUntil = Math.max(pausedUntil, end + retryAfter * 1000);
      }
    }
  }
  return wrong;
}

/** Whether each page that gave validators was asked with them once its record was held. */
export function checkValidators(placed: readonly Placed[], secondRun: readonly Access[]): string[] {
  return placed.flatMap(({ validators, path, kind }) => {
    if (!validators) return [];
    const asked = secondRun.filter((access) => access.path === path && access.status !== 0);
    if (asked.length === 0) return [`${kind} ${path}: not asked again`];
    return asked.every(({ conditional }) => conditional) ? [] : [`${kind} ${path}: asked without its validators`];
  });
}
