import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { crawlSource } from "../../src/crawl/crawl.js";
import { startCrawl } from "../support/crawling.js";
import { generatedNotice } from "../support/notices.js";

it("takes in the files of a folder, each once, again where it has changed, and says what is wrong with others", async () => {
  const folder = mkdtempSync(join(tmpdir(), "zhengwen-folder-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { services, store, processAll } = await startCrawl({});
  const write = (name: string, body: string, time: number) => {
    writeFileSync(join(folder, name), body);
    utimesSync(join(folder, name), time, time);
  };
  mkdirSync(join(folder, "below"));
  write("1.html", generatedNotice(1), 1000);
  write("below/2.HTM", generatedNotice(2), 1000);
  write("below/empty.html", "", 1000);
  write("picture.png", "no document", 1000);
  write(".hidden.html", generatedNotice(3), 1000);
  symlinkSync("/etc/hostname", join(folder, "link.txt"));
  const source = { id: "files", name: "文件", kind: "folder" as const, url: folder, jurisdiction: "440000" };
  const round = async () => {
    const result = await crawlSource(source, services);
    await processAll();
    return result;
  };
  const states = async () => {
    const rows = await store.ledger.list({}, 100);
    return Object.fromEntries(rows.map(({ address, state, reason }) => [address.slice(`file:${folder}`.length), reason ?? state]));
  };
  expect(await round()).toMatchObject({ list: "read", announced: 3, discovered: 3, visits: { fetched: 3 } });
  expect(await states()).toEqual({ "": "listed", "/1.html": "indexed", "/below/2.HTM": "indexed", "/below/empty.html": "input.empty" });
  const row = await store.ledger.get(`file:${join(folder, "1.html")}`);
  expect(await store.get(row?.id ?? "")).toMatchObject({ source: { id: "files" } });

  expect(await round()).toMatchObject({ announced: 3, discovered: 0, visits: { fetched: 0, failed: 0 } });
  write("1.html", generatedNotice(4), 2000);
  expect(await round()).toMatchObject({ discovered: 0, visits: { fetched: 1 } });
  expect(await store.sources.get("files")).toMatchObject({ health: { state: "healthy" } });

  rmSync(folder, { recursive: true });
  expect(await round()).toMatchObject({ list: "failed" });
  expect(await store.sources.get("files")).toMatchObject({ health: { state: "unhealthy", reason: "input.unreadable" } });
  mkdirSync(folder);
  expect(await round()).toMatchObject({ list: "failed" });
  expect(await store.sources.get("files")).toMatchObject({ health: { reason: "source.empty" } });
});
