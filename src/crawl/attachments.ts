import { createHash } from "node:crypto";
import { fileFormat } from "../extract/files/format.js";
import type { ParsedAttachment } from "../extract/files/read.js";
import type { FetchedPage } from "../fetch/fetch.js";
import { asZhengwenError, ZhengwenError } from "../model/errors.js";
import type { Attachment } from "../model/record.js";
import { linkedAttachments } from "../pipeline/attachments.js";
import type { RawPage } from "../store/store.js";
import { canonicalUrl, documentId } from "../text/url.js";
import { fileHintsSchema, type HeldAttachment } from "./held-attachments.js";
import type { CrawlServices } from "./services.js";

type Linked = Attachment & { readonly url: string };

/** A document gives a handful of attachments; what gives more is a list of files. */
const most = 20;

/**
 * Fetches and reads what a page gives as attachments, one after the other, each on condition where it was read before.
 * Bytes up to the limit of a page are kept as pages of their own. An attachment that fails says why and fails nothing else.
 * @param before the page as it was held, if it was
 * @throws only what is no fault of an attachment: the store being away, `signal` aborting
 */
export async function collectAttachments(
  page: RawPage,
  before: RawPage | null,
  services: CrawlServices,
  signal?: AbortSignal,
): Promise<HeldAttachment[]> {
  const known = new Map(fileHintsSchema.parse(before?.hints ?? {}).attachments.map((held) => [held.url, held]));
  const collected: HeldAttachment[] = [];
  const linked = linkedAttachments(page, services).flatMap(({ name, url, type }) => (url === null ? [] : [{ name, url, type }]));
  let room = services.parsers.limits.characters;
  for (const [i, attachment] of linked.entries()) {
    if (i === most) {
      collected.push(failed(attachment, `The page gives ${linked.length}, the first ${most} are fetched.`));
      break;
    }
    const held = await collect(attachment, known.get(attachment.url), services, signal);
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
  signal?: AbortSignal,
): Promise<HeldAttachment> {
  const { fetcher, parsers } = services;
  const validators = known?.text === undefined ? {} : { etag: known.etag, lastModified: known.lastModified };
  const held: HeldAttachment = { ...linked, etag: null, lastModified: null };
  try {
    const answer = await fetcher.fetch({ url: linked.url, limit: parsers.limits.bytes, ...validators, ...(signal && { signal }) });
    if (answer.status === "unchanged") return { ...known, ...held, etag: known?.etag ?? null, lastModified: known?.lastModified ?? null };
    const { bytes, etag, lastModified } = answer;
    const kept = await keep(linked.url, answer, services);
    const read = await textOf(bytes, services, signal);
    return { ...held, bytes: bytes.length, ...(kept && { page: kept }), ...read, etag, lastModified };
  } catch (cause) {
    const error = faultOf(cause, signal);
    // what was read before is better than nothing
    if (known?.text !== undefined) return known;
    return { ...held, failure: { code: error.code, message: error.message } };
  }
}

/** An attachment that is left out because its page gives too much. */
function failed(attachment: Linked, detail: string): HeldAttachment {
  const { code, message } = new ZhengwenError("attachment.too-large", detail);
  return { ...attachment, failure: { code, message }, etag: null, lastModified: null };
}

async function textOf(bytes: Uint8Array, { parsers }: CrawlServices, signal?: AbortSignal): Promise<Partial<HeldAttachment>> {
  try {
    return await parsers.read(bytes, signal);
  } catch (cause) {
    const { code, message } = faultOf(cause, signal);
    return { failure: { code, message } };
  }
}

/** Why an attachment failed. @throws what is no fault of the attachment */
function faultOf(cause: unknown, signal?: AbortSignal): ZhengwenError {
  const error = asZhengwenError(cause);
  if (signal?.aborted || error.kind.state === null) throw cause;
  return error;
}

/** @returns the id that the bytes are kept under; null where they are over the limit of a page */
async function keep(url: string, answer: FetchedPage, { store, dictionary, limits }: CrawlServices): Promise<string | null> {
  const { bytes, finalUrl, contentType, fetchedAt } = answer;
  if (bytes.length > limits.pageBytes) return null;
  const id = documentId(canonicalUrl(finalUrl, dictionary.urls) ?? bytes);
  const digest = createHash("sha256").update(bytes).digest("hex");
  await store.pages.put({ id, digest, bytes, url, finalUrl, contentType, fetchedAt, hints: {} });
  return id;
}

/** The text of a page that is a file itself. @throws ZhengwenError of the attachment.* rows */
export async function readFilePage(
  bytes: Uint8Array,
  { parsers }: Pick<CrawlServices, "parsers">,
  signal?: AbortSignal,
): Promise<ParsedAttachment | null> {
  return fileFormat(bytes)?.isRead ? parsers.read(bytes, signal) : null;
}
