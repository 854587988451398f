import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Services } from "../../../src/app/services.js";
import { collectItems } from "../../../src/cli/inputs.js";
import { ingest } from "../../../src/ingest/ingest.js";
import { isoTime } from "../../../src/model/clock.js";
import { blankRow } from "../../../src/model/ledger.js";
import type { Document } from "../../../src/model/record.js";
import { buildDocument } from "../../support/document.js";

/** Texts that would run where they stood as markup. */
export const hostileTexts = JSON.parse(readFileSync(join(import.meta.dirname, "hostile.json"), "utf8")) as readonly string[];

/** Ids of the documents that the browser looks at. */
export interface Shown {
  readonly notice: string;
  readonly damaged: string;
  readonly long: string;
  readonly short: string;
  readonly revised: string;
  readonly hostile: readonly string[];
}

/** The samples of the demo, and beside them what no sample is: hostile, long, revised, quarantined. For the docs only what is good to see. */
export async function fillStore(services: Services, isForDocs: boolean): Promise<Shown> {
  const { store, clock } = services;
  const items = await collectItems([], {
    manifest: join(import.meta.dirname, "../../../samples/manifest.jsonl"),
    pageLimit: services.config.pageLimit,
    fetcher: () => services.fetcher,
    fileReaders: () => services.fileReaders,
  });
  const ingested = await ingest(items, services, { worksQueue: true });
  const idOf = (name: string) => ingested.find(({ label }) => label.endsWith(name))?.row.id ?? missing(name);
  const hostile = hostileTexts.map(hostileDocument);
  const [long, short] = [longDocument(100_000), longDocument(1_000)];
  const url = "https://www.example.gov.cn/revised.html";
  const before = buildDocument({ url, title: "关于试点工作的通知", text: "第一条 试点为期一年。\n第二条 各地自愿参加。\n" });
  const after = buildDocument({
    url,
    title: "关于试点工作的通知",
    text: "第一条 试点为期两年。\n第二条 各地自愿参加。\n第三条 本通知自印发之日起施行。\n",
  });
  const forTests = isForDocs ? [] : [...hostile, long, short];
  for (const document of [...forTests, before, after]) await store.put(withLineParts(document));
  const row = blankRow("https://www.example.gov.cn/hangs.html", isoTime(clock.now()));
  await store.ledger.write({ ...row, state: "quarantined", reason: "pipeline.timeout", detail: "10000 ms are allowed." });
  await store.refresh();
  const [damaged, notice] = [idOf("kaiping.txt"), idOf("ninghai-notice.html")];
  return { notice, damaged, long: long.id, short: short.id, revised: after.id, hostile: hostile.map(({ id }) => id) };
}

function missing(name: string): never {
  throw new Error(`${name} was not taken in`);
}

/** A document that holds a hostile text wherever a page shows something of it. */
function hostileDocument(text: string, at: number): Document {
  const clean = text.replaceAll("\u0000", "");
  return buildDocument({
    canonicalUrl: `https://www.example.gov.cn/hostile-${at}.html`,
    title: `恶意标题${clean}关于试点的通知`,
    text: `恶意标题${clean}\n一、${clean}\n现将有关事项通知如下${clean}。\n`,
    issuer: clean,
    issuers: [clean],
    documentNumber: clean,
    documentNumbers: [clean],
    publisher: clean,
    author: clean,
    editor: clean,
    status: [{ word: clean, start: 0, end: 1 }],
    originalUrl: "javascript:alert(1)",
    source: { id: `s${at}"><script>alert(1)</script>`, name: clean },
    attachments: [
      { name: clean, url: "javascript:alert(1)", type: "html" },
      {
        name: `附件${clean}`,
        url: `data:text/html,<script>alert(1)</script>`,
        type: "docx",
        original: clean,
        text: clean,
        script: "hans",
        parts: [],
        entities: [],
        repairs: [],
      },
    ],
  });
}

function longDocument(characters: number): Document {
  const line = "第一条 为推动企业技术改造，各级部门应当安排专项资金，支持符合条件的企业更新设备，具体办法另行制定。\n";
  return buildDocument({ title: `${characters} 字的办法`, text: line.repeat(Math.ceil(characters / line.length)) });
}

/** A part for each line, as the pipeline makes of articles. */
function withLineParts(document: Document): Document {
  let at = 0;
  const parts = document.text.split("\n").flatMap((line, index) => {
    const [start, end] = [at, at + line.length];
    at = end + 1;
    if (line.trim() === "") return [];
    const span = { start, end, textStart: start, textEnd: end };
    return [
      { id: `art${index + 1}`, level: "article" as const, label: `第${index + 1}条`, heading: line.slice(0, 40), ...span, parent: null },
    ];
  });
  return { ...document, parts };
}
