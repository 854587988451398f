import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { attachmentLimits } from "../../src/extract/files/limits.js";
import { openFileReaders } from "../../src/sandbox/file-readers.js";
import { docx } from "../support/office.js";
import { pdf, printed } from "../support/pdf.js";

const memory = 300 * 2 ** 20;
const limits = attachmentLimits(1_000_000);
const parsers = (time = 30_000) => openFileReaders({ limits, time, memory });

/** A PDF of a few kilobytes whose one page draws half a gigabyte of blanks. */
function bomb(): Buffer {
  const packed = deflateSync(deflateSync(Buffer.alloc(2 ** 29, " ")));
  const plain = pdf([printed(["炸弹"])]).toString("latin1");
  const stream = `<< /Length ${packed.length} /Filter [/FlateDecode /FlateDecode] >>\nstream\n${packed.toString("latin1")}\nendstream`;
  return Buffer.from(
    plain.replace(/7 0 obj\n[\s\S]*?endstream/, () => `7 0 obj\n${stream}`),
    "latin1",
  );
}

describe("parsers in a process of their own", () => {
  it("hand the text back", async () => {
    expect(await parsers().read(docx({ paragraph: "关于印发的通知" }))).toMatchObject({ type: "docx", text: "关于印发的通知\n" });
  });

  it("find the CMaps there too", async () => {
    const bytes = pdf([printed(["关于印发的通知"])], { cmap: "GBK-EUC-H" });
    expect(await parsers().read(bytes)).toMatchObject({ type: "pdf", text: "关于印发的通知\n" });
  });

  it("hand an error back as it was thrown", async () => {
    await expect(parsers().read(Buffer.from("%PDF-1.4\nnothing"))).rejects.toMatchObject({
      code: "attachment.damaged",
      message: expect.stringMatching(/^The attachment is broken or not what it says\. pdf: /),
    });
  });

  it("are ended at the deadline", async () => {
    await expect(parsers(5).read(docx({ paragraph: "一" }))).rejects.toMatchObject({ code: "attachment.timeout" });
  });

  it("are ended when their process takes too much memory, and the next one reads on", async () => {
    const bytes = bomb();
    expect(bytes.length).toBeLessThan(20_000);
    await expect(parsers().read(bytes)).rejects.toMatchObject({ code: "attachment.memory" });
    expect((await parsers().read(docx({ paragraph: "好" }))).text).toBe("好\n");
  }, 60_000);

  it("are ended when the work is called off", async () => {
    const stopping = new AbortController();
    const reading = parsers().read(docx({ paragraph: "一" }), stopping.signal);
    stopping.abort(new Error("the worker is being closed"));
    await expect(reading).rejects.toThrow("the worker is being closed");
    await expect(parsers().read(docx({ paragraph: "一" }), stopping.signal)).rejects.toThrow("the worker is being closed");
  });

  it("are not started for a file over the limit", async () => {
    await expect(parsers().read(Buffer.alloc(1_000_001))).rejects.toMatchObject({ code: "attachment.too-large" });
  });
});
