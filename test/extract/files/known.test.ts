import { describe, expect, it } from "vitest";
import { cmapFolder } from "../../../src/dictionary/folder.js";
import { loadDictionary } from "../../../src/dictionary/load.js";
import { attachmentLimits } from "../../../src/extract/files/limits.js";
import { readAttachment } from "../../../src/extract/files/read.js";
import { knownFiles } from "./known.js";

const limits = attachmentLimits(1_000_000);
const resources = { cmaps: cmapFolder(), dictionary: async () => loadDictionary() };

describe("files made from known text", () => {
  it.each(knownFiles.filter(({ lines }) => lines !== undefined))("$name", async ({ bytes, lines }) => {
    const { text } = await readAttachment(bytes, limits, resources);
    expect(text.split("\n")).toEqual([...(lines ?? []), ""]);
  });

  it.each(knownFiles.filter(({ refused }) => refused !== undefined))(
    "refused: $name",
    async ({ bytes, refused: [code, reason] = ["", /^/] }) => {
      await expect(readAttachment(bytes, limits, resources)).rejects.toMatchObject({ code, message: expect.stringMatching(reason) });
    },
  );
});
