import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import type { Document } from "../../src/model/record.js";
import { defaultLimits } from "../../src/pipeline/limits.js";
import { runPipeline } from "../../src/pipeline/pipeline.js";
import { queryLanguage } from "../../src/pipeline/query-language.js";
import { parseSearch, type SearchParameters } from "../../src/search/parse-search.js";
import type { Store } from "../../src/store/store.js";
import { attached, buildDocument, enterprises, money, place } from "../support/document.js";

/** What the searches below are made on, by a short name. */
const documents: Readonly<Record<string, Document>> = {
  kaiping: buildDocument({
    title: "开平市绿色建筑发展规划",
    text: "开平市推广绿色建筑，总投资约3.5亿元，惠及企业120家。\n联系人：BIM中心，电话0750-2212345。\n",
    script: "hant",
    publishedAt: "2023-05-01",
    kind: "plan",
    source: { id: "gd", name: "广东" },
    entities: [place("开平市", "440783"), money("3.5亿元", 3.5e8, 3.5e8), enterprises("120家", 120, 120)],
  }),
  shandong: buildDocument({
    title: "山东省人民政府办公厅通知",
    text: "鲁政办字〔2019〕53号。\n济南市、青岛市要规模化发展，投资超过1000万元，培育企业300多家。\n",
    publishedAt: "2019-12-31T23:30:00+08:00",
    source: { id: "sd", name: "山东" },
    entities: [place("济南市", "370100"), place("青岛市", "370200"), money("1000万元", 1e7, null), enterprises("300多家", 300, null)],
  }),
  zhejiang: buildDocument({
    title: "绿色金融",
    text: "建筑业要走绿色道路，补助不超过500万元，另有200万美元。\n全省培育𬭎字号企业50至80家。\n",
    publishedAt: "2024-01-01",
    kind: "opinion",
    script: "mixed",
    entities: [
      place("全省", "330000", true),
      money("500万元", null, 5e6),
      money("200万美元", 2e6, 2e6, "USD"),
      enterprises("50至80家", 50, 80),
    ],
  }),
  undated: buildDocument({
    title: "海盐县百步镇",
    text: "绿色产业ＧＢ/T 26341-2010标准，网址www.gov.cn，增长5.3%。\n",
    kind: "news",
    entities: [place("产业", "330424")],
  }),
  plain: buildDocument({ title: null, text: "规\n模化\t经营\n", publishedAt: "2024-01-01" }),
  taipei: buildDocument({ title: "推动网际网路及软体产业", text: "奈米科技与人工智慧专案。\n", kind: "letter" }),
  wuxi: buildDocument({
    title: "关于申报智能工厂的通知",
    text: "申报条件见附件。\n",
    kind: "order",
    attachments: [
      attached("附件1.docx", "锡山区智能工厂\n申报单位须为制造业企业，每家奖励80万港元。\n", [
        place("锡山区", "320205"),
        money("80万港元", 8e5, 8e5, "HKD"),
      ]),
      { name: "附件2.docx", url: null, type: "docx" },
      attached("附件3.docx", "推荐名额共45家企业，推广低碳工艺。\n", [enterprises("45家企业", 45, 45)]),
    ],
  }),
  hangzhou: buildDocument({ title: "促进互联网和软件业", text: "纳米技术与人工智能。\n软体动物不在此列。\n", kind: "letter" }),
};

type Row = readonly [label: string, query: string, filters: Omit<SearchParameters, "query">, found: string];

/** Terms, phrases and exclusion. */
const texts: readonly Row[] = [
  ["a word", "绿色", {}, "kaiping zhejiang undated"],
  ["Traditional finds Simplified", "綠色建築", {}, "kaiping"],
  ["two terms must both occur", "绿色 建筑", {}, "kaiping zhejiang"],
  ["two terms, an ideographic space", "绿色　建筑", {}, "kaiping zhejiang"],
  ["quoted, the two must follow each other", '"绿色 建筑"', {}, "kaiping"],
  ["Chinese quotes", "“绿色 建筑”", {}, "kaiping"],
  ["no phrase reaches from the title into the body", "发展规划开平市", {}, ""],
  ["terms in title and body", "发展规划 联系人", {}, "kaiping"],
  ["excluded", "绿色 -金融", {}, "kaiping undated"],
  ["an excluded phrase", '绿色 -"绿色 建筑"', {}, "zhejiang undated"],
  ["excluded by full-width minus", "绿色 －金融", {}, "kaiping undated"],
  ["brackets of any form", "鲁政办字[2019]53号", {}, "shandong"],
  ["no part of a number", "鲁政办字〔2019〕5号", {}, ""],
  ["no part of a Latin run", "BI", {}, ""],
  ["case and width folded in the query", "ｂｉｍ中心", {}, "kaiping"],
  ["case and width folded in the document", "gb/t 26341", {}, "undated"],
  ["an inner point", "5.3", {}, "undated"],
  ["no part of a decimal", "5", {}, ""],
  ["a domain", "WWW.gov.cn", {}, "undated"],
  ["an astral character", "𬭎字", {}, "zhejiang"],
  ["line ends and cell ends part a phrase", "规模化经营", {}, ""],
  ["a part of a line", "模化", {}, "shandong plain"],
  ["one character", "镇", {}, "undated"],
  ["punctuation alone is ignored beside a term", "， 金融 。", {}, "zhejiang"],
  ["a gloss with a space", "開(kāi )平", {}, "kaiping"],
  ["alternatives", "绿色 OR 山东", {}, "kaiping shandong zhejiang undated"],
  ["alternatives in brackets, beside a term", "(金融 OR 规划) 绿色", {}, "kaiping zhejiang"],
  ["NOT with a bracket", "绿色 NOT (金融 OR 规划)", {}, "undated"],
  ["everything but", "* -绿色", {}, "shandong plain taipei wuxi hangzhou"],
  ["a prefix star is ignored", "绿*", {}, "kaiping zhejiang undated"],
  ["in the title", "title:绿色", {}, "kaiping zhejiang"],
  ["not in the title", "绿色 -title:绿色", {}, "undated"],
  ["in the body", "in:body 绿色", {}, "kaiping zhejiang undated"],
  ["in attachments", "in:attachment 智能工厂", {}, "wuxi"],
  ["a comma parts a phrase", "济南市青岛市", {}, ""],
  ["a comma of the query stands for one of the document", "济南市、青岛市", {}, "shandong"],
  ["nothing", "不存在的词", {}, ""],
  ["the mainland's word finds Taiwan's", "互联网", {}, "taipei hangzhou"],
  ["Taiwan's word finds the mainland's", "網際網路", {}, "taipei hangzhou"],
  ["in the title and in the body, two terms", "軟體 纳米", {}, "taipei hangzhou"],
  ["a word inside a phrase", "人工智能专案", {}, "taipei"],
  ["two words of a phrase, each said otherwise", "人工智能项目", {}, "taipei"],
  ["a longer word that means something else", "软体动物", {}, "hangzhou"],
  ["excluded in every vocabulary", "纳米 -互联网", {}, ""],
  ["a phrase that stands only in an attachment", "须为制造业企业", {}, "wuxi"],
  ["no phrase reaches over a line end of an attachment", "智能工廠申報單位", {}, ""],
  ["in Traditional, in an attachment", "申報單位須為製造業", {}, "wuxi"],
  ["one term in the body, the other in an attachment", "申报条件 推荐名额", {}, "wuxi"],
  ["terms in two attachments", "锡山区 推荐名额", {}, "wuxi"],
  ["no phrase reaches from one attachment into the next", "奖励80万港元推荐名额", {}, ""],
  ["no phrase reaches from the body into an attachment", "见附件锡山区", {}, ""],
  ["excluded where it stands only in an attachment", "申报条件 -低碳工艺", {}, ""],
  ["excluded where it stands in no attachment", "低碳工艺 -金融", {}, "wuxi"],
  ["the mark between attachments is nothing to search for", "␞", { kind: "order" }, "wuxi"],
  ["excluded beside a filter, in every vocabulary", "-奈米", { kind: "letter" }, ""],
];

/** Filters, alone or beside a term. */
const filters: readonly Row[] = [
  ["a province, with what lies below", "", { place: "370000" }, "shandong"],
  ["a prefecture", "", { place: "370200" }, "shandong"],
  ["a county", "", { place: "440783" }, "kaiping"],
  ["a place above a county", "", { place: "330000" }, "zhejiang undated"],
  ["an anaphor counts as the place that it stands for", "金融", { place: "330000" }, "zhejiang"],
  ["a place by name", "place:山东省", {}, "shandong"],
  ["one of two places", "place:山东 OR place:440783", {}, "kaiping shandong"],
  ["a county is not its prefecture", "", { place: "440784" }, ""],
  ["from, inclusive", "", { from: "2023-05-01" }, "kaiping zhejiang plain"],
  ["to, inclusive, by the date as published", "", { to: "2019-12-31" }, "shandong"],
  ["from and to", "", { from: "2019-12-31", to: "2023-12-31" }, "kaiping shandong"],
  ["kind", "绿色", { kind: "opinion" }, "zhejiang"],
  ["source", "", { source: "sd" }, "shandong"],
  ["script", "", { script: "hant" }, "kaiping"],
  ["money at least", "", { money: ">=1e7" }, "kaiping shandong"],
  ["money at least, above the lower bound of an open amount", "", { money: ">=2e7" }, "kaiping"],
  ["money at least, possible", "", { money: ">=2e7", possible: true }, "kaiping shandong"],
  ["money at most", "", { money: "<=500万" }, "zhejiang"],
  ["money at most, below the upper bound", "", { money: "<=400万" }, ""],
  ["money at most, possible", "", { money: "<=400万", possible: true }, "zhejiang"],
  ["money between", "", { money: "1e8..1e9" }, "kaiping"],
  ["money between, possible", "", { money: "4e6..2e7", possible: true }, "shandong zhejiang"],
  ["money exactly", "", { money: "3.5亿" }, "kaiping"],
  ["a place that only an attachment names", "", { place: "320000" }, "wuxi"],
  ["an amount that only an attachment names", "", { money: "=800000HKD" }, "wuxi"],
  ["a count that only an attachment names", "", { enterprises: "=45" }, "wuxi"],
  ["another currency", "", { money: ">=1usd" }, "zhejiang"],
  ["enterprises at least", "", { enterprises: ">=100" }, "kaiping shandong"],
  ["enterprises between", "", { enterprises: "50..80" }, "zhejiang"],
  ["enterprises between, too narrow", "", { enterprises: "60..80" }, ""],
  ["enterprises between, possible", "", { enterprises: "60..80", possible: true }, "zhejiang"],
  [
    "all together",
    "绿色",
    { place: "440000", from: "2023-01-01", kind: "plan", money: ">=1", enterprises: ">=1", source: "gd" },
    "kaiping",
  ],
  ["excluded beside a filter only", "-绿色", { from: "2019-01-01" }, "shandong plain"],
];

interface Pair {
  readonly label: string;
  /** a text, and a query that finds it or does not */
  readonly input: readonly [text: string, query: string];
  readonly expected: boolean;
}

const pairs = JSON.parse(readFileSync(join(import.meta.dirname, "../tables/search-pairs.json"), "utf8")) as Pair[];

/** What meets across scripts, vocabularies and names of bodies, and what does not: whole documents, through the pipeline. */
export function describePairs(open: () => Promise<{ store: Store }>): void {
  describe("search across scripts and vocabularies", () => {
    let store: Store;
    const dictionary = loadDictionary();
    const ids: string[] = [];

    beforeAll(async () => {
      ({ store } = await open());
      for (const [number, { input }] of pairs.entries()) {
        const bytes = new TextEncoder().encode(`说明之${number}号\n${input[0]}\n特此说明，请参照执行。\n`);
        const known = { url: `https://a.example/${number}`, finalUrl: null, contentType: "text/plain; charset=utf-8", fetchedAt: null };
        const { document, maps } = runPipeline({ bytes, ...known, hints: {}, attachments: [] }, { dictionary, limits: defaultLimits });
        ids.push(document.id);
        await store.put(document, { maps });
      }
      await store.refresh();
    }, 120_000);

    it.each(pairs.map(({ label, input, expected }, number) => ({ label, query: input[1], expected, number })))(
      "$label: $query",
      async ({ query, expected, number }) => {
        const { hits } = await store.search(parseSearch({ query, size: "100" }, queryLanguage(dictionary)));
        expect(hits.some(({ record }) => record.id === ids[number])).toBe(expected);
      },
    );
  });
}

/** What a search finds: the same in every store, order aside. */
export function describeSearch(open: () => Promise<{ store: Store }>): void {
  describe("search", () => {
    let store: Store;
    const names = new Map(Object.entries(documents).map(([name, { id }]) => [id, name]));
    const search = (parameters: SearchParameters) => store.search(parseSearch(parameters, queryLanguage(loadDictionary())));
    const namesOf = async (parameters: SearchParameters) => (await search(parameters)).hits.map(({ record }) => names.get(record.id));

    beforeAll(async () => {
      ({ store } = await open());
      // an older revision is not found
      await store.put({ ...documents.plain, original: "绿色镇", text: "绿色镇", fingerprint: "1234567812345678" } as Document);
      for (const document of Object.values(documents)) await store.put(document);
      await store.refresh();
    });

    it.each([...texts, ...filters])("%s: %s %o", async (_label, query, given, found) => {
      const answer = await search({ query, ...given });
      expect(answer.hits.map(({ record }) => names.get(record.id)).sort()).toEqual(found.split(" ").filter(Boolean).sort());
      expect(answer.total).toBe(answer.hits.length);
    });

    it("yields records without what no hit shows; their entities where a value among them was asked for", async () => {
      const whole = await store.get(documents.kaiping?.id ?? "");
      const [hit] = (await search({ query: "开平" })).hits;
      expect(whole).toMatchObject(hit?.record ?? {});
      expect(Object.keys(hit?.record ?? {})).not.toContain("repairs");
      expect(hit?.record.entities).toBeUndefined();
      expect(hit?.score).toBeGreaterThan(0);
      const [asked] = (await search({ query: "开平 money:>=1" })).hits;
      expect(asked?.record.entities).toEqual(whole?.entities);
    });

    it("finds what holds for a document as a whole: issuers, numbers, days, cites, jurisdiction", async () => {
      const document = buildDocument({
        text: "各地要抓好落实。\n",
        issuers: ["工业和信息化部", "山东省人民政府办公厅"],
        documentNumbers: ["工信部联规〔2021〕33号"],
        jurisdiction: { code: "320600", name: "南通市", evidence: "publisher" },
        cites: [{ relation: "basis", number: "国办发〔2017〕47号", title: "关于促进建筑业持续健康发展的意见", start: 0, end: 1 }],
        signedAt: "2021-03-01",
        effectiveFrom: "2021-04-01",
        deadline: "2021-12-31",
      });
      await store.put(document);
      await store.refresh();
      const finds = async (query: string) => (await search({ query })).hits.some(({ record }) => record.id === document.id);
      const found = [
        "issuer:工信部",
        "issuer:山东省人民政府办公厅",
        "issuer:人民政府办公厅",
        "number:工信部联规[2021]33号",
        "number:2021 33",
        "place:南通",
        "place:320000",
        "cites:國辦發(2017)47號",
        "cites:2017年47号",
        "cites:《关于促进建筑业持续健康发展的意见》",
        "signed:2021-03",
        "effective:2021..2022",
        "deadline:>2021-12-30",
      ];
      const missed = [
        "issuer:教育部",
        "number:2021 3",
        "place:320500",
        "cites:2017 4",
        "signed:2021-04",
        "effective:..2021-03-31",
        "deadline:>2021-12-31",
        "-issuer:工信部 place:南通",
      ];
      for (const query of found) expect([query, await finds(query)]).toEqual([query, true]);
      for (const query of missed) expect([query, await finds(query)]).toEqual([query, false]);
      await store.remove(document.id, "2024-01-01T00:00:00Z");
      await store.refresh();
    });

    it("looks for characters as they were published where that is asked for", async () => {
      const traditional = buildDocument({ text: "储备粮库。\n", original: "儲備糧庫。\n" });
      const simplified = buildDocument({ text: "储备粮库。另册。\n" });
      for (const document of [traditional, simplified]) await store.put(document);
      await store.refresh();
      const ids = async (query: string) => (await search({ query })).hits.map(({ record }) => record.id).sort();
      const both = [traditional.id, simplified.id].sort();
      expect([await ids("儲備糧庫"), await ids("储备粮库")]).toEqual([both, both]);
      expect(await ids("script:as-written 儲備糧庫")).toEqual([traditional.id]);
      expect(await ids("script:as-written 储备粮库")).toEqual([simplified.id]);
      for (const { id } of [traditional, simplified]) await store.remove(id, "2024-01-01T00:00:00Z");
      await store.refresh();
    });

    it("says how many were left out for want of a date, and only then", async () => {
      expect(await search({ query: "绿色", from: "2024-01-01" })).toMatchObject({ total: 1, undated: 1 });
      expect(await search({ query: "绿色", from: "2030-01-01" })).toMatchObject({ total: 0, undated: 1 });
      expect(await search({ query: "绿色", from: "2023-01-01", kind: "plan" })).toMatchObject({ total: 1, undated: 0 });
      expect(await search({ query: "绿色" })).toMatchObject({ total: 3, undated: 0 });
    });

    it("sorts by date, the undated last", async () => {
      expect(await namesOf({ query: "绿色", sort: "date" })).toEqual(["zhejiang", "kaiping", "undated"]);
    });

    it("ranks a title above a mention", async () => {
      expect((await namesOf({ query: "绿色" }))[0]).not.toBe("undated");
      expect((await namesOf({ query: "建筑" }))[0]).toBe("kaiping");
    });

    it("ranks what title or body say above what only an attachment says, however often", async () => {
      const said = buildDocument({ text: `会议要求提高粮食储备。${"各地要认真落实各项工作。".repeat(40)}\n` });
      const named = buildDocument({ text: "详见附件。\n", attachments: [attached("粮食.docx", "粮食储备。".repeat(200))] });
      const both = buildDocument({ title: "粮食储备", text: "略。\n", attachments: [attached("粮食.docx", "另附。")] });
      for (const document of [named, said, both]) await store.put(document);
      await store.refresh();
      const { hits, total } = await search({ query: "粮食储备" });
      expect(hits.map(({ record }) => record.id)).toEqual([both.id, said.id, named.id]);
      expect(total).toBe(3);
      expect(hits.every(({ score }) => score > 0)).toBe(true);
    });

    it("forgets the attachments that a later revision has no more", async () => {
      const document = buildDocument({ text: "旧稿。\n", attachments: [attached("目录.docx", "碳汇造林")] });
      await store.put(document);
      await store.put({ ...document, original: "新稿。\n", text: "新稿。\n", attachments: [] });
      await store.refresh();
      expect((await search({ query: "碳汇造林" })).total).toBe(0);
    });

    it("pages without a gap or a repetition, the total staying", async () => {
      for (const sort of ["relevance", "date"] as const) {
        const pages = await Promise.all(["1", "2", "3", "4"].map((page) => search({ query: "绿色", page, size: "1", sort })));
        expect(pages.map(({ total }) => total)).toEqual([3, 3, 3, 3]);
        expect(pages.map(({ hits }) => hits.length)).toEqual([1, 1, 1, 0]);
        expect(new Set(pages.flatMap(({ hits }) => hits.map(({ record }) => record.id))).size).toBe(3);
      }
    });
  });
}
