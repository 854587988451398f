import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { backupSqlite } from "../../src/store/sqlite/backup.js";
import { openSqliteStore } from "../../src/store/sqlite/store.js";
import { buildDocument } from "../support/document.js";

const folder = mkdtempSync(join(tmpdir(), "zhengwen-backup-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("a backup of the embedded store", () => {
  it("is the store as it was at one moment, though it is in use, and opens as a store", async () => {
    const path = join(folder, "store.db");
    const store = openSqliteStore(path);
    const document = buildDocument({ text: "开平市27家企业获奖励1530万元。" });
    await store.put(document);
    const copyPath = join(folder, "copy.db");
    expect(backupSqlite(path, copyPath)).toBeGreaterThan(1000);
    await store.remove(document.id, "2025-03-01T09:00:00.000Z");
    const copy = openSqliteStore(copyPath);
    expect((await copy.get(document.id))?.text).toBe(document.text);
    expect(await store.get(document.id)).toBeNull();
    // whoever follows the feed goes on with the restored store
    expect((await copy.feed()).epoch).toBe((await store.feed()).epoch);
    await Promise.all([store.close(), copy.close()]);
  });

  it("overwrites nothing, and makes no store where there is none", () => {
    const held = join(folder, "held");
    writeFileSync(held, "");
    expect(() => backupSqlite(join(folder, "store.db"), held)).toThrow("is there already");
    expect(() => backupSqlite(join(folder, "none.db"), join(folder, "other.db"))).toThrow("there is no store to copy");
  });
});
