import { fetch, type Response } from "undici";
import { isGuarding } from "../extract/html/guarding.js";
import { type Clock, isoTime } from "../model/clock.js";
import { type ErrorCode, ZhengwenError } from "../model/errors.js";
import type { Access, Routes } from "./access.js";
import { refreshTarget } from "./refresh.js";
import { checkWhole, noting, type RawBody } from "./whole-body.js";

export interface FetchRequest {
  readonly url: string;
  /** validators of what is held: an unchanged page is then answered with 304 */
  readonly etag?: string | null;
  readonly lastModified?: string | null;
  /** bytes after decompression; the configured limit when left out */
  readonly limit?: number;
  /** what happens over the limit: the fetch fails (default), or what came so far is returned */
  readonly overflow?: "fail" | "cut";
  /** what the site needs beside */
  readonly access?: Access;
  readonly signal?: AbortSignal;
}

export interface FetchLimits {
  /** milliseconds of network time, all redirects together; waiting for a host's turn does not count */
  readonly deadline: number;
  /** bytes of a body after decompression */
  readonly bytes: number;
  readonly redirects: number;
}

export interface FetchTools {
  readonly routes: Pick<Routes, "of">;
  readonly limits: FetchLimits;
  readonly userAgent: string;
  readonly clock: Clock;
  /** Stands around each request, redirects' too: asks whether and when the address may be asked. */
  readonly turn: <T>(url: URL, send: () => Promise<T>, request: FetchRequest) => Promise<T>;
}

interface Answer {
  /** the address that answered, after redirects */
  readonly finalUrl: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** ISO date-time */
  readonly fetchedAt: string;
}
export interface FetchedPage extends Answer {
  readonly status: "fetched";
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
}
interface UnchangedPage extends Answer {
  readonly status: "unchanged";
}
export type Fetched = FetchedPage | UnchangedPage;

interface Said {
  readonly httpStatus?: number;
  readonly retryAt?: number | null;
  readonly isOfHost?: boolean;
}

/** A failed fetch, with what the site said: its status, and until when it asks to be left alone (ms since the epoch). */
export class FetchError extends ZhengwenError {
  readonly httpStatus: number | null;
  readonly retryAt: number | null;
  /** whether the host itself was found wanting, though the address was not asked for: its robots.txt cannot be had */
  readonly isOfHost: boolean;
  /** until when we leave its host alone because it fails again and again (ms since the epoch) */
  backOff: number | null = null;

  constructor(code: ErrorCode, detail: string, said: Said = {}, options?: ErrorOptions) {
    super(code, detail, options);
    this.name = "FetchError";
    this.httpStatus = said.httpStatus ?? null;
    this.retryAt = said.retryAt ?? null;
    this.isOfHost = said.isOfHost ?? false;
  }

  /** Until when nothing is sent to the host; null where it says nothing and does not fail again and again. */
  get leaveUntil(): number | null {
    return this.retryAt === null && this.backOff === null ? null : Math.max(this.retryAt ?? 0, this.backOff ?? 0);
  }

  /** Whether the address was not asked for, because its host is to be left alone until `retryAt`: no attempt was made. */
  get isPostponed(): boolean {
    return this.httpStatus === null && this.retryAt !== null;
  }
}

/**
 * Fetches one address, following redirects by hand so that each hop has its turn.
 * @throws ZhengwenError of the fetch.* rows; the signal's own reason when it aborts
 */
export async function fetchUrl(request: FetchRequest, tools: FetchTools): Promise<Fetched> {
  let url = webAddress(request.url, undefined);
  let left = tools.limits.deadline;
  for (let hop = 0; hop <= tools.limits.redirects; hop++) {
    const target = url;
    const answer = await tools.turn(
      target,
      async () => {
        const began = performance.now();
        try {
          return await send(target, request, left, tools);
        } finally {
          left -= performance.now() - began;
        }
      },
      request,
    );
    if (!(answer instanceof URL)) return answer;
    url = answer;
  }
  throw new FetchError("fetch.redirects", `More than ${tools.limits.redirects} from ${request.url}`);
}

/** One request: the answer, or the address that it redirects to. */
async function send(url: URL, request: FetchRequest, left: number, tools: FetchTools): Promise<Fetched | URL> {
  const controller = new AbortController();
  const late = () => controller.abort(new FetchError("fetch.timeout", `${url.href}: over ${tools.limits.deadline} ms.`));
  const timer = setTimeout(late, Math.max(0, left));
  const cancel = () => controller.abort(request.signal?.reason);
  request.signal?.addEventListener("abort", cancel, { once: true });
  let isWhole = false;
  try {
    request.signal?.throwIfAborted();
    const route = tools.routes.of(request.access);
    await route.check(url);
    const headers = requestHeaders(request, url, tools.userAgent);
    const raw: RawBody = { chunks: [] };
    const dispatcher = noting(route.dispatcher, raw);
    const response = await fetch(url, { dispatcher, redirect: "manual", headers, signal: controller.signal });
    const answer = await read(response, raw, url, request, tools);
    // an answer that says that nothing has changed has no body
    isWhole = !(answer instanceof URL) && answer.status === "unchanged";
    return answer;
  } catch (cause) {
    if (request.signal?.aborted) throw request.signal.reason;
    throw controller.signal.aborted ? controller.signal.reason : asFetchError(cause, url);
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener("abort", cancel);
    // what was not read is not wanted: frees the connection, does nothing to a finished one
    if (!isWhole) controller.abort();
  }
}

async function read(response: Response, raw: RawBody, url: URL, request: FetchRequest, tools: FetchTools): Promise<Fetched | URL> {
  const { status, headers } = response;
  const location = headers.get("location");
  if ([301, 302, 303, 307, 308].includes(status) && location !== null) return webAddress(encodedBytes(location), url.href);
  const answer: Answer = {
    finalUrl: url.href,
    etag: headers.get("etag"),
    lastModified: headers.get("last-modified"),
    fetchedAt: isoTime(tools.clock.now()),
  };
  const conditional = Boolean(request.etag ?? request.lastModified);
  if (status === 304 && conditional) return { status: "unchanged", ...answer };
  if (!response.ok || status === 206) throw await statusError(response, raw, url, tools.clock);
  const bytes = await readBody(response, raw, request.limit ?? tools.limits.bytes, request.overflow ?? "fail", url);
  const contentType = headers.get("content-type");
  const target = refreshTarget(bytes, contentType);
  const onward = target === null ? null : webAddress(encodedBytes(target), url.href);
  if (onward !== null && onward.href !== url.href) return onward;
  return { status: "fetched", ...answer, bytes, contentType };
}

/** The body, counted after decompression while it streams. */
async function readBody(response: Response, raw: RawBody, limit: number, overflow: "fail" | "cut", url: URL): Promise<Uint8Array> {
  const tooLarge = () => new FetchError("fetch.too-large", `${url.href}: over ${limit} bytes.`);
  const encoding = response.headers.get("content-encoding");
  if (overflow === "fail" && encoding === null && Number(response.headers.get("content-length")) > limit) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size <= limit) continue;
    if (overflow === "fail") throw tooLarge();
    return Buffer.concat(chunks).subarray(0, limit);
  }
  if (encoding !== null) checkWhole(encoding, raw, size);
  return Buffer.concat(chunks);
}

function requestHeaders(request: FetchRequest, url: URL, userAgent: string): Record<string, string> {
  const own = accessAt(url, request)?.headers;
  return {
    "user-agent": userAgent,
    accept: "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.8",
    "accept-language": "zh-CN,zh;q=0.9,zh-TW;q=0.8,en;q=0.5",
    ...(own && lowerCased(own)),
    ...(request.etag && { "if-none-match": request.etag }),
    ...(request.lastModified && { "if-modified-since": request.lastModified }),
  };
}

/** What a request bears to an address: headers are for the host that was asked for, and for no other that it redirects to. */
export function accessAt(url: URL, { url: asked, access }: Pick<FetchRequest, "url" | "access">): Access | undefined {
  if (access?.headers === undefined || url.origin === new URL(asked).origin) return access;
  const { headers: _, ...rest } = access;
  return rest;
}

/** Names of headers in lower case, so that one replaces ours of the same name. */
function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** An address that may be asked. The connection itself is guarded in guard.ts. */
function webAddress(address: string, base: string | undefined): URL {
  if (!URL.canParse(address, base)) throw new FetchError("fetch.address-refused", `${address} is no address.`);
  const url = new URL(address, base);
  if (url.protocol !== "http:" && url.protocol !== "https:") throw new FetchError("fetch.address-refused", url.href.slice(0, 200));
  if (url.username || url.password) throw new FetchError("fetch.address-refused", `${url.host}: the address holds credentials.`);
  url.hash = "";
  return url;
}

/** A header's bytes above ASCII percent-encoded as they are: a Location may hold a path in raw UTF-8 or GBK. */
function encodedBytes(value: string): string {
  return value.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Statuses after which the same request may succeed later; 520 and above are a proxy's words for a site that is down. */
const passing = new Set([408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524]);

/** Statuses that challenges come with, and how much of such an answer is read. */
const challenging = new Set([403, 412, 503, 521]);
const challengeBytes = 65_536;

async function statusError(response: Response, raw: RawBody, url: URL, clock: Clock): Promise<FetchError> {
  const { status, headers } = response;
  const retryAt = retryMoment(headers.get("retry-after"), clock.now());
  const isChallenge = challenging.has(status) && (await isChallengePage(response, raw, url));
  const code = isChallenge ? "fetch.challenge" : passing.has(status) ? "fetch.unavailable" : "fetch.status";
  return new FetchError(code, `${url.href}: ${status} ${response.statusText}`.trim(), { httpStatus: status, retryAt });
}

async function isChallengePage(response: Response, raw: RawBody, url: URL): Promise<boolean> {
  const page = Buffer.from(await readBody(response, raw, challengeBytes, "cut", url)).toString("latin1");
  return /<script\b/i.test(page) && isGuarding(page);
}

/** Retry-After (RFC 9110, 10.2.3), seconds or a date, as ms since the epoch; null when absent or not understood. */
function retryMoment(value: string | null, now: number): number | null {
  if (value === null) return null;
  const moment = /^\s*\d{1,9}\s*$/.test(value) ? now + Number(value) * 1000 : Date.parse(value);
  return Number.isNaN(moment) ? null : Math.max(now, moment);
}

/** The names that Node and OpenSSL give to what is wrong with a certificate. */
const certificateFault =
  /^(?:CERT_|ERR_TLS_CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(?:GET|VERIFY|DECODE|DECRYPT)_|INVALID_(?:CA|PURPOSE)|HOSTNAME_MISMATCH|ERROR_IN_CERT_)/;

function asFetchError(cause: unknown, url: URL): ZhengwenError {
  let root = cause;
  while (root instanceof Error && !(root instanceof ZhengwenError) && root.cause instanceof Error) root = root.cause;
  if (root instanceof ZhengwenError) return root;
  const { code = "" } = root as { code?: unknown };
  if (typeof code === "string" && certificateFault.test(code)) {
    return new FetchError("fetch.certificate", `${url.href}: ${(root as Error).message} (${code})`, {}, { cause });
  }
  const detail = root instanceof Error ? root.message : String(root);
  return new FetchError("fetch.network", `${url.href}: ${detail}`, {}, { cause });
}
