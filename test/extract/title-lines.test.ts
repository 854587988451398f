import { describe, expect } from "vitest";
import { extract } from "../../src/index.js";
import { testTable } from "../support/table.js";

describe("a title, and what it makes of the document", () => {
  testTable<string, [string, string]>("titles", ({ input, expected }) => {
    const contentType = `text/${input.startsWith("<") ? "html" : "plain"}; charset=utf-8`;
    const { title, kind } = extract(Buffer.from(input), { contentType, fetchedAt: "2024-06-01T00:00:00+08:00" });
    expect([title, kind]).toEqual(expected);
  });
});
