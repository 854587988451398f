import { ZhengwenError } from "../../model/errors.js";
import type { ExtractDictionary, ExtractInput, Extraction } from "../extraction.js";
import { nameOf, noFacts } from "../facts.js";
import { readMoment } from "../moment.js";
import { readBody } from "./body.js";
import { findContainer } from "./container.js";
import { readHead } from "./head.js";
import { linesOf } from "./lines.js";
import { parsePage } from "./page.js";
import { scoreBlocks } from "./score.js";

/** Reads an HTML page. @throws extract.no-body, extract.not-a-document, extract.too-deep */
export function readHtml(html: string, input: ExtractInput, dictionary: ExtractDictionary): Extraction {
  const page = parsePage(html, input.depth);
  const head = readHead(page);
  const lines = linesOf(page, 0, page.runs.length);
  const scores = scoreBlocks(page, lines, dictionary.chrome);
  const profile = dictionary.sites.profile(hostOf(input.url) ?? "");
  const container = findContainer(page, scores, dictionary.sites, profile);
  if (!container) throw new ZhengwenError("extract.no-body");
  const facts = noFacts();
  const { labels } = dictionary;
  facts.publishedAt = readMoment(head.tags.PubDate ?? "");
  facts.publisher = nameOf(head.tags.ContentSource, labels);
  const body = readBody(page, container, scores, facts, dictionary);
  return {
    article: {
      title: head.tags.ArticleTitle ?? (page.title || null),
      body: body.lines.map((line) => `${line.text}\n`).join(""),
      ...facts,
      claimedUrl: head.canonical,
      attachments: [],
      tags: head.tags,
      facts: {},
      removed: body.removed,
    },
    notes: [{ code: `extract.${container.evidence}`, message: container.detail }],
  };
}

function hostOf(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? new URL(url).hostname : null;
}
