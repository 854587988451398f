import { isEndState, type LedgerRow } from "../../model/ledger.js";
import type { RawPage } from "../../model/page.js";
import type { Store } from "../../store/store.js";
import { httpBlock, recordId, serialised, type WarcRecord, warcDate } from "./record.js";

export interface WarcOptions {
  /** only pages of this source */
  readonly source?: string;
  /** who writes the file, and when */
  readonly software: string;
  readonly at: string;
}

const batch = 200;
const revisits = "http://netpreserve.org/warc/1.1/revisit";

/**
 * The pages that are held as a WARC file, piece by piece: each as a response (a file as a resource) under the address that
 * answered, a `revisit` where it was found unchanged later or at another address, and the attachments behind their page.
 * Bodies are as they were read: decompressed, so that their headers name no encoding, with the length that they have.
 */
export async function* warcOf(store: Store, options: WarcOptions): AsyncGenerator<Buffer> {
  yield serialised(infoRecord(options));
  const attachments = new Set<string>();
  for await (const row of rowsOf(store, options.source)) {
    if (row.id === null || !isEndState(row.state)) continue;
    const page = await store.pages.get(row.id);
    if (page === null) continue;
    for (const record of recordsOf(row, page)) yield serialised(record);
    if (row.state === "duplicate" || page.collection?.state !== "done") continue;
    for (const { page: id } of page.collection.attachments) {
      if (id === undefined || attachments.has(id)) continue;
      attachments.add(id);
      const file = await store.pages.get(id);
      if (file !== null) yield serialised(pageRecord(file, null, fetchTime(file, row)));
    }
  }
}

async function* rowsOf({ ledger }: Store, source: string | undefined): AsyncGenerator<LedgerRow> {
  for (let after: string | undefined; ; ) {
    const rows = await ledger.list(source === undefined ? {} : { source }, batch, after);
    yield* rows;
    after = rows.at(-1)?.address;
    if (rows.length < batch) return;
  }
}

function infoRecord({ software, at }: WarcOptions): WarcRecord {
  const fields = {
    software,
    format: "WARC File Format 1.1",
    conformsTo: "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
  };
  const block = Buffer.from(
    Object.entries(fields)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join(""),
  );
  return { type: "warcinfo", date: at, target: null, contentType: "application/warc-fields", block };
}

/** What a row tells of its page: the page itself, unless the row is only another address of it, and when it was seen again. */
function recordsOf(row: LedgerRow, page: RawPage): WarcRecord[] {
  const date = fetchTime(page, row);
  const first = pageRecord(page, row, date);
  if (row.state === "duplicate") return [revisit(first, row, row.address, "identical-payload-digest", row.lastSeen ?? date)];
  const isUnchanged = row.state === "unchanged" && row.lastSeen !== null && warcDate(row.lastSeen) > warcDate(date);
  if (!isUnchanged || first.type !== "response") return [first];
  const profile = row.etag === null && row.lastModified === null ? "identical-payload-digest" : "server-not-modified";
  return [first, revisit(first, row, first.target ?? row.address, profile, row.lastSeen ?? date)];
}

function pageRecord({ bytes, url, finalUrl, contentType }: RawPage, row: LedgerRow | null, date: string): WarcRecord {
  const target = targetOf(finalUrl ?? url ?? row?.address ?? "");
  if (!/^https?:/.test(target))
    return { type: "resource", date, target, contentType: contentType ?? "application/octet-stream", block: bytes, payload: bytes };
  const headers = [
    ["Content-Type", contentType],
    ["Content-Length", String(bytes.length)],
    ["ETag", row?.etag ?? null],
    ["Last-Modified", row?.lastModified ?? null],
  ] as const;
  // the address that was asked where it led on to another
  const via: (readonly [string, string])[] =
    url !== null && finalUrl !== null && url !== finalUrl ? [["X-Zhengwen-Asked-URI", targetOf(url)]] : [];
  return {
    ...{ type: "response", date, target, contentType: "application/http; msgtype=response", fields: via },
    ...{ block: httpBlock("200 OK", headers, bytes), payload: bytes },
  };
}

function revisit(first: WarcRecord, row: LedgerRow, target: string, profile: string, date: string): WarcRecord {
  const isNotModified = profile === "server-not-modified";
  const headers = [
    ["ETag", row.etag],
    ["Last-Modified", row.lastModified],
  ] as const;
  return {
    ...{ type: "revisit", date, target: targetOf(target), contentType: "application/http; msgtype=response" },
    fields: [
      ["WARC-Profile", `${revisits}/${profile}`],
      ["WARC-Refers-To", recordId(first)],
      ["WARC-Refers-To-Target-URI", first.target ?? ""],
      ["WARC-Refers-To-Date", warcDate(first.date)],
    ],
    block: httpBlock(isNotModified ? "304 Not Modified" : "200 OK", headers, new Uint8Array()),
    ...(first.payload && { payload: first.payload }),
  };
}

/** When a page was fetched; where nobody says, when it was taken in. */
function fetchTime({ fetchedAt }: RawPage, { firstSeen, updatedAt }: LedgerRow): string {
  return fetchedAt ?? firstSeen ?? updatedAt;
}

/** An address as a URI: a path of a file may hold anything. */
function targetOf(address: string): string {
  return URL.canParse(address) ? new URL(address).href : encodeURI(address);
}
