import { expect, it } from "vitest";
import { documentText } from "../../src/cli/document-text.js";
import { explanation } from "../../src/cli/explain.js";
import { hitText } from "../../src/cli/search.js";
import { compactHit } from "../../src/search/compact.js";
import { toRecord } from "../../src/store/revision.js";
import { attached, buildDocument } from "../support/document.js";

const document = buildDocument({
  title: "关于公布名单的通知",
  text: "名单见附件。\n",
  attachments: [
    {
      ...attached("附件1.docx", "\n碳汇造林项目\n二期\n"),
      repairs: [{ in: "body", kind: "gloss", start: 1, end: 1, from: "", to: "", certain: true }],
    },
    { name: "附件2.pdf", url: null, type: "pdf" },
    ...["3", "4"].map((number) => attached(`附件${number}.docx`, "碳汇造林\n")),
  ],
});
const flat = (text: string) => text.replace(/ +/g, " ");

it("a document for reading names its attachments: type, length and first line", () => {
  const lines = flat(documentText(document)).split("\n");
  expect(lines).toContain("附件1.docx docx 11 characters 碳汇造林项目");
  expect(lines).toContain("附件2.pdf pdf no text");
  expect(flat(documentText(buildDocument()))).not.toContain("attachments");
});

it("an explanation shows what was read of attachments, and the repairs in each", () => {
  const lines = flat(explanation(document)).split("\n");
  expect(lines).toContain("attachment 附件1.docx docx 11 characters 碳汇造林项目");
  expect(lines.filter((line) => line.startsWith("repairs"))).toEqual([expect.stringContaining("in 附件1.docx: 1")]);
});

it("a hit for reading says in which attachments the terms stand", () => {
  const record = toRecord(document, { revision: 1, seq: 1, cluster: document.id });
  const query = { where: { is: "text", ways: [[..."碳汇"]] }, words: [], sort: "relevance", page: 1, size: 10 } as const;
  const lines = hitText(compactHit({ record, maps: null, score: 1, cursor: { value: 1, id: "a" } }, query, "restored")).split("\n");
  expect(lines).toContain("  [附件1.docx] …【碳汇】造林项目…");
  expect(lines).toContain("  [附件3.docx] …【碳汇】造林…");
  expect(lines).toContain("  and in 1 more attachments");
});
