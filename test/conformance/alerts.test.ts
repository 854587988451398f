import { parseAtomFeed } from "feedsmith";
import { expect, it } from "vitest";
import { type Alert, alertId, listAlerts, previewAlerts, pruneAlerts, runAlerts } from "../../src/deliver/alerts.js";
import { alertFeed } from "../../src/deliver/atom.js";
import { forgetSearch, savedSearch, savedSearches, saveSearch } from "../../src/deliver/saved-searches.js";
import { loadDictionary } from "../../src/dictionary/load.js";
import { queryLanguage } from "../../src/pipeline/query-language.js";
import type { Store } from "../../src/store/store.js";
import { buildDocument, money } from "../support/document.js";
import { describeStores } from "../support/stores.js";

const language = queryLanguage(loadDictionary());
const createdAt = "2024-05-01T00:00:00Z";
const green = (number: number, draft = {}) =>
  buildDocument({ url: `https://a.example/${number}`, text: `第${number}篇绿色建筑。\n`, ...draft });

/** A store whose writing of settings fails, as a process that is killed there leaves it. */
function dyingAt(store: Store, name: RegExp, after: number): Store {
  let left = after;
  const settings: Store["settings"] = {
    get: (one) => store.settings.get(one),
    list: (...given) => store.settings.list(...given),
    write: async (one, value, version) => {
      if (name.test(one) && left-- <= 0) throw new Error("killed");
      return store.settings.write(one, value, version);
    },
  };
  return new Proxy(store, { get: (target, key) => (key === "settings" ? settings : Reflect.get(target, key)) });
}

describeStores("alerts", (open) => {
  const save = (store: Store, query = "绿色建筑") =>
    saveSearch({ name: "绿色 <建筑> & more", search: { query }, createdAt }, { store, language });

  it("tell of each new or changed record once, and of nothing that was there before", async () => {
    const store = await open();
    await store.put(green(0));
    const { id } = await save(store);
    expect(await runAlerts(id, { store, language })).toEqual([]);
    await store.put(green(1));
    await store.put(buildDocument({ text: "其他。\n" }));
    expect((await runAlerts(id, { store, language })).map(({ record, revision }) => [record, revision])).toEqual([[green(1).id, 1]]);
    expect(await runAlerts(id, { store, language })).toEqual([]);
    // written again by a newer generation: the same revision
    await store.put(green(1, { generation: 2 }));
    expect(await runAlerts(id, { store, language })).toEqual([]);
    // changed
    await store.put(green(1, { text: "第1篇绿色建筑，已修改。\n", generation: 2 }));
    expect((await runAlerts(id, { store, language })).map(({ revision }) => revision)).toEqual([2]);
    // taken down
    await store.put(green(2));
    await store.remove(green(2).id, createdAt);
    expect(await runAlerts(id, { store, language })).toEqual([]);
  });

  it("say which words and values matched, and where", async () => {
    const store = await open();
    const { id } = await save(store, "绿色建筑 money:>=1000万");
    await store.put(buildDocument({ title: "绿色建筑", text: "投资2000万元。\n", entities: [money("2000万元", 2e7, 2e7)] }));
    const [alert] = await runAlerts(id, { store, language });
    expect(alert).toMatchObject({ title: "绿色建筑", values: [{ filter: "money", quote: "2000万元" }] });
    expect(alert?.why).toContain("绿色建筑 stands once in the title.");
  });

  it("come once whatever dies: after some alerts, before the cursor moves, or in two processes at once", async () => {
    const store = await open();
    const { id } = await save(store);
    for (let number = 0; number < 6; number++) await store.put(green(number));
    const told: Alert[] = [];
    for (const dying of [dyingAt(store, /^alert/, 2), dyingAt(store, /^saved/, 0)]) {
      await expect(runAlerts(id, { store: dying, language })).rejects.toThrow("killed");
    }
    const runs = await Promise.all([runAlerts(id, { store, language }), runAlerts(id, { store, language })]);
    told.push(...runs.flat());
    await store.refresh();
    const held = await listAlerts(id, store);
    expect(held.map(({ record }) => record).sort()).toEqual([0, 1, 2, 3, 4, 5].map((number) => green(number).id).sort());
    expect(new Set(held.map(alertId)).size).toBe(6);
    expect(told).toEqual([]);
  });

  it("are delivered through a port, again after a crash under the same id", async () => {
    const store = await open();
    const { id } = await save(store);
    await store.put(green(1));
    const sent: string[] = [];
    await expect(
      runAlerts(id, { store: dyingAt(store, /^saved/, 0), language }, async (alert) => void sent.push(alertId(alert))),
    ).rejects.toThrow();
    await runAlerts(id, { store, language }, async (alert) => void sent.push(alertId(alert)));
    await runAlerts(id, { store, language }, async (alert) => void sent.push(alertId(alert)));
    expect(sent).toEqual([`${id}/${green(1).id}/1`, `${id}/${green(1).id}/1`]);
  });

  it("a preview equals a real replay of what was fetched since", async () => {
    const store = await open();
    for (let number = 0; number < 5; number++) await store.put(green(number, { fetchedAt: `2024-05-0${number + 1}T08:00:00Z` }));
    await store.put(buildDocument({ text: "其他。\n" }));
    const replayed = await saveSearch({ name: "again", search: { query: "绿色建筑" }, createdAt, since: 0 }, { store, language });
    const since = "2024-05-03T00:00:00Z";
    const previewed = await previewAlerts(replayed, since, { store, language });
    const real = (await runAlerts(replayed.id, { store, language })).filter(({ fetchedAt }) => (fetchedAt ?? "") >= since);
    expect(previewed).toEqual(real);
    expect(previewed).toHaveLength(3);
  });

  it("are an Atom feed that other readers read, whatever the texts hold", async () => {
    const store = await open();
    const saved = await save(store);
    await store.put(green(1, { title: "<b>绿色建筑</b> & \u0007 ]]>" }));
    await runAlerts(saved.id, { store, language });
    await store.refresh();
    const feed = alertFeed(saved, await listAlerts(saved.id, store), "https://a.example/feed.atom", "https://a.example");
    const read = parseAtomFeed(feed);
    expect(read.entries?.map(({ id, links }) => [id, links?.[0]?.href])).toEqual([
      [`urn:zhengwen:alert:${saved.id}/${green(1).id}/1`, `https://a.example/v1/records/${green(1).id}`],
    ]);
    expect(read.entries?.[0]?.title?.value?.trim()).toBe("<b>绿色建筑</b> &  ]]>");
  });

  it("are forgotten in time, and what was told is not told again for it", async () => {
    const store = await open();
    await store.put(green(0));
    const { id } = await save(store);
    await store.put(green(1));
    const at = (day: string) => ({ now: () => Date.parse(day), sleep: async () => undefined });
    await runAlerts(id, { store, language, clock: at("2024-05-02T00:00:00Z") });
    await store.put(green(2));
    await runAlerts(id, { store, language, clock: at("2024-06-02T00:00:00Z") });
    // written, but its batch is not done with
    await store.put(green(3));
    await expect(runAlerts(id, { store: dyingAt(store, /^saved/, 0), language, clock: at("2024-05-03T00:00:00Z") })).rejects.toThrow(
      "killed",
    );
    await store.refresh();
    expect(await pruneAlerts("2024-06-01T00:00:00Z", store)).toBe(1);
    await store.refresh();
    expect((await listAlerts(id, store)).map(({ record }) => record)).toEqual([3, 2].map((number) => green(number).id));
    // what a newer generation writes again is no news, though no alert of it is kept; nor is what was there before the search
    for (const number of [0, 1]) await store.put(green(number, { generation: 2 }));
    await store.put(green(1, { generation: 3 }));
    expect(await runAlerts(id, { store, language })).toEqual([]);
    await store.refresh();
    expect(await listAlerts(id, store)).toHaveLength(2);
    // written again before it was ever matched: told once
    await store.put(green(4));
    await store.put(green(4, { generation: 2 }));
    expect((await runAlerts(id, { store, language })).map(({ record }) => record)).toEqual([green(4).id]);
  });

  it("a search that is not understood is not saved; one that is forgotten is gone", async () => {
    const store = await open();
    await expect(save(store, "(绿色")).rejects.toMatchObject({ code: "usage.query" });
    const { id } = await save(store);
    await store.refresh();
    expect((await savedSearches(store)).map((saved) => saved.id)).toEqual([id]);
    await forgetSearch(id, store);
    await expect(savedSearch(id, store)).rejects.toMatchObject({ code: "record.not-found" });
  });
});
