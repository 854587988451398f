import { join } from "node:path";
import { pathToFileURL } from "node:url";
import fastify from "fastify";
import { expect, it, onTestFinished } from "vitest";
import type { GivenAttachment } from "../../src/pipeline/input.js";
import { defaultLimits } from "../../src/pipeline/limits.js";
import { programBeside } from "../../src/sandbox/child-program.js";
import { openDocumentPool } from "../../src/sandbox/document-pool.js";
import { hostile } from "../support/hostile-documents.js";
import { generatedNotice } from "../support/notices.js";

const time = 1_500;
const memory = 900 * 2 ** 20;

function startPool(processes: number) {
  const here = pathToFileURL(join(import.meta.dirname, "../support/any.ts")).href;
  const program = programBeside(here, "hostile-documents");
  const pool = openDocumentPool({ limits: { ...defaultLimits, time, attachmentTime: time }, memory, processes, program });
  onTestFinished(() => pool.close());
  const run = (text: string, attachments: readonly GivenAttachment[] = []) =>
    pool.extract({
      bytes: new TextEncoder().encode(text),
      url: null,
      finalUrl: null,
      contentType: "text/html",
      fetchedAt: null,
      hints: {},
      attachments,
    });
  return { pool, run };
}

const page = (number: number, more = "") => generatedNotice(number).replace("</body>", `<p>${more}</p></body>`);

it("gives what the pipeline gives, and says why a page is no document", async () => {
  const { run } = startPool(1);
  const { document, maps } = await run("開(kāi)平市發布通知\n2023-06-28\n開平市27家企業獲獎勵1530萬元，現將有關事項通知如下。");
  expect(document.text).toContain("27家企业");
  expect(maps.body.runs).toBeDefined();
  await expect(run("")).rejects.toMatchObject({ code: "input.empty" });
});

it.each([
  ["hangs", hostile.hang, "pipeline.timeout"],
  ["eats memory", hostile.eat, "pipeline.memory"],
  ["crashes", hostile.crash, "pipeline.poison"],
])("a document that %s fails alone, after it was tried twice; its neighbours go on", async (_, word, code) => {
  const { run } = startPool(2);
  const [broken, ...sound] = await Promise.allSettled([run(page(0, word)), ...Array.from({ length: 12 }, (_, i) => run(page(i + 1)))]);
  expect(broken).toMatchObject({ status: "rejected", reason: { code } });
  expect(sound.map(({ status }) => status)).toEqual(sound.map(() => "fulfilled"));
  // the process was replaced
  await expect(run(page(99))).resolves.toBeDefined();
});

it.each([
  ["hangs", hostile.hang],
  ["crashes", hostile.crash],
])("a document with an attachment that %s keeps it as text, with a note", { timeout: 240_000 }, async (_, word) => {
  const { run } = startPool(2);
  const url = "https://www.example.gov.cn/files/1.docx";
  const named = page(0, `<a href="${url}">附件：名单.docx</a>`);
  const attachment = { name: "附件：名单.docx", url, type: "docx" };
  const text = `共有27家企業（${word}）。\n`;
  const { document } = await run(named, [{ ...attachment, text }]);
  expect(document.attachments).toEqual([
    { ...attachment, original: text, text, script: document.script, parts: [], entities: [], repairs: [] },
  ]);
  expect(document.notes.map(({ code }) => code)).toContain("attachment-not-annotated");
  const sound = await run(named, [{ ...attachment, text: "共有27家企業。\n" }]);
  expect(sound.document.attachments[0]).toMatchObject({ text: "共有27家企业。\n", entities: [{ type: "enterpriseCount" }] });
  expect(document.entities).toEqual(sound.document.entities);
});

it("leaves the process that asks free to answer while a document hangs", async () => {
  const { run } = startPool(1);
  const server = fastify();
  server.get("/health", () => ({ status: "ok" }));
  const origin = await server.listen({ port: 0, host: "127.0.0.1" });
  onTestFinished(() => server.close());
  let ended = false;
  const hanging = run(page(0, hostile.hang)).finally(() => {
    ended = true;
  });
  hanging.catch(() => undefined);
  const waits: number[] = [];
  while (!ended) {
    const began = performance.now();
    expect((await fetch(`${origin}/health`)).status).toBe(200);
    waits.push(performance.now() - began);
  }
  await expect(hanging).rejects.toMatchObject({ code: "pipeline.timeout" });
  // a bound with a wide margin: an answer takes a few milliseconds
  expect(Math.max(...waits)).toBeLessThan(time);
});

it("starts no more processes than there are documents, and says when it was closed", async () => {
  const { pool, run } = startPool(8);
  await run(page(1));
  await pool.close();
  await expect(run(page(2))).rejects.toMatchObject({ code: "sandbox.unavailable" });
});

it("blames no document for being closed in the midst of it", async () => {
  const { pool, run } = startPool(1);
  await run(page(1));
  const running = run(page(2, hostile.hang)).catch((error: unknown) => error);
  await pool.close();
  expect(await running).toMatchObject({ code: "sandbox.unavailable" });
});
