import { type Clock, isoTime, systemClock } from "../model/clock.js";
import { ZhengwenError } from "../model/errors.js";
import { both } from "../search/condition.js";
import { explainHit } from "../search/explain.js";
import { highlight } from "../search/highlight.js";
import type { QueryLanguage } from "../search/language.js";
import { type MatchedValue, matchedValues } from "../search/matched.js";
import { parseSearch } from "../search/parse-search.js";
import type { Hit, SearchQuery } from "../search/query.js";
import type { Change, RecordChange, Setting, SettingValue, Store } from "../store/store.js";
import { moveCursor, type SavedSearch, savedSearch, savedSearches } from "./saved-searches.js";

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
  readonly clock?: Clock;
}

/** An alert as it is kept: with when it was written, which its receivers are not told. */
type Kept = Alert & { readonly told?: string };

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
      const isNew = await writeOnce(alert, services);
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
    const alerts = await matches({ ...saved, cursor }, changes, services);
    cursor = next;
    found.push(...alerts.filter(({ fetchedAt }) => fetchedAt !== null && Date.parse(fetchedAt) >= Date.parse(since)));
  }
}

/** The newest alerts of a saved search, newest first. */
export async function listAlerts(id: string, store: Store, most = mostListed): Promise<Alert[]> {
  let newest: Alert[] = [];
  for await (const page of keptAlerts(`${prefix}${id}/`, store)) {
    const alerts = page.map(({ value }): Alert => {
      const { told: _told, ...alert } = value as unknown as Kept;
      return alert;
    });
    newest = [...newest, ...alerts].sort((a, b) => b.seq - a.seq).slice(0, most);
  }
  return newest;
}

/**
 * Forgets alerts that were written before a moment. None of a batch that may be matched again: those behind the cursor of
 * their search stay, so that nothing is told twice.
 * @returns how many were forgotten
 */
export async function pruneAlerts(before: string, store: Store): Promise<number> {
  const cursors = new Map((await savedSearches(store)).map(({ id, cursor }) => [id, cursor]));
  let pruned = 0;
  for await (const page of keptAlerts(prefix, store)) {
    for (const { name, value, version } of page) {
      const { told, search, seq } = value as unknown as Kept;
      if (told === undefined || told >= before || seq > (cursors.get(search) ?? Number.POSITIVE_INFINITY)) continue;
      try {
        await store.settings.write(name, null, version);
        pruned++;
      } catch (error) {
        // another process forgets them too
        if (!(error instanceof ZhengwenError && error.code === "store.conflict")) throw error;
      }
    }
  }
  return pruned;
}

async function* keptAlerts(names: string, store: Store): AsyncGenerator<Setting[]> {
  for (let after: string | undefined; ; ) {
    const found = await store.settings.list(names, 500, after);
    yield found;
    if (found.length < 500) return;
    after = found.at(-1)?.name;
  }
}

/** Of a batch of changes the records that are held as they were written then, and that the search finds. */
async function matches(saved: SavedSearch, changes: readonly Change[], { store, language }: AlertServices): Promise<Alert[]> {
  const records = changes.filter((change) => change.type === "record");
  const seen = await Promise.all(records.map((change) => wasSeen(change, saved.cursor, store)));
  const written = records.filter((_, at) => !seen[at]);
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

/**
 * Whether a revision was matched under an earlier write of it, or was there before the search was saved: only a newer version
 * of the code has written it again. An alert of it may be forgotten by now, so that its name does not tell.
 */
async function wasSeen({ revision, before }: RecordChange, cursor: number, store: Store): Promise<boolean> {
  for (let seq = before; seq !== null; ) {
    const [earlier = null] = await store.changesAt([seq]);
    if (earlier?.type !== "record" || earlier.revision !== revision) return false;
    if (seq <= cursor) return true;
    seq = earlier.before;
  }
  return false;
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
async function writeOnce(alert: Alert, { store, clock = systemClock }: AlertServices): Promise<boolean> {
  try {
    const kept: Kept = { ...alert, told: isoTime(clock.now()) };
    await store.settings.write(prefix + alertId(alert), { ...kept } as SettingValue, 0);
    return true;
  } catch (error) {
    if (error instanceof ZhengwenError && error.code === "store.conflict") return false;
    throw error;
  }
}
