import { describe, expect, it } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { queryLanguage } from "../../src/pipeline/query-language.js";
import { highlight } from "../../src/search/highlight.js";
import { parseSearch } from "../../src/search/parse-search.js";
import type { Snippet } from "../../src/search/snippets.js";
import type { TextForm } from "../../src/search/texts.js";
import { toRecord } from "../../src/store/revision.js";
import { packTextMap } from "../../src/text/text-map.js";
import { attached, buildDocument } from "../support/document.js";
import { textsIn, threeTexts } from "../support/texts.js";

const dictionary = loadDictionary();

/** A snippet with its spans in brackets. */
function show({ text, spans }: Snippet): string {
  return spans.reduceRight((shown, { start, end }) => `${shown.slice(0, start)}[${shown.slice(start, end)}]${shown.slice(end)}`, text);
}

/** A hit as a store gives it: the record with the maps of its texts. */
function hitOf(original: string, titleOriginal: string | null) {
  const body = threeTexts(original, dictionary);
  const title = titleOriginal === null ? null : threeTexts(titleOriginal, dictionary);
  const document = buildDocument({ original, text: body.normalised, titleOriginal, title: title?.normalised ?? null });
  return {
    record: toRecord(document, { revision: 1, seq: 1, cluster: document.id }),
    maps: { title: title && packTextMap(title), body: packTextMap(body) },
  };
}

function highlighted(query: string, original: string, titleOriginal: string | null = null, form: TextForm = "published") {
  const hit = hitOf(original, titleOriginal);
  const { title, body } = highlight(hit, parseSearch({ query }, queryLanguage(dictionary)), form);
  const shown = textsIn(hit, form).body.shown;
  for (const { text: piece, start } of body) expect(shown.slice(start, start + piece.length)).toBe(piece);
  return { title: title && show(title), body: body.map(show) };
}

describe("highlights", () => {
  it.each([
    ["Traditional by a Simplified query", "开平", "開平市推廣綠色建築。\n", "[開平]市推廣綠色建築。"],
    ["Traditional by a Traditional query", "綠色建築", "開平市推廣綠色建築。\n", "開平市推廣[綠色建築]。"],
    ["Simplified by a Traditional query", "開平", "开平市推广绿色建筑。\n", "[开平]市推广绿色建筑。"],
    ["a gloss inside, taken along", "开平", "開(kāi)平市。\n", "[開(kāi)平]市。"],
    ["a gloss at the end, left out", "开", "開(kāi)平市。\n", "[開](kāi)平市。"],
    ["a length that simplifying changes", "字辈", "譜牒𨰻字輩。\n", "譜牒𨰻[字輩]。"],
    ["full-width digits and a point", "5.3", "增长５．３％。\n", "增长[５．３]％。"],
    ["brackets of another form", "鲁政办字[2019]53号", "见鲁政办字〔2019〕53号。\n", "见[鲁政办字〔2019〕53号]。"],
    ["two terms", "绿色 建筑", "绿色的建筑，绿色。\n", "[绿色]的[建筑]，[绿色]。"],
    ["terms that touch", "绿色 建筑", "绿色建筑。\n", "[绿色建筑]。"],
    ["terms that overlap", "绿色建 色建筑", "绿色建筑。\n", "[绿色建筑]。"],
    ["Taiwan's word by the mainland's", "互联网", "使用網際網路及互聯網。\n", "使用[網際網路]及[互聯網]。"],
    ["the mainland's word by Taiwan's", "資訊安全", "落实信息安全责任。\n", "落实[信息安全]责任。"],
    ["Hong Kong's word with what stands beside it", "數位經濟發展", "推動數碼經濟發展。\n", "推動[數碼經濟發展]。"],
    ["what is excluded is not marked", "绿色 -建材", "绿色建筑。\n", "[绿色]建筑。"],
  ])("mark %s", (_what, query, original, expected) => {
    expect(highlighted(query, original).body).toEqual([expected]);
  });

  it.each([
    ["published", "[開(kāi)平]市，𨰻字輩。"],
    ["restored", "[開平]市，𨰻字輩。"],
    ["normalised", "[开平]市，𨰻字辈。"],
  ] as const)("mark the %s text where it is asked for", (form, expected) => {
    expect(highlighted("開平", "開(kāi)平市，𨰻字輩。\n", "關於開平市的通知", form).body).toEqual([expected]);
  });

  it("show a record without maps as it is normalised", () => {
    const { record } = hitOf("開(kāi)平市。\n", null);
    const query = parseSearch({ query: "开平" }, queryLanguage(dictionary));
    expect(highlight({ record, maps: null }, query).body.map(show)).toEqual(["[开平]市。"]);
  });

  it("mark the title, and the body only where it answers", () => {
    expect(highlighted("开平", "正文沒有。\n", "關於開平市的通知")).toEqual({ title: "關於[開平]市的通知", body: [] });
    expect(highlighted("正文", "正文有。\n", "關於開平市的通知")).toEqual({ title: null, body: ["[正文]有。"] });
  });

  it("mark nothing across the border of title and body", () => {
    expect(highlighted("通知正文", "正文有。\n", "關於開平市的通知")).toEqual({ title: null, body: [] });
  });

  it("show up to three pieces of a long text, cut at line ends and never inside a character", () => {
    const line = `${"𠮷".repeat(60)}绿色${"𠮷".repeat(60)}\n`;
    const { body } = highlighted("绿色", line.repeat(5));
    expect(body).toEqual(Array.from({ length: 3 }, () => `${"𠮷".repeat(18)}[绿色]${"𠮷".repeat(18)}`));
  });

  it("name the attachments in which the query stands, each with its own text", () => {
    const texts = ["開(kāi)平市推廣綠色建築。\n", "別無他事。\n", "見開平市。\n另見\n開平市。\n"].map((text) =>
      threeTexts(text, dictionary),
    );
    const document = buildDocument({
      attachments: [
        ...texts.map(({ published, normalised }, i) => ({ ...attached(`附件${i}`, normalised), original: published })),
        { name: "未读", url: null, type: null },
      ],
    });
    const maps = { title: null, body: { edits: [], runs: [] }, attachments: [...texts.map(packTextMap), null] };
    const record = toRecord(document, { revision: 1, seq: 1, cluster: document.id });
    const query = parseSearch({ query: "开平" }, queryLanguage(dictionary));
    const found = (form: TextForm) =>
      highlight({ record, maps }, query, form).attachments.map(({ index, name, snippets }) => [index, name, ...snippets.map(show)]);
    expect(found("published")).toEqual([
      [0, "附件0", "[開(kāi)平]市推廣綠色建築。"],
      [2, "附件2", "見[開平]市。", "[開平]市。"],
    ]);
    expect(found("normalised")[0]).toEqual([0, "附件0", "[开平]市推广绿色建筑。"]);
    expect(highlight({ record, maps: null }, query).attachments[0]?.snippets.map(show)).toEqual(["[开平]市推广绿色建筑。"]);
    expect(highlight({ record, maps }, query).body).toEqual([]);
  });

  it("show the first places of a book that says it everywhere, in time linear in what is shown", () => {
    const book = buildDocument({ attachments: [attached("书", "粮食储备与各项工作。".repeat(60_000))] });
    const query = parseSearch({ query: "粮食储备" }, queryLanguage(dictionary));
    const [found] = highlight({ record: toRecord(book, { revision: 1, seq: 1, cluster: book.id }), maps: null }, query).attachments;
    expect(found?.snippets[0]?.text.length).toBeLessThan(3_000);
    expect(found?.snippets[0]?.start).toBe(0);
  });
});
