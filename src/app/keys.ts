import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { type Clock, isoTime } from "../model/clock.js";
import { ZhengwenError } from "../model/errors.js";
import type { Setting, Store } from "../store/store.js";

/** What a key allows: reading, handing documents in, everything. */
export const keyScopes = ["read", "push", "admin"] as const;
export type KeyScope = (typeof keyScopes)[number];

/** An API key as it is kept: the secret itself is shown once, and only its digest is held. */
export interface ApiKey {
  /** 12 hexadecimal digits, the first part of the key */
  readonly id: string;
  /** whose it is */
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
}

type Kept = ApiKey & { readonly digest: string };

type KeyServices = { readonly store: Pick<Store, "settings">; readonly clock: Clock };

const prefix = "key/";
const form = /^zw_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;
/** compared with where there is no key of the id, so that an answer takes as long */
const nobody = digestOf("nobody");

/** Makes a key. @returns it, and the secret that no one can be told again */
export async function addKey(
  { name, scopes, expiresAt }: Pick<ApiKey, "name" | "scopes" | "expiresAt">,
  { store, clock }: KeyServices,
): Promise<{ key: ApiKey; secret: string }> {
  const id = randomBytes(6).toString("hex");
  const secret = randomBytes(32).toString("base64url");
  const key: ApiKey = { id, name, scopes, createdAt: isoTime(clock.now()), expiresAt, revokedAt: null };
  await store.settings.write(prefix + id, { ...key, digest: digestOf(secret).toString("hex") }, 0);
  return { key, secret: `zw_${id}_${secret}` };
}

/** Every key, revoked ones too. */
export async function listKeys({ store }: Pick<KeyServices, "store">): Promise<ApiKey[]> {
  const keys: ApiKey[] = [];
  for (let after: string | undefined; ; ) {
    const found = await store.settings.list(prefix, 100, after);
    keys.push(...found.map((setting) => withoutDigest(keptOf(setting))));
    after = found.at(-1)?.name;
    if (found.length < 100) return keys;
  }
}

/** Ends a key at once. @throws record.not-found */
export async function revokeKey(id: string, { store, clock }: KeyServices): Promise<ApiKey> {
  const held = await store.settings.get(prefix + id);
  if (held === null) throw new ZhengwenError("record.not-found", `There is no key ${id}.`);
  const kept = { ...keptOf(held), revokedAt: keptOf(held).revokedAt ?? isoTime(clock.now()) };
  await store.settings.write(held.name, { ...kept }, held.version);
  return withoutDigest(kept);
}

/**
 * The key that a request bears; null where there is none that is valid.
 * @param authorization the header `Authorization`: `Bearer zw_…`
 */
export async function shownKey(authorization: string | undefined, { store, clock }: KeyServices): Promise<ApiKey | null> {
  const [, id, secret] = form.exec(authorization?.replace(/^Bearer +/i, "") ?? "") ?? [];
  const held = id === undefined ? null : await store.settings.get(prefix + id);
  const kept = held && keptOf(held);
  const same = timingSafeEqual(digestOf(secret ?? ""), kept ? Buffer.from(kept.digest, "hex") : nobody);
  const now = clock.now();
  const isOver = kept !== null && (kept.revokedAt !== null || (kept.expiresAt !== null && Date.parse(kept.expiresAt) <= now));
  return !same || kept === null || isOver ? null : withoutDigest(kept);
}

/** @throws key.missing where there is no key; key.scope where it does not allow what is asked */
export function requireScope(key: ApiKey | null, scope: KeyScope): void {
  if (key === null) throw new ZhengwenError("key.missing");
  if (!key.scopes.includes(scope) && !key.scopes.includes("admin")) throw new ZhengwenError("key.scope", `It takes ${scope}.`);
}

/** The secret has 256 random bits: a slow digest would add nothing. */
function digestOf(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

function keptOf({ value }: Setting): Kept {
  return value as unknown as Kept;
}

function withoutDigest({ digest: _digest, ...key }: Kept): ApiKey {
  return key;
}
