import { createHash } from "node:crypto";
import { fileFormat } from "../../extract/attachments/format.js";
import type { ParsedAttachment } from "../../extract/attachments/read.js";
import { asZhengwenError, type ZhengwenError } from "../../model/errors.js";
import type { Attachment } from "../../model/record.js";
import { linkedAttachments } from "../../pipeline/attachments.js";
import type { RawPage } from "../../store/store.js";
import { canonicalUrl, documentId } from "../../text/url.js";
import type { FetchedPage } from "../fetch.js";
import type { CrawlServices } from "../services.js";
import { fileHintsSchema, type HeldAttachment } from "./held.js";

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
  for (const { name, url, type } of linkedAttachments(page, services).slice(0, most)) {
    if (url === null) continue;
    collected.push(await collect({ name, url, type }, known.get(url), services, signal));
  }
  return collected;
}

async function collect(
  linked: Attachment & { readonly url: string },
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
