import { ZhengwenError } from "../../model/errors.js";
import type { Decision, ExtractDictionary, ExtractInput, Extraction } from "../extraction.js";
import { takeMissing } from "../facts.js";
import { readBody } from "./body.js";
import { findContainer } from "./container.js";
import { readFacts, textAt } from "./facts.js";
import { readHead } from "./head.js";
import { type Line, linesOf, unveiled } from "./lines.js";
import { readMetadata } from "./metadata.js";
import { parsePage } from "./page.js";
import { scoreBlocks } from "./score.js";
import { findPosts } from "./thread.js";
import { findTitle } from "./title.js";

// a date line stands at most so many lines above the body, and a title so many below it
const above = 14;
const below = 3;

/** Reads an HTML page. @throws extract.no-body, extract.not-a-document, extract.too-deep */
export function readHtml(html: string, input: ExtractInput, dictionary: ExtractDictionary): Extraction {
  const page = parsePage(html, input.depth);
  const head = readHead(page);
  const lines = unveiled(linesOf(page, 0, page.runs.length));
  const profile = dictionary.sites.profile(hostOf(input.url) ?? "");
  const metadata = readMetadata(lines, dictionary.labels);
  const claimed = findTitle(page, head, lines, dictionary.labels);
  const line = claimed?.line ?? -1;
  const posts = Object.keys(head.tags).length > 0 ? null : findPosts(page, lines, line, input.url, dictionary.chrome);
  const scores = scoreBlocks(page, lines, { title: line, thread: posts !== null }, dictionary.chrome);
  const container = findContainer(page, scores, dictionary.sites, profile, posts);
  if (!container) throw new ZhengwenError("extract.no-body");
  const notes: Decision[] = [{ code: `extract.body.${container.evidence}`, message: container.detail }];
  const body = readBody(page, container, scores, claimed?.text ?? null, dictionary);
  if (body.paragraphs.length === 0) throw new ZhengwenError("extract.no-body");
  const region = regionOf(lines, claimed?.line ?? -1, container.elements[0]?.firstRun ?? 0);
  const around = readFacts({ page, head, profile, metadata, lines, region, url: input.url }, dictionary);
  takeMissing(around.facts, body.facts);
  notes.push(...around.notes);
  const title = (profile?.title && textAt(page, profile.title)) || claimed?.text || metadata.标题 || null;
  if (title !== null) notes.push({ code: "extract.title", message: `${claimed?.evidence ?? "the site's profile"}` });
  return {
    article: {
      title,
      body: body.paragraphs.map((text) => `${text}\n`).join(""),
      ...around.facts,
      claimedUrl: head.canonical,
      attachments: [],
      tags: head.tags,
      facts: metadata,
      removed: body.removed,
    },
    notes,
  };
}

/** The lines in which the facts of a document stand: around its title and above its body. */
function regionOf(lines: readonly Line[], title: number, firstRun: number): { from: number; end: number } {
  let body = lines.findIndex((line) => line.firstRun >= firstRun);
  if (body < 0) body = lines.length;
  const from = title >= 0 && title <= body + below && body - title <= above * 2 ? Math.max(0, title - 2) : Math.max(0, body - above);
  return { from, end: Math.min(lines.length, Math.max(body, title) + below) };
}

function hostOf(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? new URL(url).hostname : null;
}
