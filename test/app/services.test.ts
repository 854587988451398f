import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { readConfig } from "../../src/app/config.js";
import { openServices } from "../../src/app/services.js";

it("looks for what a queue forgot as soon as two workers in a row could have fallen silent", async () => {
  const folder = mkdtempSync(join(tmpdir(), "zhengwen-services-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const every = async (seconds: string) => {
    const env = { ZHENGWEN_STORE: join(folder, "store.db"), ZHENGWEN_LOG_LEVEL: "silent", ZHENGWEN_STALLED_SECONDS: seconds };
    const { reconcileEvery, shutdown } = await openServices(readConfig(env));
    await shutdown.close();
    return reconcileEvery;
  };
  expect(await every("30")).toBe(60_000);
  expect(await every("2")).toBe(4_000);
});
