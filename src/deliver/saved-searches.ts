import { randomBytes } from "node:crypto";
import { ZhengwenError } from "../model/errors.js";
import type { QueryLanguage } from "../search/language.js";
import { parseSearch, type SearchParameters } from "../search/parse-search.js";
import type { Setting, SettingValue, Store } from "../store/store.js";

/** A search that is matched against every record that comes in. */
export interface SavedSearch {
  readonly id: string;
  readonly name: string;
  readonly search: SearchParameters;
  readonly createdAt: string;
  /** every change up to this seq has been matched */
  readonly cursor: number;
}

const prefix = "saved-search/";
const atATime = 200;
const searchId = /^[0-9a-f]{16}$/;

/**
 * Saves a search. It is matched against what is written from now on, or from `since` on.
 * @throws usage.query where it is not understood
 */
export async function saveSearch(
  { name, search, createdAt, since }: { name: string; search: SearchParameters; createdAt: string; since?: number },
  { store, language }: { readonly store: Store; readonly language: QueryLanguage },
): Promise<SavedSearch> {
  parseSearch(search, language);
  const cursor = since ?? (await lastSeq(store));
  const saved: SavedSearch = { id: randomBytes(8).toString("hex"), name: name.slice(0, 200), search, createdAt, cursor };
  await store.settings.write(prefix + saved.id, toValue(saved), 0);
  return saved;
}

/** Every saved search, in order of id. */
export async function savedSearches(store: Store): Promise<SavedSearch[]> {
  const all: Setting[] = [];
  for (let after: string | undefined; ; ) {
    const found = await store.settings.list(prefix, atATime, after);
    all.push(...found);
    if (found.length < atATime) return all.map(fromSetting);
    after = found.at(-1)?.name;
  }
}

/** @throws record.not-found */
export async function savedSearch(id: string, store: Store): Promise<{ saved: SavedSearch; version: number }> {
  const held = searchId.test(id) ? await store.settings.get(prefix + id) : null;
  if (held === null) throw new ZhengwenError("record.not-found", `No search is saved as ${id.slice(0, 40)}.`);
  return { saved: fromSetting(held), version: held.version };
}

/** Forgets a search; its alerts stay. @throws record.not-found */
export async function forgetSearch(id: string, store: Store): Promise<void> {
  const { version } = await savedSearch(id, store);
  await store.settings.write(prefix + id, null, version);
}

/** Notes how far a search has been matched. @throws store.conflict when another process was faster */
export async function moveCursor(saved: SavedSearch, cursor: number, version: number, store: Store): Promise<void> {
  await store.settings.write(prefix + saved.id, toValue({ ...saved, cursor }), version);
}

async function lastSeq(store: Store): Promise<number> {
  let last = 0;
  for (;;) {
    const { changes, next } = await store.changes(last, 10_000);
    if (changes.length === 0) return Math.max(last, next);
    last = next;
  }
}

function toValue(saved: SavedSearch): SettingValue {
  return { ...saved };
}

function fromSetting({ value }: Setting): SavedSearch {
  return value as unknown as SavedSearch;
}
