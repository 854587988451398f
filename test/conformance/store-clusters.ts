import { describe, expect, it } from "vitest";
import type { Store } from "../../src/store/store.js";
import { buildDocument } from "../support/document.js";

/** Which documents are copies of one another. `open` yields an empty store. */
export function describeClusters(open: () => Promise<{ store: Store }>): void {
  describe("clusters", () => {
    it.each([
      ["an equal claimed address", { claimedUrl: "https://o.gov.cn/1" }, { claimedUrl: "https://o.gov.cn/1" }, true],
      ["an original that is held", { url: "https://o.gov.cn/1" }, { originalUrl: "https://o.gov.cn/1" }, true],
      ["a near fingerprint", { fingerprint: "00ff00ff00ff00ff" }, { fingerprint: "00ff01ff03ff00ff" }, true],
      ["a far fingerprint with an equal band", { fingerprint: "00ff00ff00ff00ff" }, { fingerprint: "00ff01ff03ff01ff" }, false],
      ["fingerprints of nothing", { fingerprint: "0".repeat(16) }, { fingerprint: "0".repeat(16) }, false],
      ["nothing in common", {}, {}, false],
    ])("with %s: %#", async (_why, one, two, together) => {
      const { store } = await open();
      const documents = [buildDocument({ text: "甲文。\n", ...one }), buildDocument({ text: "乙文。\n", ...two })];
      for (const document of documents) {
        await store.put(document);
        await store.refresh();
      }
      const [a, b] = await Promise.all(documents.map(({ id }) => store.get(id)));
      expect(a?.cluster).toBe(a?.id);
      expect(b?.cluster).toBe(together ? a?.id : b?.id);
    });
  });
}
