import { beforeAll, expect, it } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import type { Document } from "../../src/model/record.js";
import { queryLanguage } from "../../src/pipeline/query-language.js";
import { parseSearch } from "../../src/search/parse-search.js";
import type { SearchQuery } from "../../src/search/query.js";
import type { Store } from "../../src/store/store.js";
import { buildDocument } from "../support/document.js";
import { generateDocuments } from "../support/generate.js";
import { describeStores } from "../support/stores.js";

const language = queryLanguage(loadDictionary());
const asked = (query: string, given: Partial<SearchQuery> = {}): SearchQuery => ({
  ...parseSearch({ query, size: "100" }, language),
  ...given,
});
const filler = "会议强调要统筹推进各项工作，压实责任，加强督导。\n".repeat(3);

/** Named after what should put them first. */
const documents: Readonly<Record<string, Document>> = {
  issuer: buildDocument({ text: `${filler}发展养老服务。\n民政部\n`, issuers: ["民政部"], publishedAt: "2020-01-01" }),
  mention: buildDocument({ text: `${filler}据民政部数据，养老机构增加，情况良好。\n`, publishedAt: "2024-01-01" }),
  heading: buildDocument({
    text: `${filler}一、托育服务\n内容略述如下。\n`,
    parts: [{ id: "h1", level: "heading", label: "一、", heading: "托育服务", start: 0, end: 1, textStart: 0, textEnd: 1, parent: null }],
  }),
  plain: buildDocument({ text: `${filler}另外，托育服务\n内容略述如下。\n` }),
  near: buildDocument({ text: `${filler}氢能汽车的示范应用。\n${filler}` }),
  far: buildDocument({ text: `氢能产业。\n${filler}${filler}汽车下乡和示范。\n` }),
  order: buildDocument({
    title: "快递暂行条例",
    text: `${filler}第一条 为促进快递业健康发展，制定本条例。\n`,
    documentNumbers: ["国令第697号"],
  }),
  cites: buildDocument({ text: "国令第697号、国令第697号和国令第697号已经公布，另见国办发〔2019〕9号。\n" }),
  numbered: buildDocument({ title: "关于食品安全的通知", text: `${filler}加强监管。\n`, documentNumbers: ["国办发〔2019〕9号"] }),
  repost: buildDocument({
    title: "关于殡葬改革的意见",
    text: "现就殡葬改革提出意见如下。\n",
    url: "https://news.example.cn/1",
    originalUrl: "https://www.mca.gov.cn/1",
    publishedAt: "2021-03-01",
    fingerprint: "aaaabbbbccccdddd",
  }),
  original: buildDocument({
    title: "关于殡葬改革的意见",
    text: "现就殡葬改革提出以下意见。\n",
    publishedAt: "2021-03-02",
    fingerprint: "aaaabbbbccccdddd",
  }),
};

describeStores("ranking", (open) => {
  let store: Store;
  const names = new Map(Object.entries(documents).map(([name, { id }]) => [id, name]));
  // near-duplicates of one title are reposts; those of other titles are not
  const generated = generateDocuments(240, 23).map((document, at) =>
    document.fingerprint.endsWith("fedcba987654321") && at % 4 > 0
      ? { ...document, title: "同一份通知", titleOriginal: "同一份通知" }
      : document,
  );
  const keyOf = ({ id, cluster, title }: { id: string; cluster: string; title: string | null }) =>
    title === null ? id : `${cluster} ${title}`;
  beforeAll(async () => {
    store = await open();
    for (const document of [...Object.values(documents), ...generated]) {
      await store.put(document);
      if (document === documents.repost) await store.refresh();
    }
    await store.refresh();
  }, 120_000);
  const first = async (query: string, given: Partial<SearchQuery> = {}) => {
    const [hit] = (await store.search(asked(query, given))).hits;
    return names.get(hit?.record.id ?? "");
  };

  it("an issuer, a keyword or a heading counts beside the text", async () => {
    expect(await first("民政部 养老")).toBe("issuer");
    expect(await first("托育服务")).toBe("heading");
  });

  it("the document whose own number is typed comes before all that cite it, whether its text says it or not", async () => {
    for (const query of ["国令第697号", "國令第697號"]) {
      expect(await first(query)).toBe("order");
      expect((await store.search(asked(query))).total).toBe(2);
    }
    for (const query of ["国办发〔2019〕9号", "国办发(2019)9号", "國辦發[2019]9號", "国办发2019年第9号"])
      expect(await first(query), query).toBe("numbered");
    // a year and serial alone are no number of anything
    expect((await store.search(asked("697"))).hits.map(({ record }) => names.get(record.id))).toEqual(["cites"]);
  });

  it("terms that stand near one another come first", async () => {
    expect(await first("氢能 汽车")).toBe("near");
  });

  it("a document and its reposts are one hit, the issuer's own", async () => {
    const { hits, total, folded } = await store.search(asked("殡葬改革", { fold: true }));
    expect([total, folded]).toEqual([2, 1]);
    expect(hits.map(({ record, reposts }) => [names.get(record.id), reposts])).toEqual([["original", 1]]);
    expect((await store.search(asked("殡葬改革"))).hits).toHaveLength(2);
  });

  it("folded pages hold each cluster once, as many as are told", async () => {
    for (const [query, sort] of [
      ["*", "date"],
      ["绿色", "relevance"],
      ["date:2021..2022 建筑", "relevance"],
    ] as const) {
      const clusters: string[] = [];
      const every = await store.search(asked(query, { sort, size: 1000 }));
      let told = 0;
      for (let page = 1; ; page++) {
        const { hits, folded = 0 } = await store.search(asked(query, { sort, page, size: 20, fold: true }));
        told = folded;
        clusters.push(...hits.map(({ record }) => keyOf(record)));
        if (hits.length < 20) break;
      }
      expect(new Set(clusters).size).toBe(clusters.length);
      expect(told).toBe(clusters.length);
      expect(new Set(clusters)).toEqual(new Set(every.hits.map(({ record }) => keyOf(record))));
      expect(clusters.length).toBeLessThan(every.total);
    }
  });

  it("a cursor reads every record once, to the end, those without a date last", async () => {
    for (const [query, sort] of [
      ["*", "date"],
      ["绿色 OR 经济", "relevance"],
      ["建筑", "date"],
    ] as const) {
      const { hits: every, total } = await store.search(asked(query, { sort, size: 1000 }));
      expect(every.length).toBe(total);
      const read: string[] = [];
      for (let after: SearchQuery["after"]; ; ) {
        const { hits } = await store.search(asked(query, { sort, size: 17, ...(after && { after }) }));
        read.push(...hits.map(({ record }) => record.id));
        after = hits.at(-1)?.cursor;
        if (hits.length < 17) break;
      }
      expect(read).toEqual(every.map(({ record }) => record.id));
    }
  });
});
