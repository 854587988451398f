import { expect, it } from "vitest";
import { accessed, list, startCrawl } from "../support/crawling.js";
import { compound, docx, xlsx } from "../support/office.js";
import { pdf, printed } from "../support/pdf.js";
import type { Reply } from "../support/site.js";

const day = 24 * 3600_000;

const notice = (...links: string[]): Reply => ({
  body: `<html><head><meta charset="utf-8"><title>关于组织申报专项资金的通知</title></head><body><h1>关于组织申报专项资金的通知</h1>
<div class="TRS_Editor"><p>${"现将专项资金申报工作有关事项通知如下，请认真组织实施，确保按时完成各项任务。".repeat(4)}</p>
${links.map((link, i) => `<p><a href="${link}">附件${i + 1}.申报材料${i + 1}</a></p>`).join("\n")}</div></body></html>`,
  etag: `"${links.join()}"`,
});

it("fetches what a page gives, in turn, and gives the record its text; what fails leaves a note", async () => {
  const { site, round, store, ledger } = await startCrawl({
    "/robots.txt": { body: "User-agent: *\nDisallow: /secret" },
    "/list.html": { body: list("/1.html") },
    "/1.html": notice("/a.docx", "/b.xlsx", "/c.pdf", "/d.doc", "/secret/e.pdf", "/gone.pdf", "/f.docx", "/fake.docx"),
    "/a.docx": { body: docx({ paragraph: "⻄安市申報表" }) },
    "/b.xlsx": { body: xlsx({ name: "表", rows: [["单位：万元"], ["项目", "金额"], ["技改", 1530]] }) },
    "/c.pdf": { body: pdf([printed(["申报指南"])]) },
    "/d.doc": { body: compound("WordDocument") },
    "/f.docx": { body: compound("EncryptedPackage") },
    "/fake.docx": { body: "<html><body>文件不存在</body></html>" },
  });
  await round();
  expect(await ledger()).toEqual({ "/1.html": "indexed", "/list.html": "listed" });
  const row = await store.ledger.get(`${site.origin}/1.html`);
  const record = await store.get(row?.id ?? "");
  const attachments = record?.attachments.map(({ url, type, text }) => [url?.slice(site.origin.length), type, text ?? null]);
  expect(attachments).toEqual([
    ["/a.docx", "docx", "西安市申报表\n"],
    ["/b.xlsx", "xlsx", "单位：万元\n项目\t金额\n技改\t1530\n"],
    ["/c.pdf", "pdf", "申报指南\n"],
    ["/d.doc", "doc", null],
    ["/secret/e.pdf", "pdf", null],
    ["/gone.pdf", "pdf", null],
    ["/f.docx", "docx", null],
    ["/fake.docx", "docx", null],
  ]);
  const codes = record?.notes.filter(({ code }) => /^(attachment|fetch)\./.test(code)).map(({ code }) => code);
  expect(codes).toEqual(["attachment.damaged", "fetch.robots", "fetch.status", "attachment.encrypted", "attachment.empty"]);
  expect(record?.attachments.flatMap(({ failure }) => (failure?.final ? [failure.code] : []))).toEqual(codes);
  expect(record?.text).not.toContain("申报指南");
  const times = site.log.map(({ at }) => at);
  expect(Math.min(...times.slice(1).map((at, i) => at - (times[i] ?? 0)))).toBeGreaterThanOrEqual(2000);
});

it("keeps the bytes for reading again, and asks anew only on condition", async () => {
  const { site, clock, round, store } = await startCrawl({
    "/robots.txt": { body: "" },
    "/list.html": { body: list("/1.html"), etag: '"l"' },
    "/1.html": notice("/a.docx"),
    "/a.docx": { body: docx({ paragraph: "第一稿" }), etag: '"a1"' },
  });
  await round();
  const row = await store.ledger.get(`${site.origin}/1.html`);
  const collection = (await store.pages.get(row?.id ?? ""))?.collection;
  expect(collection, "once it is in the record, what was extracted is not kept with the page").not.toHaveProperty("extraction");
  const [held] = collection?.state === "done" ? collection.attachments : [];
  expect((await store.pages.get(held?.page ?? ""))?.bytes).toEqual(docx({ paragraph: "第一稿" }));
  accessed(site);
  site.replies.set("/1.html", { ...notice("/a.docx"), etag: '"again"' });
  clock.pass(7 * day);
  await round();
  expect(accessed(site)).toEqual(["/robots.txt 200", "/list.html conditional 304", "/1.html conditional 200", "/a.docx conditional 304"]);
  expect((await store.get(row?.id ?? ""))?.attachments[0]?.text).toBe("第一稿\n");
});

it("takes a file that stands where a page is announced for the document itself", async () => {
  const text = ["关于组织申报专项资金的通知", "各县（市、区）人民政府：", "现将专项资金申报工作有关事项通知如下，请认真组织实施。"];
  const { site, round, store, ledger } = await startCrawl({
    "/list.html": { body: list("/1.pdf", "/2.pdf") },
    "/1.pdf": { body: pdf([printed(text)]), headers: { "content-type": "application/pdf" } },
    "/2.pdf": { body: pdf([[]]), headers: { "content-type": "application/pdf" } },
  });
  await round();
  expect(await ledger()).toEqual({ "/1.pdf": "indexed", "/2.pdf": "attachment.empty", "/list.html": "listed" });
  const row = await store.ledger.get(`${site.origin}/1.pdf`);
  expect(await store.get(row?.id ?? "")).toMatchObject({ title: text[0], text: expect.stringContaining("请认真组织实施") });
});

it.each(["60", "3600"])("waits where the host asks to be left alone for %s s, if that is not too long", async (seconds) => {
  const { site, round, store } = await startCrawl({
    "/list.html": { body: list("/1.html", "/2.html") },
    "/1.html": notice("/a.docx"),
    "/2.html": { status: 503, headers: { "retry-after": seconds } },
    "/a.docx": { body: docx({ paragraph: "申报表" }) },
  });
  await round();
  const row = await store.ledger.get(`${site.origin}/1.html`);
  const record = await store.get(row?.id ?? "");
  expect(record?.attachments[0]?.text ?? null).toBe(seconds === "60" ? "申报表\n" : null);
  expect(record?.notes.some(({ code }) => code === "fetch.unavailable")).toBe(seconds !== "60");
});

it.each([
  [2, "申报表\n", []],
  [5, null, ["fetch.unavailable"]],
])("asks again for one that fails for the moment (%s times)", async (failures, text, codes) => {
  let asked = 0;
  const bytes = docx({ paragraph: "申报表" });
  const { round, store, site } = await startCrawl({
    "/list.html": { body: list("/1.html") },
    "/1.html": notice("/a.docx"),
    "/a.docx": (_, response) => void (asked++ < failures ? response.writeHead(500).end() : response.end(bytes)),
  });
  await round();
  const row = await store.ledger.get(`${site.origin}/1.html`);
  const record = await store.get(row?.id ?? "");
  expect(record?.attachments[0]?.text ?? null).toBe(text);
  expect(record?.notes.flatMap(({ code }) => (code.startsWith("fetch.") ? [code] : []))).toEqual(codes);
  expect(asked).toBe(3);
});

/** Rounds over a page that never changes, with one attachment, a day apart; what the record then shows of it. */
async function follow(rounds: number, attachment: (round: number) => Reply) {
  let round = 0;
  const { site, clock, store, ...crawl } = await startCrawl({
    "/list.html": { body: list("/1.html"), etag: '"l"' },
    "/1.html": notice("/a.docx"),
    "/a.docx": (request, response, ...rest) => {
      const reply = attachment(round);
      if (typeof reply === "function") reply(request, response, ...rest);
      else response.writeHead(reply.status ?? 200, { ...reply.headers }).end(reply.body);
    },
  });
  const seen: (string | number | boolean | null)[][] = [];
  const asked: string[][] = [];
  for (; round < rounds; round++) {
    await crawl.round();
    const row = await store.ledger.get(`${site.origin}/1.html`);
    const record = await store.get(row?.id ?? "");
    const [{ text, failure } = {}] = record?.attachments ?? [];
    seen.push([record?.revision ?? null, text ?? failure?.code ?? null, failure?.final ?? null]);
    asked.push(accessed(site).filter((line) => line.startsWith("/1.html")));
    clock.pass(7 * day);
  }
  return { seen, asked };
}

const down: Reply = { status: 500 };
const file = (paragraph: string): Reply => ({ body: docx({ paragraph }) });

it("has an attachment that failed for the moment in the record as soon as it is there, though its page is unchanged", async () => {
  const { seen, asked } = await follow(3, (round) => (round < 1 ? down : file("申报表")));
  expect(seen).toEqual([
    [1, "fetch.unavailable", false],
    [2, "申报表\n", null],
    [2, "申报表\n", null],
  ]);
  // once nothing is wanting any more, the page is asked for on condition again
  expect(asked).toEqual([["/1.html 200"], ["/1.html 200"], ["/1.html conditional 304"]]);
});

it.each<[string, Reply, string]>([
  ["that is gone", { status: 404 }, "fetch.status"],
  ["that cannot be read", { body: "<html><body>文件不存在</body></html>" }, "attachment.empty"],
])("shows of an attachment %s why, though it failed for the moment before", async (_what, then, code) => {
  const { seen } = await follow(3, (round) => (round < 1 ? down : then));
  expect(seen).toEqual([
    [1, "fetch.unavailable", false],
    [2, code, true],
    [2, code, true],
  ]);
});

it("gives an attachment up that fails for the moment again and again", async () => {
  const { seen, asked } = await follow(6, () => down);
  expect(seen).toEqual([
    ...Array.from({ length: 3 }, () => [1, "fetch.unavailable", false]),
    ...Array.from({ length: 3 }, () => [2, "fetch.unavailable", true]),
  ]);
  expect(asked.map(([line]) => line)).toEqual([...Array(4).fill("/1.html 200"), ...Array(2).fill("/1.html conditional 304")]);
});
