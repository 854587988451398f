import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { askedUrl, canonicalUrl, documentId } from "../../src/text/url.js";

interface Row {
  readonly label: string;
  readonly input: string;
  readonly expected: string | null;
  readonly expect: "pass" | "fail";
}
const table: Row[] = JSON.parse(readFileSync(new URL("../tables/urls.json", import.meta.url), "utf8"));
const { urls } = loadDictionary();

describe("the canonical address", () => {
  for (const { label, input, expected, expect: outcome } of table) {
    (outcome === "pass" ? it : it.fails)(`${label}: ${input}`, () => {
      expect(canonicalUrl(input, urls)).toBe(expected);
    });
  }

  const parameter = fc.constantFrom("utm_source=a", "b=1", "b=0", "a", "spm=1.2", "=", "?", "%B9%FA=%CD");
  const address = fc
    .tuple(fc.webUrl({ withQueryParameters: true }), fc.array(parameter, { maxLength: 6 }))
    .map(([url, parameters]) => `${url}${url.includes("?") ? "&" : "?"}${parameters.join("&")}`);

  it("is the canonical address of itself", () => {
    fc.assert(
      fc.property(address, (url) => {
        const once = canonicalUrl(url, urls);
        expect(once).not.toBeNull();
        expect(canonicalUrl(once ?? "", urls)).toBe(once);
      }),
    );
  });

  it("does not depend on a fragment or on the order of differently named parameters", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[a-z]{3,5}$/), { minLength: 1, maxLength: 5 }),
        fc.webFragments(),
        (names, fragment) => {
          const url = (order: string[]) => `https://a.gov.cn/x?${order.map((name) => `${name}=1`).join("&")}`;
          expect(canonicalUrl(`${url([...names].reverse())}#${fragment}`, urls)).toBe(canonicalUrl(url(names), urls));
        },
      ),
    );
  });
});

describe("the address to ask", () => {
  it.each([
    ["../b.html?z=1&a=2&utm_source=x#top", "https://a.gov.cn/x/y/", "https://a.gov.cn/x/b.html?z=1&a=2"],
    ["//b.gov.cn", "https://a.gov.cn/", "https://b.gov.cn/"],
    ["javascript:void(0)", "https://a.gov.cn/", null],
    ["mailto:a@b.cn", "https://a.gov.cn/", null],
    ["http://[", "https://a.gov.cn/", null],
  ])("of %s on %s is %s", (link, base, expected) => {
    expect(askedUrl(link, base, urls)).toBe(expected);
  });
});

it("gives an id of 32 hexadecimal digits, of an address or of bytes", () => {
  expect(documentId("https://a.gov.cn/")).toMatch(/^[0-9a-f]{32}$/);
  expect(documentId(Buffer.from("https://a.gov.cn/"))).toBe(documentId("https://a.gov.cn/"));
  expect(documentId("")).toBe("e3b0c44298fc1c149afbf4c8996fb924");
});
