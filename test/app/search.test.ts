import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { search } from "../../src/app/search.js";
import { loadDictionary } from "../../src/dictionary/load.js";
import { defaultLimits } from "../../src/pipeline/limits.js";
import { runPipeline } from "../../src/pipeline/pipeline.js";
import { openSqliteStore } from "../../src/store/sqlite/store.js";
import { samples } from "../support/samples.js";

const dictionary = loadDictionary();
const size = 10;

/** A store of so many documents made from one text, each on a site of its own and with a first line of its own. */
async function storeOf(text: string) {
  const folder = mkdtempSync(join(tmpdir(), "zhengwen-search-"));
  const store = openSqliteStore(join(folder, "store.db"));
  onTestFinished(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  for (let number = 0; number < size; number++) {
    const bytes = new TextEncoder().encode(`第${number + 1}號\n${text}`);
    const input = { bytes, url: `https://site${number}.example/1`, finalUrl: null, contentType: "text/plain", fetchedAt: null };
    const { document, maps } = runPipeline({ ...input, hints: {}, attachments: [] }, { dictionary, limits: defaultLimits });
    await store.put(document, { maps });
  }
  return { store, dictionary };
}

it("takes hardly longer over damaged documents than over sound ones: searching repairs nothing again", async () => {
  const sample = samples().find(({ path }) => path === "liaocheng.txt");
  const damaged = Buffer.from(sample?.bytes ?? "").toString();
  const { document } = runPipeline(
    { bytes: Buffer.from(damaged), url: null, finalUrl: null, contentType: "text/plain", fetchedAt: null, hints: {}, attachments: [] },
    { dictionary, limits: defaultLimits },
  );
  expect(document.repairs.length).toBeGreaterThan(50);
  const [broken, sound] = [await storeOf(damaged), await storeOf(document.text)];
  const time = async (services: typeof broken) => {
    const began = performance.now();
    const { hits } = await search({ query: "企业", size: `${size}` }, services, { fold: false });
    expect(hits).toHaveLength(size);
    expect(hits[0]?.highlights.body.length).toBeGreaterThan(0);
    return performance.now() - began;
  };
  // the best of many, in turn: other tests run beside this one
  const best = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY] as [number, number];
  for (let round = 0; round < 40; round++) {
    best[0] = Math.min(best[0], await time(broken));
    best[1] = Math.min(best[1], await time(sound));
  }
  // repairing anew would take many times as long; the bar is 1.2, which a busy machine may miss
  expect(best[0] / best[1]).toBeLessThan(3);
});
