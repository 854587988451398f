import { describe, expect, it } from "vitest";
import { canonicalMember, type Member } from "../../src/search/cluster.js";

const member = (id: string, more: Partial<Member> = {}): Member => ({
  ...{ id, seq: 1, title: "关于试行的通知", canonicalUrl: `https://${id}/1.html`, claimedUrl: null, originalUrl: null },
  ...{ publisher: null, issuers: ["某某市财政局"], publishedAt: null, source: null },
  ...more,
});

describe("the record of a cluster that the others repeat", () => {
  it.each<[string, Member[], string | null]>([
    ["none", [], null],
    ["the only one", [member("a")], "a"],
    [
      "the one that another names as the first publication",
      [member("a"), member("b"), member("c", { originalUrl: "https://b/1.html" })],
      "b",
    ],
    [
      "the one that more of them name",
      [
        member("a", { claimedUrl: "https://c/1.html" }),
        member("b", { originalUrl: "https://a/1.html" }),
        member("c"),
        member("d", { originalUrl: "https://c/1.html" }),
      ],
      "c",
    ],
    [
      "the one named, though another is the issuer's",
      [member("a", { publisher: "某某市财政局" }), member("b"), member("c", { originalUrl: "https://b/1.html" })],
      "b",
    ],
    [
      "the one that the issuer has published",
      [member("a", { publishedAt: "2024-01-01" }), member("b", { publisher: "某某市财政局", publishedAt: "2024-01-02" })],
      "b",
    ],
    ["the one from the issuer's own site", [member("a"), member("b", { source: { id: "s", name: "某某市财政局" }, seq: 2 })], "b"],
    ["the one whose publisher is the end of the issuer's name", [member("a"), member("b", { publisher: "市财政局", seq: 2 })], "b"],
    [
      "the earliest, by the day",
      [member("a", { publishedAt: "2024-01-02T08:00:00+08:00" }), member("b", { publishedAt: "2024-01-01", seq: 2 })],
      "b",
    ],
    ["the one with a date", [member("a"), member("b", { publishedAt: "2024-01-01", seq: 2 })], "b"],
    ["the one that was stored first", [member("a", { seq: 3 }), member("b", { seq: 2 })], "b"],
    ["not one that names itself", [member("a", { seq: 2, claimedUrl: "https://a/1.html" }), member("b")], "b"],
    ["not one whose publisher is another", [member("a"), member("b", { publisher: "某某市教育局", seq: 2 })], "a"],
    ["not one without an address because others name none", [member("a", { canonicalUrl: null, seq: 2 }), member("b")], "b"],
  ])("is %s", (_what, members, expected) => {
    expect(canonicalMember(members)?.id ?? null).toBe(expected);
    expect(canonicalMember([...members].reverse())?.id ?? null).toBe(expected);
  });
});
