import { ZhengwenError } from "../model/errors.js";
import { both } from "../search/condition.js";
import { explainHit } from "../search/explain.js";
import { highlight } from "../search/highlight.js";
import type { QueryLanguage } from "../search/language.js";
import { type MatchedValue, matchedValues } from "../search/matched.js";
import { parseSearch } from "../search/parse-search.js";
import type { Hit, SearchQuery } from "../search/query.js";
import type { Change, Setting, SettingValue, Store } from "../store/store.js";
import { moveCursor, type SavedSearch, savedSearch } from "./saved-searches.js";

/** A record that a saved search matched when it came in or changed. */
export interface Alert {
  readonly search: string;
  readonly record: string;
  readonly revision: number;
  readonly seq: number;
  readonly title: string | null;
  readonly url: string | null;
  readonly date: string | null;
  readonly fetchedAt: string | null;
  /** which words matched and where, in words */
  readonly why: readonly string[];
  /** a piece of the text for each place */
  readonly snippets: readonly string[];
  /** the amounts, counts, places and days that met its filters */
  readonly values: readonly MatchedValue[];
}

interface AlertServices {
  readonly store: Store;
  readonly language: QueryLanguage;
}

/** What takes alerts to be delivered. It may be called again for an alert after a crash: `alertId` tells. */
type Deliver = (alert: Alert) => Promise<void>;

const prefix = "alert/";
/** Changes that are matched together, between two steps of the cursor. */
const atATime = 100;
/** Alerts that a feed lists. */
const mostListed = 100;

/** The same for every attempt to deliver an alert. */
export function alertId({ search, record, revision }: Pick<Alert, "search" | "record" | "revision">): string {
  return `${search}/${record}/${revision}`;
}

/**
 * Matches a saved search against every record that was written since it was matched last. Each revision of a record gives one
 * alert at most, whatever dies in between: alerts are written under names of their own before the cursor moves, and a batch
 * that is done again finds its alerts there. What only another generation of the code wrote again gives none.
 * @returns the alerts that are new
 */
export async function runAlerts(id: string, services: AlertServices, deliver?: Deliver): Promise<Alert[]> {
  const { store } = services;
  const fresh: Alert[] = [];
  for (;;) {
    const { saved, version } = await savedSearch(id, store);
    const { changes, next } = await store.changes(saved.cursor, atATime);
    if (next === saved.cursor) return fresh;
    for (const alert of await matches(saved, changes, services)) {
      const isNew = await writeOnce(alert, store);
      if (isNew) fresh.push(alert);
      await deliver?.(alert);
    }
    try {
      await moveCursor(saved, next, version, store);
    } catch (error) {
      // another process matched the same batch: it goes on, and so does this one behind it
      if (!(error instanceof ZhengwenError && error.code === "store.conflict")) throw error;
    }
  }
}

/**
 * What a search would have sent for what was fetched since a moment: what a run over the same changes sends, but nothing is
 * written.
 */
export async function previewAlerts(saved: Omit<SavedSearch, "cursor">, since: string, services: AlertServices): Promise<Alert[]> {
  const found: Alert[] = [];
  for (let cursor = 0; ; ) {
    const { changes, next } = await services.store.changes(cursor, atATime);
    if (next === cursor) return found;
    cursor = next;
    const alerts = await matches({ ...saved, cursor }, changes, services);
    found.push(...alerts.filter(({ fetchedAt }) => fetchedAt !== null && Date.parse(fetchedAt) >= Date.parse(since)));
  }
}

/** The newest alerts of a saved search, newest first. */
export async function listAlerts(id: string, store: Store, most = mostListed): Promise<Alert[]> {
  const all: Setting[] = [];
  for (let after: string | undefined; ; ) {
    const found = await store.settings.list(`${prefix}${id}/`, 500, after);
    all.push(...found);
    if (found.length < 500) break;
    after = found.at(-1)?.name;
  }
  const alerts = all.map(({ value }) => value as unknown as Alert);
  return alerts.sort((a, b) => b.seq - a.seq).slice(0, most);
}

/** Of a batch of changes the records that are held as they were written then, and that the search finds. */
async function matches(saved: SavedSearch, changes: readonly Change[], { store, language }: AlertServices): Promise<Alert[]> {
  const written = changes.filter((change) => change.type === "record");
  if (written.length === 0) return [];
  await store.refresh();
  const parsed = parseSearch({ ...saved.search, size: "100", page: "1" }, language);
  const ids = [...new Set(written.map(({ id }) => id))];
  const query: SearchQuery = { ...parsed, where: both([parsed.where, { is: "id", ids }]), size: ids.length };
  const { hits } = await store.search(query);
  const bySeq = new Map(hits.map((hit) => [hit.record.seq, hit]));
  // what was written again later is matched with that later change
  return written.flatMap(({ seq }) => {
    const hit = bySeq.get(seq);
    return hit === undefined ? [] : [toAlert(saved, hit, query)];
  });
}

function toAlert({ id }: SavedSearch, hit: Hit, query: SearchQuery): Alert {
  const { record } = hit;
  const { title, body, attachments } = highlight(hit, query);
  const snippets = [...(title === null ? [] : [title]), ...body, ...attachments.flatMap((one) => one.snippets)];
  return {
    search: id,
    record: record.id,
    revision: record.revision,
    seq: record.seq,
    title: record.title,
    url: record.url,
    date: record.publishedAt,
    fetchedAt: record.fetchedAt,
    why: explainHit(hit, query),
    snippets: snippets.slice(0, 5).map(({ text }) => text),
    values: matchedValues(record, query.where),
  };
}

/** Writes an alert. @returns whether it is new */
async function writeOnce(alert: Alert, store: Store): Promise<boolean> {
  try {
    await store.settings.write(prefix + alertId(alert), { ...alert } as SettingValue, 0);
    return true;
  } catch (error) {
    if (error instanceof ZhengwenError && error.code === "store.conflict") return false;
    throw error;
  }
}
