import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@elastic/elasticsearch";
import { afterAll, beforeAll, expect, it } from "vitest";
import { documentText } from "../../src/cli/document-text.js";
import { hitText } from "../../src/cli/search.js";
import { loadDictionary } from "../../src/dictionary/load.js";
import type { Extraction } from "../../src/model/page.js";
import { defaultLimits } from "../../src/pipeline/limits.js";
import { runPipeline } from "../../src/pipeline/pipeline.js";
import { queryLanguage } from "../../src/pipeline/query-language.js";
import { compactHit } from "../../src/search/compact.js";
import { parseSearch } from "../../src/search/parse-search.js";
import { openElasticsearchStore } from "../../src/store/elasticsearch/store.js";
import { openSqliteStore } from "../../src/store/sqlite/store.js";
import type { Store } from "../../src/store/store.js";
import { describeWithElasticsearch } from "../services/suite.js";
import { deleteIndices } from "../support/indices.js";

/** Characters of the attachment. A printed page has about 1,500; ZHENGWEN_TEST_ATTACHMENT=600000 measures one of 400 pages. */
const length = Number(process.env.ZHENGWEN_TEST_ATTACHMENT ?? 60_000);
const url = "https://www.example.gov.cn/zc/long.html";
const file = "https://www.example.gov.cn/zc/long.docx";
const page = `<html><head><title>关于印发管理规程的通知</title></head><body><div id="zoom"><p>各市人民政府：</p><p>现将管理规程印发给你们，请认真组织实施，确保各项任务落到实处。</p><p>附件：<a href="long.docx">管理规程</a></p></div></body></html>`;
/** it stands in the last line, and nowhere else */
const last = "潮汐车道由碳汇林场负责养护。";

function rules(): string {
  const places = ["青岛市", "济南市", "烟台市", "潍坊市"];
  let text = "";
  for (let number = 1; text.length < length; number++) {
    // as dense in sums, dates and places as a regulation is: one sentence in four has any
    text += `第${number}条 各单位要加强组织领导，明确责任分工，细化工作措施，做好宣传引导。养护人员应当巡查设施，发现损坏的，及时修复并做好记录。\n`;
    if (number % 2 === 0) continue;
    text += `前款规定的设施由产权人负责，不得擅自拆除。 ${places[number % 4]}对第${number}类项目，每家企业给予${number % 90}万元补助，应当于2024年${1 + (number % 12)}月底前提交申报书。\n`;
  }
  return `${text}${last}\n`;
}

describeWithElasticsearch(`a record with an attachment of ${length} characters`, (server) => {
  const folder = mkdtempSync(join(tmpdir(), "zhengwen-long-"));
  const prefix = `long-${process.pid}-${Date.now()}`;
  const stores: Store[] = [];
  const text = rules();
  const dictionary = loadDictionary();
  let extraction: Extraction;
  const took: Record<string, number> = {};
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    const result = await work();
    took[name] = Math.round(performance.now() - began);
    return result;
  };

  beforeAll(async () => {
    stores.push(openSqliteStore(join(folder, "store.db")), await openElasticsearchStore({ url: server, prefix }));
    const input = { bytes: Buffer.from(page), url, finalUrl: null, contentType: "text/html", fetchedAt: "2024-05-01T08:00:00Z", hints: {} };
    const attachments = [{ name: "管理规程", url: file, type: "docx", text }];
    extraction = await timed("read", async () => runPipeline({ ...input, attachments }, { dictionary, limits: defaultLimits }));
    for (const [index, store] of stores.entries()) {
      await timed(`put ${index}`, () => store.put(extraction.document, { maps: extraction.maps }));
      await store.refresh();
    }
  }, 120_000);
  afterAll(async () => {
    if (process.env.ZHENGWEN_TEST_ATTACHMENT) process.stderr.write(`${JSON.stringify(took)}\n`);
    await Promise.all(stores.map((store) => store.close()));
    rmSync(folder, { recursive: true });
    const client = new Client({ node: server });
    await deleteIndices(client, prefix);
    await client.close();
  });

  it("is read whole", () => {
    expect(extraction.document.attachments[0]?.text).toHaveLength(text.length);
  });

  it.each([0, 1])("is found by its last words, and the hit names the attachment (store %i)", async (index) => {
    const store = stores[index] as Store;
    const query = parseSearch({ query: '"碳汇林场"' }, queryLanguage(dictionary));
    const { total, hits } = await timed(`search ${index}`, () => store.search(query));
    expect(total).toBe(1);
    const [hit] = hits;
    if (hit === undefined) throw new Error("no hit");
    const shown = await timed(`show ${index}`, async () => hitText(compactHit(hit, query, "restored")));
    expect(shown).toContain("[管理规程]");
    expect(shown).toContain("【碳汇林场】");
  });

  it.each([0, 1])("comes back as it was put, and is shown for reading (store %i)", async (index) => {
    const record = await timed(`get ${index}`, async () => (stores[index] as Store).get(extraction.document.id));
    expect(record).toMatchObject({ attachments: extraction.document.attachments });
    expect(documentText(extraction.document)).toContain(`${text.length} characters`);
  });
});
