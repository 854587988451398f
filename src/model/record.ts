import * as z from "zod";
import { entitySchema } from "./entity.js";
import { agencyLevelSchema, partLevelSchema, relationSchema } from "./enums.js";
import { measureSchema } from "./measure.js";
import { offset } from "./offset.js";

/** The one contract: types, JSON Schema, the Elasticsearch mapping and the docs are derived from this file. */

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

const rowSchema = z.object({
  start: offset,
  end: offset,
  textStart: offset,
  textEnd: offset,
  header: z.literal(true).optional().describe("the row that names the columns"),
});

export const partSchema = z.object({
  id: z
    .string()
    .describe(
      "the path of labels: ch2, sec1, art12, art12-1, p2, n3, n3.n1, h1, b4, tbl1, t1, att, sig, foot; ~2 where a label comes again",
    ),
  level: partLevelSchema,
  label: z.string().nullable().describe("its number as written, normalised: 第十二条, （一）; null where it has none"),
  heading: z.string().optional().describe("what its first line says behind the label, where that line is a heading"),
  start: offset,
  end: offset,
  textStart: offset,
  textEnd: offset,
  parent: z.string().nullable().describe("id of the part that it lies in; null at the top"),
  rows: z.array(rowSchema).optional().describe("rows of a table"),
  unit: z.string().optional().describe("unit that a table states for its cells"),
});
export type Part = z.infer<typeof partSchema>;

/** What the same stages make of an attachment's text; offsets are in its own `original` and `text`. */
const attachmentTextSchema = z.object({
  original: z.string(),
  text: z.string(),
  script: scriptSchema,
  parts: z.array(partSchema),
  entities: z.array(entitySchema),
  repairs: z.array(repairSchema),
});
export type AttachmentText = z.infer<typeof attachmentTextSchema>;

const attachmentFailureSchema = z.object({
  code: z.string().describe("as in the table of errors: fetch.status, attachment.encrypted, …"),
  message: z.string(),
  final: z.boolean().describe("false where it failed for the moment: it is asked for again with its page"),
});

const attachmentSchema = z.object({
  name: z.string(),
  url: z.string().nullable(),
  type: z.string().nullable().describe("file type in lower case: docx, pdf, …"),
  bytes: z.int().min(0).optional(),
  failure: attachmentFailureSchema.optional().describe("why its text is not there, where it was asked for"),
  ...attachmentTextSchema.partial().shape,
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
  evidence: z.enum(["site tag", "issuer", "publisher", "feeder", "text"]),
});
export type Jurisdiction = z.infer<typeof jurisdictionSchema>;

const citeSchema = z.object({
  title: z.string().optional(),
  number: z.string().optional(),
  relation: relationSchema,
  provision: z.string().optional().describe("the provision of the other document, as written: 第三条第二款"),
  part: z.string().optional().describe("id of the part of this document that is meant; only with relation `internal`"),
  start: offset,
  end: offset,
});
export type Cite = z.infer<typeof citeSchema>;

/** Where a date of the document comes from; offsets, where it stands in the body, are in `original`. */
const dateEvidenceSchema = z.object({
  field: z.enum(["publishedAt", "signedAt", "effectiveFrom", "effectiveTo", "deadline"]),
  value: z.string(),
  from: z.enum(["text", "table", "meta", "feeder"]),
  start: offset.optional(),
  end: offset.optional(),
});
export type DateEvidence = z.infer<typeof dateEvidenceSchema>;

const tokenSchema = z.object({ start: offset, end: offset, tag: z.string() });

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
  issuer: z.string().nullable().describe("the first of `issuers`"),
  issuers: z.array(z.string()).describe("every issuing body in the order of the signatures, by its full canonical name"),
  issuerLevel: agencyLevelSchema.nullable().describe("level of the issuer; null where there is none"),
  documentNumber: z.string().nullable().describe("the first of `documentNumbers`"),
  documentNumbers: z.array(z.string()).describe("every number that the document itself bears, in order"),
  kind: kindSchema,
  jurisdiction: jurisdictionSchema.nullable(),
  signedAt: isoDate.nullable(),
  effectiveFrom: isoDate.nullable(),
  effectiveTo: isoDate.nullable(),
  deadline: isoDate.nullable(),
  dates: z.array(dateEvidenceSchema).describe("evidence of the dates above"),
  status: z.array(z.object({ word: z.string(), start: offset, end: offset })),
  cites: z.array(citeSchema).describe("offsets in `original`"),
  text: z.string(),
  original: z.string(),
  parts: z.array(partSchema).describe("the body as a tree, in order, each before its children"),
  measures: z.array(measureSchema).describe("what the document gives to or asks of whom"),
  repairs: z.array(repairSchema),
  entities: z.array(entitySchema),
  tokens: z.array(tokenSchema).optional().describe("words of `text` with their tags, as segmented; only where asked for"),
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

const revisionChangeSchema = z.object({
  revision: z.int().min(1).describe("the one that it is compared with"),
  fields: z.array(z.string()).describe("fields that say something else: title, publishedAt, text, attachments, …"),
  parts: z
    .array(
      z.object({
        id: z.string(),
        change: z.enum(["added", "removed", "changed", "moved"]),
        from: z.string().optional().describe("the id that it had before; only with `moved`"),
      }),
    )
    .describe("parts of the body whose own text is another one; ids as in `parts`"),
});
export type RevisionChange = z.infer<typeof revisionChangeSchema>;

/** A stored document. */
export const recordSchema = z.object({
  schema: z.literal("zhengwen/record@1"),
  ...fields,
  revision: z.int().min(1),
  seq: z.int().min(1).describe("the store's own counter, growing with every write"),
  cluster: z.string().describe("the repost cluster"),
  changed: revisionChangeSchema.optional().describe("what this revision changed; absent from the first one"),
});
export type StoredRecord = z.infer<typeof recordSchema>;
