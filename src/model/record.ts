import * as z from "zod";
import { entitySchema } from "./entity.js";

/** The one contract: types, JSON Schema, the Elasticsearch mapping and the docs are derived from this file. */

const offset = z.int().min(0).describe("offset in UTF-16 code units");
const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** A date, or a date-time with offset. */
export const isoMoment = z.string().regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/);
const digest = z.string().regex(/^[0-9a-f]{32}$/);

export const sourceSchema = z.object({ id: z.string(), name: z.string() });

const charsetSchema = z.object({
  name: z.string().describe("lower case: utf-8, gbk, gb18030, big5, big5-hkscs, utf-16le, …"),
  evidence: z.enum(["bom", "bytes", "meta", "header"]),
  declared: z.array(z.string()).describe("the charsets that header and page claim, in that order"),
  undecodable: z.int().min(0).describe("characters that could not be decoded"),
});
export type Charset = z.infer<typeof charsetSchema>;

export const scriptSchema = z.enum(["hans", "hant", "mixed"]);
export type Script = z.infer<typeof scriptSchema>;

export const kindSchema = z.enum([
  "notice",
  "announcement",
  "opinion",
  "measures",
  "plan",
  "regulation",
  "order",
  "letter",
  "interpretation",
  "reply",
  "decision",
  "news",
  "other",
]);
export type Kind = z.infer<typeof kindSchema>;

const repairSchema = z.object({
  in: z.enum(["body", "title"]),
  kind: z.string(),
  start: offset,
  end: offset,
  from: z.string().describe("exact substring of `original` (`titleOriginal`)"),
  to: z.string(),
  certain: z.boolean(),
  candidates: z.array(z.string()).optional(),
});
export type Repair = z.infer<typeof repairSchema>;

const attachmentSchema = z.object({
  name: z.string(),
  url: z.string().nullable(),
  type: z.string().nullable().describe("file type in lower case: docx, pdf, …"),
  bytes: z.int().min(0).optional(),
  text: z.string().optional(),
});
export type Attachment = z.infer<typeof attachmentSchema>;

const stageNameSchema = z.enum(["decode", "extract", "repair", "simplify", "segment", "annotate", "record", "fetch", "store"]);
export type StageName = z.infer<typeof stageNameSchema>;

const noteSchema = z.object({
  stage: stageNameSchema,
  code: z.string(),
  message: z.string(),
  start: offset.optional(),
  end: offset.optional(),
});
export type Note = z.infer<typeof noteSchema>;

const removedSchema = z.object({ text: z.string(), reason: z.string() });
export type Removed = z.infer<typeof removedSchema>;

const jurisdictionSchema = z.object({
  code: z.string().regex(/^\d{6}$/),
  name: z.string(),
  evidence: z.enum(["site tag", "issuer", "publisher", "text"]),
});
export type Jurisdiction = z.infer<typeof jurisdictionSchema>;

const citeSchema = z.object({
  title: z.string().optional(),
  number: z.string().optional(),
  relation: z.string(),
  start: offset,
  end: offset,
});
export type Cite = z.infer<typeof citeSchema>;

const keywordSchema = z.object({ term: z.string(), weight: z.number(), evidence: z.string() });
export type Keyword = z.infer<typeof keywordSchema>;

const fields = {
  id: digest,
  url: z.string().nullable().describe("as asked"),
  canonicalUrl: z.string().nullable().describe("after redirects, without fragment and tracking parameters, query sorted"),
  claimedUrl: z.string().nullable().describe("what rel=canonical claims"),
  originalUrl: z.string().nullable().describe("link to the first publication (原文地址)"),
  source: sourceSchema.nullable(),
  fetchedAt: isoMoment.nullable(),
  charset: charsetSchema,
  script: scriptSchema,
  title: z.string().nullable(),
  titleOriginal: z.string().nullable(),
  publishedAt: isoMoment.nullable(),
  publisher: z.string().nullable(),
  author: z.string().nullable(),
  editor: z.string().nullable(),
  issuer: z.string().nullable(),
  documentNumber: z.string().nullable(),
  kind: kindSchema,
  jurisdiction: jurisdictionSchema.nullable(),
  signedAt: isoDate.nullable(),
  effectiveFrom: isoDate.nullable(),
  effectiveTo: isoDate.nullable(),
  deadline: isoDate.nullable(),
  status: z.array(z.object({ word: z.string(), start: offset, end: offset })),
  cites: z.array(citeSchema).describe("offsets in `original`"),
  text: z.string(),
  original: z.string(),
  repairs: z.array(repairSchema),
  entities: z.array(entitySchema),
  attachments: z.array(attachmentSchema),
  keywords: z.array(keywordSchema),
  fingerprint: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .describe("64-bit simhash"),
  notes: z.array(noteSchema),
  removed: z.array(removedSchema).optional().describe("what was stripped as chrome and why; only with --explain"),
  pipeline: z.object({ version: z.string(), generation: z.int().min(1), dictionaries: z.string().describe("digest of the dictionaries") }),
};

/** What the pipeline yields: a pure function of its inputs. */
export const documentSchema = z.object({ schema: z.literal("zhengwen/document@1"), ...fields });
export type Document = z.infer<typeof documentSchema>;

/** A stored document. */
export const recordSchema = z.object({
  schema: z.literal("zhengwen/record@1"),
  ...fields,
  revision: z.int().min(1),
  seq: z.int().min(1).describe("the store's own counter, growing with every write"),
  cluster: z.string().describe("the repost cluster"),
});
export type StoredRecord = z.infer<typeof recordSchema>;
