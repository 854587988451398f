import { expect, it } from "vitest";
import { type BandedFacet, bandNamed, bandOf } from "../../../src/api/pages/bands.js";
import type { Language } from "../../../src/api/pages/language.js";
import { createPage } from "../../../src/api/pages/page.js";
import { parseMoney, parseRange } from "../../../src/search/parse-range.js";

const bands: readonly (readonly [BandedFacet, string, Language, string, string])[] = [
  ["money", "CNY:1000000..10000000", "zh-Hans", "100万至1000万元", "1000000..9999999.99"],
  ["money", "CNY:1000000..10000000", "zh-Hant", "100萬至1000萬元", "1000000..9999999.99"],
  ["money", "CNY:1000000..10000000", "en", "1 million to 10 million CNY", "1000000..9999999.99"],
  ["money", "CNY:..10000", "zh-Hans", "不到1万元", "<10000"],
  ["money", "CNY:1000000000..", "zh-Hans", "至少10亿元", ">=1000000000"],
  ["money", "USD:10000..100000", "en", "10 thousand to 100 thousand USD", "10000..99999.99USD"],
  ["money", "USD:100000..1000000", "zh-Hans", "10万至100万 USD", "100000..999999.99USD"],
  ["enterprises", "100..500", "zh-Hans", "100至500", "100..499"],
  ["enterprises", "10000..", "en", "at least 10 thousand", ">=10000"],
];

it.each(bands)("the band %s %s in %s is %s, found by %s", (facet, value, language, label, filter) => {
  const page = createPage(language, "/", false);
  expect(bandOf(facet, value, page)).toMatchObject({ label, filter });
  expect(facet === "money" ? parseMoney(filter) : parseRange(filter)).not.toBeNull();
  expect(bandNamed(facet, filter, page)).toBe(label);
});

it.each<[BandedFacet, string]>([
  ["money", "CNY:across"],
  ["enterprises", "across"],
  ["money", "CNY:.."],
  ["money", "nothing"],
])("is none of %s: %s", (facet, value) => {
  expect(bandOf(facet, value, createPage("en", "/", false))).toBeNull();
});

it.each<[BandedFacet, string]>([
  ["money", ">=1000万"],
  ["money", "100..200USD or so"],
  ["enterprises", "many"],
])("calls a filter of %s by no name that is none of a band: %s", (facet, filter) => {
  expect(bandNamed(facet, filter, createPage("zh-Hans", "/", false))).toBeNull();
});
