import type { Attachment, DateEvidence, Removed } from "../model/record.js";

/**
 * What the extract stage finds on a page, everything as published (not repaired, not simplified).
 * `body` becomes the record's `original`: paragraphs end in `\n`, table rows are cells joined by one tab.
 */
export interface Article {
  readonly title: string | null;
  readonly body: string;
  /** ISO date, or date-time with offset */
  readonly publishedAt: string | null;
  /** where `publishedAt` is said: on the page, in its metadata table, in its markup or address, or by the feeder */
  readonly publishedFrom: DateEvidence["from"] | null;
  readonly publisher: string | null;
  readonly author: string | null;
  readonly editor: string | null;
  /** 原文地址 */
  readonly originalUrl: string | null;
  /** rel=canonical */
  readonly claimedUrl: string | null;
  readonly attachments: readonly Attachment[];
  /** government meta tags of 国办发〔2017〕47号, by their name: SiteIDCode, ColumnName, PubDate, … */
  readonly tags: Readonly<Record<string, string>>;
  /** metadata table, by its label in Simplified: 索引号, 发文机关, 成文日期, 发文字号, … */
  readonly facts: Readonly<Record<string, string>>;
  readonly removed: readonly Removed[];
}
