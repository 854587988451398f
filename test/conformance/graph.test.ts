import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type DocumentGraph, documentGraph } from "../../src/app/graph.js";
import { loadDictionary } from "../../src/dictionary/load.js";
import { defaultLimits } from "../../src/pipeline/limits.js";
import { runPipeline } from "../../src/pipeline/pipeline.js";
import type { Store } from "../../src/store/store.js";
import { describeStores } from "../support/stores.js";

interface Table {
  readonly today: string;
  readonly documents: Readonly<Record<string, string>>;
  readonly questions: readonly (readonly [name: string, day: string, state: string])[];
}

const { today, documents, questions } = JSON.parse(readFileSync(join(import.meta.dirname, "../tables/in-force.json"), "utf8")) as Table;
const dictionary = loadDictionary();
describeStores("the graph", (open) => {
  const ids = new Map<string, string>();
  let store: Store;

  beforeAll(async () => {
    store = await open();
    for (const [name, text] of Object.entries(documents)) {
      const input = {
        bytes: new TextEncoder().encode(text),
        url: `https://${name}.example/`,
        finalUrl: null,
        contentType: "text/plain; charset=utf-8",
      };
      const { document } = runPipeline({ ...input, fetchedAt: null, hints: {}, attachments: [] }, { dictionary, limits: defaultLimits });
      ids.set(name, document.id);
      await store.put(document);
    }
    await store.refresh();
  }, 120_000);

  const graph = (name: string, day = today): Promise<DocumentGraph> =>
    documentGraph(ids.get(name) ?? "", { store, dictionary }, today, day);

  describe("how a document stands on a day", () => {
    it("is answered for at least 90 % of the questions, and never wrongly", async () => {
      const wrong: string[] = [];
      let open = 0;
      for (const [name, day, expected] of questions) {
        const { state, reason } = (await graph(name, day)).standing;
        if (state === expected) continue;
        if (state === "unknown") open++;
        else wrong.push(`${name} on ${day}: ${state}, not ${expected}: ${reason}`);
      }
      expect(questions.length).toBeGreaterThanOrEqual(120);
      expect(wrong).toEqual([]);
      expect(open / questions.length).toBeLessThanOrEqual(0.1);
    }, 60_000);

    it("comes with its reason and the document that ended it", async () => {
      const { standing } = await graph("dust");
      expect(standing).toMatchObject({ state: "repealed", since: "2019-03-15", by: ids.get("dust-end") });
      expect(standing.reason).toContain("中府〔2019〕20号");
      expect((await graph("kaiping-2015")).standing).toMatchObject({ state: "expired", since: "2020-04-01", by: null });
      expect((await graph("talent")).standing.by).toBe(ids.get("talent-extended"));
      expect((await graph("property")).standing.amendedBy).toEqual([ids.get("property-amended")]);
      expect((await graph("property", "2018-12-31")).standing.amendedBy).toEqual([]);
    });

    it("refuses a day that is none, and an id that is not held", async () => {
      await expect(graph("dust", "2020-13-01")).rejects.toMatchObject({ code: "usage.argument" });
      await expect(documentGraph("0".repeat(32), { store, dictionary }, today)).rejects.toMatchObject({ code: "record.not-found" });
    });
  });

  describe("what a document cites", () => {
    const targets = async (name: string) => (await graph(name)).cites.map(({ relation, resolved }) => [relation, resolved?.id ?? null]);
    const sources = async (name: string) => (await graph(name)).citedBy.map(({ relation, id }) => [relation, id]);

    it("is resolved by number, by title with and without its issuer, and by what a notice brings out", async () => {
      expect(await targets("kaiping-2015")).toEqual([["repeals", ids.get("kaiping-2010")]]);
      expect(await targets("market-end")).toEqual([["repeals", ids.get("market")]]);
      expect(await targets("forwarding")).toEqual([["forwards", ids.get("forwarded")]]);
      expect(await targets("property-amended")).toEqual([["amends", ids.get("property")]]);
      expect(await targets("parking-explained")).toContainEqual(["interprets", ids.get("parking")]);
    });

    it("is listed with the reason where it is not held", async () => {
      const { cites } = await graph("repeal-list");
      expect(cites.map(({ number, resolved, why }) => [number, resolved?.id ?? null, why])).toEqual([
        ["开府办〔2012〕8号", ids.get("rural-roads"), undefined],
        ["开府办〔2014〕21号", ids.get("fire-rules"), undefined],
        ["开府〔2009〕17号", null, "not held"],
      ]);
    });

    it("is cited by: what cites a document by any name of it, and nothing that means another one", async () => {
      expect(await sources("kaiping-2010")).toEqual([["repeals", ids.get("kaiping-2015")]]);
      expect(await sources("forwarded")).toEqual([["forwards", ids.get("forwarding")]]);
      expect(await sources("rural-roads-build")).toEqual([]);
      expect(await sources("grid-qingdao")).toEqual([]);
      expect(await sources("parking-draft")).toEqual([]);
    });
  });
});
