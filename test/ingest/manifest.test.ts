import { describe, expect, it } from "vitest";
import { manifestLine, readLine } from "../../src/ingest/manifest.js";

const path = "page.html";

describe("a key that is a known name written otherwise is refused, and the name is told", () => {
  it.each([
    ["fetched_at", "fetchedAt"],
    ["FetchedAt", "fetchedAt"],
    ["fetchdAt", "fetchedAt"],
    ["content-type", "contentType"],
    ["publishedAtt", "publishedAt"],
    ["titel", "title"],
    ["URL", "url"],
    ["attachment", "attachments"],
  ])("%s, %s", (key, name) => {
    expect(readLine(manifestLine, { path, [key]: "x" })).toEqual({ wrong: `${key}: is not known; ${name} is meant?` });
  });
});

describe("a key that nobody knows is ignored", () => {
  it.each(["id", "sha256", "note", "ext", "test", "texts", "urls", "paths", "class", "expect", "publication", "fetched", ""])(
    "%s",
    (key) => {
      expect(readLine(manifestLine, { path, [key]: "x" })).toMatchObject({ read: { path } });
    },
  );

  it("also one beside the name that it resembles", () => {
    expect(readLine(manifestLine, { path, title: "通知", titel: "x" })).toMatchObject({ read: { path, title: "通知" } });
  });
});
