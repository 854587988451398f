import { createHash } from "node:crypto";
import { FetchError, type FetchedPage, type FetchRequest } from "../fetch/fetch.js";
import { inTime } from "../fetch/in-time.js";
import type { Clock } from "../model/clock.js";
import { asZhengwenError, ZhengwenError } from "../model/errors.js";
import type { HeldAttachment } from "../model/page.js";
import type { Attachment } from "../model/record.js";
import { type ProcessJob, processJob } from "../queue/jobs.js";
import { canonicalUrl, documentId } from "../text/url.js";
import { accessFor } from "./access.js";
import type { CrawlServices } from "./services.js";
import type { CrawlSource } from "./source-schema.js";

type Linked = Attachment & { readonly url: string };

/** How attachments are fetched, and what ends it. */
interface Way {
  readonly signal: AbortSignal | undefined;
  readonly source: CrawlSource | undefined;
}

/** A document gives a handful of attachments; what gives more is a list of files. */
const most = 20;

/**
 * Fetches and reads the attachments that the document on a held page names, keeps them with the page, and has the page
 * finished. Running it again does no harm.
 * @param source whose document it is: attachments are fetched as its pages are
 * @throws only what is no fault of an attachment: the store being away, `signal` aborting
 */
export async function collectAttachments(
  { id, address }: ProcessJob,
  services: CrawlServices,
  signal?: AbortSignal,
  source?: CrawlSource,
): Promise<void> {
  const { store, processQueue } = services;
  const page = await store.pages.get(id);
  const collection = page?.collection;
  if (!page || collection?.state !== "named") return;
  const { known, extraction } = collection;
  const attachments = await fetchAll(extraction.document.attachments, known, services, { signal, source });
  await store.pages.put({ ...page, collection: { state: "done", attachments, extraction } });
  await processQueue.add([processJob({ id, address })]);
}

/**
 * Attachments one after the other, each on condition where it was read before. Bytes up to the limit of a page are kept as
 * pages of their own. An attachment that fails says why and fails nothing else.
 */
async function fetchAll(
  named: readonly Attachment[],
  before: readonly HeldAttachment[],
  services: CrawlServices,
  way: Way,
): Promise<HeldAttachment[]> {
  const known = new Map(before.map((held) => [held.url, held]));
  const collected: HeldAttachment[] = [];
  const linked = named.flatMap(({ name, url, type }) => (url === null ? [] : [{ name, url, type }]));
  let room = services.fileReaders.limits.characters;
  for (const [i, attachment] of linked.entries()) {
    if (i === most) {
      collected.push(failed(attachment, `The page gives ${linked.length}, the first ${most} are fetched.`));
      break;
    }
    const held = await collect(attachment, known.get(attachment.url), services, way);
    const length = held.text?.length ?? 0;
    collected.push(length <= room ? held : failed(attachment, "The attachments of the page together have too much text."));
    if (length <= room) room -= length;
  }
  return collected;
}

async function collect(
  linked: Linked,
  known: HeldAttachment | undefined,
  services: CrawlServices,
  { signal, source }: Way,
): Promise<HeldAttachment> {
  const { fileReaders, fetcher, clock } = services;
  const validators = known?.text === undefined ? {} : { etag: known.etag, lastModified: known.lastModified };
  const held: HeldAttachment = { ...linked, etag: null, lastModified: null };
  try {
    const asked = { url: linked.url, limit: fileReaders.limits.bytes, ...validators };
    const access = source && { access: accessFor(source, linked.url) };
    const request: FetchRequest = { ...asked, ...access, ...(signal && { signal }) };
    const answer = await inTime(() => withTries(() => fetcher.fetch(request), clock, signal), { clock, signal });
    if (answer.status === "unchanged") return { ...known, ...held, etag: known?.etag ?? null, lastModified: known?.lastModified ?? null };
    const { bytes, etag, lastModified } = answer;
    const digest = createHash("sha256").update(bytes).digest("hex");
    // the same file is not read again: a newer reader alone is no reason for a revision
    if (known?.text !== undefined && (await isKept(known, digest, services))) return { ...known, ...held, etag, lastModified };
    const kept = await keep(linked.url, digest, answer, services);
    const read = await textOf(bytes, services, signal);
    return { ...held, bytes: bytes.length, ...(kept && { page: kept }), ...read, etag, lastModified };
  } catch (cause) {
    const error = faultOf(cause, signal);
    // what was learnt before is better than nothing
    if (known?.text !== undefined || (known?.failure?.final && error.kind.retry)) return known;
    const tries = (known?.tries ?? 0) + 1;
    return { ...held, failure: failureOf(error, tries >= mostRounds), ...(error.kind.retry && { tries }) };
  }
}

function failureOf({ code, message, kind }: ZhengwenError, givenUp = false): NonNullable<HeldAttachment["failure"]> {
  return { code, message, final: givenUp || !kind.retry };
}

/** In how many rounds an attachment may fail for the moment until that is taken for good. */
const mostRounds = 4;

/** How often an attachment is asked for that fails for the moment, and how long is waited in between: it is asked for with its page only. */
const mostTries = 3;
const pause = 5_000;

async function withTries<T>(ask: () => Promise<T>, clock: Clock, signal: AbortSignal | undefined): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      const passes = error instanceof FetchError && error.kind.retry && !error.isPostponed;
      if (!passes || tries === mostTries) throw error;
      await clock.sleep(pause * tries, signal);
    }
  }
}

/** An attachment that is left out because its page gives too much. */
function failed(attachment: Linked, detail: string): HeldAttachment {
  return { ...attachment, failure: failureOf(new ZhengwenError("attachment.too-large", detail)), etag: null, lastModified: null };
}

async function textOf(bytes: Uint8Array, { fileReaders }: CrawlServices, signal?: AbortSignal): Promise<Partial<HeldAttachment>> {
  try {
    return await fileReaders.read(bytes, signal);
  } catch (cause) {
    return { failure: failureOf(faultOf(cause, signal)) };
  }
}

/** Why an attachment failed. @throws what is no fault of the attachment */
function faultOf(cause: unknown, signal?: AbortSignal): ZhengwenError {
  const error = asZhengwenError(cause);
  if (signal?.aborted || error.kind.state === null) throw cause;
  return error;
}

/** Whether bytes of this digest are those that an attachment was read from. */
async function isKept({ page }: HeldAttachment, digest: string, { store }: CrawlServices): Promise<boolean> {
  return page !== undefined && (await store.pages.get(page))?.digest === digest;
}

/** @returns the id that the bytes are kept under; null where they are over the limit of a page */
async function keep(
  url: string,
  digest: string,
  answer: FetchedPage,
  { store, dictionary, limits }: CrawlServices,
): Promise<string | null> {
  const { bytes, finalUrl, contentType, fetchedAt } = answer;
  if (bytes.length > limits.pageBytes) return null;
  const id = documentId(canonicalUrl(finalUrl, dictionary.urls) ?? bytes);
  await store.pages.put({ id, digest, bytes, url, finalUrl, contentType, fetchedAt, hints: {} });
  return id;
}
