import type { ExtractDictionary, Extraction } from "../extraction.js";
import { noFacts } from "../stated-facts.js";
import { findAttachments } from "./attachments.js";
import type { Container } from "./container.js";
import { type FactSources, readFacts } from "./facts.js";
import { originalOf } from "./links.js";
import { resolve } from "./list.js";
import type { Element } from "./page.js";
import { regionOf } from "./region.js";

/** A page on which no body was found. */
export interface BodilessPage extends Pick<FactSources, "page" | "head" | "profile" | "metadata" | "lines" | "url"> {
  readonly title: string | null;
  /** index of the line that shows the title, -1 where none does */
  readonly titleLine: number;
  readonly base: string | null;
  /** whether an element is in a block that does not belong to the document */
  readonly skipped: (element: Element) => boolean;
}

/**
 * The document whose text stands only in its attachments: a page that shows a title, says when it was published and gives a
 * file, linked or shown within the page, and no text of its own. Its body is empty.
 * @returns null where the page is no such document
 */
export function readBodiless(bodiless: BodilessPage, dictionary: ExtractDictionary): Extraction | null {
  const { page, head, lines, title, titleLine, base, skipped, metadata } = bodiless;
  const heading = lines[titleLine]?.owner;
  if (title === null || heading === undefined) return null;
  const attachments = findAttachments(page, { from: heading.order, last: heading.last }, base, skipped, dictionary.linkTexts);
  if (attachments.length === 0) return null;
  const below: Container = { elements: [heading], evidence: "score", detail: "", holds: null };
  const region = regionOf(lines, titleLine, below);
  const { facts, publishedFrom, notes } = readFacts({ ...bodiless, region, thread: false, dropped: noFacts() }, dictionary);
  if (facts.publishedAt === null) return null;
  facts.originalUrl ??= originalOf(page, lines, base, dictionary);
  return {
    article: {
      title,
      body: "",
      ...facts,
      publishedFrom,
      claimedUrl: head.canonical && resolve(head.canonical, base),
      attachments,
      tags: head.tags,
      facts: metadata,
      removed: [],
    },
    notes: [{ code: "body.attachment", message: "The page has no text of its own: it stands in what is attached." }, ...notes],
  };
}
