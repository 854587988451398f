import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WARCParser } from "warcio";
import { warcOf } from "../../src/export/warc/export.js";
import { blankRow, type LedgerRow } from "../../src/model/ledger.js";
import type { RawPage } from "../../src/model/page.js";
import { openSqliteStore } from "../../src/store/sqlite/store.js";
import type { Store } from "../../src/store/store.js";

const at = "2025-03-01T08:00:00.000Z";
const later = "2025-03-08T08:00:00.000Z";
const site = "https://www.example.gov.cn";

const page = (id: string, content: string | Buffer, url: string | null, more: Partial<RawPage> = {}): RawPage => {
  const bytes = Buffer.from(content);
  const digest = createHash("sha256").update(bytes).digest("hex");
  return { id: id.repeat(32), digest, bytes, url, finalUrl: url, contentType: "text/html; charset=gbk", fetchedAt: at, hints: {}, ...more };
};
const row = (address: string, id: string, more: Partial<LedgerRow> = {}): LedgerRow => ({
  ...blankRow(address, at),
  ...{ state: "indexed", id: id.repeat(32), held: true, source: "home", firstSeen: at, lastSeen: at },
  ...more,
});

let folder: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "zhengwen-warc-"));
  store = openSqliteStore(join(folder, "store.db"));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const gbk = Buffer.from("3c703ed5feb2df3c2f703e", "hex");

async function fill(): Promise<void> {
  const attachment = { name: "附件", url: `${site}/a.pdf`, type: "pdf", page: "e".repeat(32), etag: null, lastModified: null };
  const pages = [
    page("a", gbk, `${site}/1.html`),
    page("b", "第二页", `${site}/asked.html`, { finalUrl: `${site}/2.html`, collection: { state: "done", attachments: [attachment] } }),
    page("c", "自己的文件", null, { contentType: null, fetchedAt: null }),
    page("d", "坏的头", `${site}/4.html`, { contentType: "text/html\r\nX-Evil: 1\r\n\r\nbody" }),
    page("e", "%PDF-", `${site}/a.pdf`, { contentType: "application/pdf" }),
  ];
  for (const each of pages) await store.pages.put(each);
  const rows = [
    row(`${site}/1.html`, "a", { state: "unchanged", etag: '"1"', lastSeen: later }),
    row(`${site}/asked.html`, "b"),
    row(`${site}/print/2.html`, "b", { state: "duplicate", lastSeen: later }),
    row("file:/notices/通知.html", "c", { source: null }),
    row(`${site}/4.html`, "d", { state: "quarantined", reason: "pipeline.timeout", source: "other" }),
    row(`${site}/gone.html`, "f", { state: "rejected", reason: "fetch.status", id: null, held: false }),
    row(`${site}/list.html`, "f", { state: "listed", id: null, held: false }),
  ];
  for (const each of rows) await store.ledger.write(each);
}

async function exported(source?: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of warcOf(store, { software: "zhengwen/test", at, ...(source && { source }) })) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function records(file: Buffer) {
  const found: {
    type: string;
    uri: string | null;
    date: string | null;
    status: string;
    headers: Record<string, string>;
    fields: Record<string, string>;
    body: Buffer;
  }[] = [];
  for await (const record of new WARCParser(new Response(new Uint8Array(file)).body as ReadableStream)) {
    const body = Buffer.from(await record.readFully(false));
    const { warcType, warcTargetURI, warcDate, httpHeaders, warcHeaders } = record;
    found.push({
      ...{ type: warcType ?? "", uri: warcTargetURI ?? null, date: warcDate ?? null, status: httpHeaders?.statusline ?? "", body },
      headers: Object.fromEntries([...(httpHeaders?.headers ?? [])].map(([name, value]) => [name.toLowerCase(), value])),
      fields: Object.fromEntries([...warcHeaders.headers]),
    });
  }
  return found;
}

describe("the WARC file of the held pages", () => {
  it("is read back by another reader: bytes, addresses, dates, what was found unchanged or elsewhere", async () => {
    await fill();
    const [info, ...found] = await records(await exported());
    expect(info?.type).toBe("warcinfo");
    expect(found.map(({ type, uri, date, status }) => [type, uri, date, status])).toEqual([
      ["resource", "file:///notices/%E9%80%9A%E7%9F%A5.html", "2025-03-01T08:00:00Z", ""],
      ["response", `${site}/1.html`, "2025-03-01T08:00:00Z", "HTTP/1.1 200 OK"],
      ["revisit", `${site}/1.html`, "2025-03-08T08:00:00Z", "HTTP/1.1 304 Not Modified"],
      ["response", `${site}/4.html`, "2025-03-01T08:00:00Z", "HTTP/1.1 200 OK"],
      ["response", `${site}/2.html`, "2025-03-01T08:00:00Z", "HTTP/1.1 200 OK"],
      ["response", `${site}/a.pdf`, "2025-03-01T08:00:00Z", "HTTP/1.1 200 OK"],
      ["revisit", `${site}/print/2.html`, "2025-03-08T08:00:00Z", "HTTP/1.1 200 OK"],
    ]);
    const [own, one, again, bad, two, pdf, copy] = found;
    expect(own?.body.toString()).toBe("自己的文件");
    expect(one?.body.equals(gbk)).toBe(true);
    expect(one?.headers).toEqual({ "content-type": "text/html; charset=gbk", "content-length": "11", etag: '"1"' });
    expect(again?.fields).toMatchObject({
      "warc-profile": "http://netpreserve.org/warc/1.1/revisit/server-not-modified",
      "warc-refers-to": one?.fields["warc-record-id"],
      "warc-refers-to-target-uri": `${site}/1.html`,
      "warc-refers-to-date": "2025-03-01T08:00:00Z",
      "warc-payload-digest": one?.fields["warc-payload-digest"],
    });
    expect(again?.body).toHaveLength(0);
    expect(bad?.headers).not.toHaveProperty("x-evil");
    expect(bad?.body.toString()).toBe("坏的头");
    expect(two?.fields["x-zhengwen-asked-uri"]).toBe(`${site}/asked.html`);
    expect(pdf?.body.toString()).toBe("%PDF-");
    expect(copy?.fields).toMatchObject({ "warc-refers-to": two?.fields["warc-record-id"], "warc-refers-to-target-uri": `${site}/2.html` });
  });

  it("holds the pages of one source, and the same bytes each time", async () => {
    await fill();
    const other = await exported("other");
    expect((await records(other)).map(({ uri }) => uri)).toEqual([null, `${site}/4.html`]);
    expect(await exported()).toEqual(await exported());
    expect(other.subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
  });

  const hasWarcio = spawnSync("python3", ["-c", "import warcio"]).status === 0;
  it.skipIf(!hasWarcio)("passes the check of Python's warcio, digests and all", async () => {
    await fill();
    const file = join(folder, "pages.warc.gz");
    writeFileSync(file, await exported());
    const script = `
import sys
from warcio.archiveiterator import ArchiveIterator
from warcio.digestverifyingreader import DigestChecker
with open(sys.argv[1], "rb") as stream:
    for record in ArchiveIterator(stream, check_digests=True):
        record.content_stream().read()
        checker = record.digest_checker
        print(record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), checker.passed, checker.problems)
`;
    const lines = execFileSync("python3", ["-c", script, file], { encoding: "utf8" }).trim().split("\n");
    expect(lines).toHaveLength(8);
    expect(lines.filter((line) => !/ (True|None) \[\]$/.test(line))).toEqual([]);
    expect(lines.filter((line) => line.includes("True"))).not.toEqual([]);
    expect(readFileSync(file).length).toBeGreaterThan(0);
  });
});
