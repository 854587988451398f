import type { Context } from "../../src/entities/annotator.js";

/** The context of a sentence of which nothing else is known. */
export function contextOf(): Context {
  return {
    publishedAt: null,
    fetchedAt: null,
    publisher: null,
    script: "hans",
    url: null,
    tags: {},
    facts: {},
    attachments: [],
    jurisdiction: null,
    country: "CN",
    signedAt: null,
  };
}
