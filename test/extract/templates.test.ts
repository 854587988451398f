import { describe, expect, test } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { extract } from "../../src/extract/extract.js";
import { ZhengwenError } from "../../src/model/errors.js";
import { gramOverlap, rates } from "../eval/match.js";
import { articles } from "../support/templates/articles.js";
import { moreArticles } from "../support/templates/more-articles.js";
import type { Template } from "../support/templates/template.js";
import { threads } from "../support/templates/threads.js";
import { writerFrom } from "../support/templates/words.js";

/**
 * Pages as systems draw them, filled with words of our own: what stands around the text must not decide whether it is found.
 * Shares of shared 4-grams, as in the eval.
 */

const dictionary = loadDictionary();
const seeds = Array.from({ length: 8 }, (_, i) => 104_729 * (i + 1));

/** F1 of the body on each page of a template. */
function sharesOf({ make, url }: Template): number[] {
  return seeds.map((seed) => {
    const { html, body } = make(writerFrom(seed));
    return rates(gramOverlap(bodyOf(html, url), body)).f1;
  });
}

function bodyOf(html: string, url: string): string {
  try {
    return extract(html, { url, contentType: "text/html", depth: 512 }, dictionary).article.body;
  } catch (cause) {
    // a page that is refused has no body; any other failure is one of the program
    if (cause instanceof ZhengwenError && cause.kind.state === "rejected") return "";
    throw cause;
  }
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe.each([
  ["articles", [...articles, ...moreArticles], 0.985],
  ["threads", threads, 0.95],
] as const)("%s", (_, templates, least) => {
  const shares = new Map(templates.map((template) => [template.name, sharesOf(template)]));

  test.each(templates.map(({ name }) => name))("%s", (name) => {
    for (const share of shares.get(name) ?? [0]) expect(share).toBeGreaterThan(0.78);
  });

  test(`all together reach ${least}`, () => expect(mean([...shares.values()].flat())).toBeGreaterThanOrEqual(least));
});
