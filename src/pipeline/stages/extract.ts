import type { Article } from "../../extract/article.js";
import { extract as extractArticle } from "../../extract/extract.js";
import { extractFile } from "../../extract/files/article.js";
import type { Input } from "../input.js";
import type { Stage } from "../stage.js";
import type { Decoded } from "./decode.js";

export interface Extracted {
  readonly article: Article;
}

/** The article out of the page; what the page does not say is filled from what the feeder knows. */
export const extract: Stage<Input & Decoded, Extracted> = {
  name: "extract",
  run({ page, url, finalUrl, contentType, parsed, hints }, { dictionary, limits, note }) {
    const { article, notes } = parsed
      ? extractFile(parsed, dictionary)
      : extractArticle(
          page,
          { url: finalUrl ?? url, contentType, depth: limits.depth, title: hints.title, profile: hints.profile },
          dictionary,
        );
    for (const { code, message } of notes) note(code, message);
    for (const field of ["title", "publishedAt", "publisher"] as const) {
      if (article[field] === null && hints[field] !== undefined) note("hint", `${field} is not on the page: taken from the feeder`);
    }
    return {
      article: {
        ...article,
        title: article.title ?? hints.title ?? null,
        publishedAt: article.publishedAt ?? hints.publishedAt ?? null,
        publishedFrom: article.publishedFrom ?? (hints.publishedAt === undefined ? null : "feeder"),
        publisher: article.publisher ?? hints.publisher ?? null,
      },
    };
  },
};
