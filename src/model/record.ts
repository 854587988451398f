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

export const sourceSchema = z.object({
  id: z.string().describe("its name in addresses and filters"),
  name: z.string().describe("as people call it"),
});

const charsetSchema = z.object({
  name: z.string().describe("lower case: utf-8, gbk, gb18030, big5, big5-hkscs, utf-16le, …"),
  evidence: z.enum(["bom", "bytes", "meta", "header"]).describe("what it was recognised by"),
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
  in: z.enum(["body", "title"]).describe("where it stands"),
  kind: z.string().describe("what damage was undone: a gloss in brackets, lost bytes, …"),
  start: offset,
  end: offset,
  from: z.string().describe("exact substring of `original` (`titleOriginal`)"),
  to: z.string().describe("what stands in its place in the restored text"),
  certain: z.boolean().describe("false: a guess, which only a reader can settle"),
  candidates: z.array(z.string()).optional().describe("what else it may have been, the likeliest first"),
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
  level: partLevelSchema.describe("what it is: a chapter, an article, a table, …"),
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
  original: z.string().describe("its text as published"),
  text: z.string().describe("its text repaired and normalised to Simplified script"),
  script: scriptSchema.describe("the script it is published in"),
  parts: z.array(partSchema).describe("its text as a tree, in order, each before its children"),
  entities: z.array(entitySchema).describe("what is named in it"),
  repairs: z.array(repairSchema).describe("damage that was found in it"),
});
export type AttachmentText = z.infer<typeof attachmentTextSchema>;

const attachmentFailureSchema = z.object({
  code: z.string().describe("as in the table of errors: fetch.status, attachment.encrypted, …"),
  message: z.string().describe("in words"),
  final: z.boolean().describe("false where it failed for the moment: it is asked for again with its page"),
});

const attachmentSchema = z.object({
  name: z.string().describe("as the page calls it"),
  url: z.string().nullable().describe("its address; null where none is given"),
  type: z.string().nullable().describe("file type in lower case: docx, pdf, …"),
  bytes: z.int().min(0).optional().describe("its size, once it was fetched"),
  failure: attachmentFailureSchema.optional().describe("why its text is not there, where it was asked for"),
  ...attachmentTextSchema.partial().shape,
});
export type Attachment = z.infer<typeof attachmentSchema>;

const stageNameSchema = z.enum(["decode", "extract", "repair", "simplify", "segment", "annotate", "record", "fetch", "store"]);
export type StageName = z.infer<typeof stageNameSchema>;

const noteSchema = z.object({
  stage: stageNameSchema.describe("the stage that notes it"),
  code: z.string().describe("a short name that stays the same"),
  message: z.string().describe("in words"),
  start: offset.optional(),
  end: offset.optional(),
});
export type Note = z.infer<typeof noteSchema>;

const removedSchema = z.object({
  text: z.string().describe("its beginning"),
  reason: z.string().describe("the rule that took it for chrome"),
});
export type Removed = z.infer<typeof removedSchema>;

const jurisdictionSchema = z.object({
  code: z
    .string()
    .regex(/^\d{6}$/)
    .describe("GB/T 2260 code of today's division"),
  name: z.string().describe("its full name"),
  evidence: z.enum(["site tag", "issuer", "publisher", "feeder", "text"]).describe("what it was concluded from"),
});
export type Jurisdiction = z.infer<typeof jurisdictionSchema>;

const citeSchema = z.object({
  title: z.string().optional().describe("title of the cited document, without 《》"),
  number: z.string().optional().describe("number of the cited document, in canonical form"),
  relation: relationSchema.describe("what this document does with it"),
  provision: z.string().optional().describe("the provision of the other document, as written: 第三条第二款"),
  part: z.string().optional().describe("id of the part of this document that is meant; only with relation `internal`"),
  start: offset,
  end: offset,
});
export type Cite = z.infer<typeof citeSchema>;

/** Where a date of the document comes from; offsets, where it stands in the body, are in `original`. */
const dateEvidenceSchema = z.object({
  field: z.enum(["publishedAt", "signedAt", "effectiveFrom", "effectiveTo", "deadline"]).describe("which of them"),
  value: z.string().describe("ISO date or date-time"),
  from: z.enum(["text", "table", "meta", "feeder"]).describe("where it is said"),
  start: offset.optional(),
  end: offset.optional(),
});
export type DateEvidence = z.infer<typeof dateEvidenceSchema>;

const tokenSchema = z.object({ start: offset, end: offset, tag: z.string().describe("part of speech, in the tags of ICTCLAS") });

const keywordSchema = z.object({
  term: z.string().describe("in Simplified script"),
  weight: z.number().describe("how much it says of this document; comparable within it only"),
  evidence: z.string().describe("where it comes from"),
});
export type Keyword = z.infer<typeof keywordSchema>;

const fields = {
  id: digest.describe("hash of `canonicalUrl`, of the bytes where there is no address; stays over revisions"),
  url: z.string().nullable().describe("as asked"),
  canonicalUrl: z.string().nullable().describe("after redirects, without fragment and tracking parameters, query sorted"),
  claimedUrl: z.string().nullable().describe("what rel=canonical claims"),
  originalUrl: z.string().nullable().describe("link to the first publication (原文地址)"),
  source: sourceSchema.nullable().describe("who fed it: a source of the crawl, or a name that was handed in"),
  fetchedAt: isoMoment.nullable().describe("when its bytes were fetched"),
  charset: charsetSchema.describe("how its bytes were read"),
  script: scriptSchema.describe("the script it is published in"),
  title: z.string().nullable().describe("repaired and normalised to Simplified script; null where there is none"),
  titleOriginal: z.string().nullable().describe("the title as published"),
  publishedAt: isoMoment.nullable().describe("when the page was published, with the time where that is said"),
  publisher: z.string().nullable().describe("who published the page, as it says (来源)"),
  author: z.string().nullable().describe("who wrote it, as it says"),
  editor: z.string().nullable().describe("who edited it, as it says"),
  issuer: z.string().nullable().describe("the first of `issuers`"),
  issuers: z.array(z.string()).describe("every issuing body in the order of the signatures, by its full canonical name"),
  issuerLevel: agencyLevelSchema.nullable().describe("level of the issuer; null where there is none"),
  documentNumber: z.string().nullable().describe("the first of `documentNumbers`"),
  documentNumbers: z.array(z.string()).describe("every number that the document itself bears, in order"),
  kind: kindSchema.describe("what sort of document it is, by its title and form"),
  jurisdiction: jurisdictionSchema.nullable().describe("the division for which it is in force"),
  signedAt: isoDate.nullable().describe("when it was signed"),
  effectiveFrom: isoDate.nullable().describe("the first day on which it is in force"),
  effectiveTo: isoDate.nullable().describe("the last day on which it is in force, inclusive"),
  deadline: isoDate.nullable().describe("the last day for what it asks for, inclusive"),
  dates: z.array(dateEvidenceSchema).describe("evidence of the dates above"),
  status: z
    .array(z.object({ word: z.string().describe("as written: 暂行, 废止, …"), start: offset, end: offset }))
    .describe("words of the document that say whether it is in force; offsets in `original`"),
  cites: z.array(citeSchema).describe("offsets in `original`"),
  text: z.string().describe("the body repaired and normalised to Simplified script"),
  original: z.string().describe("the body as published: script, damage and all"),
  parts: z.array(partSchema).describe("the body as a tree, in order, each before its children"),
  measures: z.array(measureSchema).describe("what the document gives to or asks of whom"),
  repairs: z.array(repairSchema).describe("damage that was found, certain or not; offsets in `original` (`titleOriginal`)"),
  entities: z.array(entitySchema).describe("what is named in title and body, in order"),
  tokens: z.array(tokenSchema).optional().describe("words of `text` with their tags, as segmented; only where asked for"),
  attachments: z.array(attachmentSchema).describe("files that the page names; with their text where they could be read"),
  keywords: z.array(keywordSchema).describe("what it is about, the weightiest first"),
  fingerprint: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .describe("64-bit simhash"),
  notes: z.array(noteSchema).describe("what the stages found odd; offsets in `original`"),
  removed: z.array(removedSchema).optional().describe("what was stripped as chrome and why; only with --explain"),
  pipeline: z
    .object({
      version: z.string().describe("of the package"),
      generation: z.int().min(1).describe("grows whenever the same bytes give another record"),
      dictionaries: z.string().describe("digest of the dictionaries"),
    })
    .describe("what made this record"),
};

/** What the pipeline yields: a pure function of its inputs. */
export const documentSchema = z.object({
  schema: z.literal("zhengwen/document@1").describe("name and version of this contract"),
  ...fields,
});
export type Document = z.infer<typeof documentSchema>;

const revisionChangeSchema = z.object({
  revision: z.int().min(1).describe("the one that it is compared with"),
  fields: z.array(z.string()).describe("fields that say something else: title, publishedAt, text, attachments, …"),
  parts: z
    .array(
      z.object({
        id: z.string().describe("as in `parts`; of one that was removed, as it was before"),
        change: z.enum(["added", "removed", "changed", "moved"]).describe("what happened to it"),
        from: z.string().optional().describe("the id that it had before; only with `moved`"),
      }),
    )
    .describe("parts of the body whose own text is another one; ids as in `parts`"),
});
export type RevisionChange = z.infer<typeof revisionChangeSchema>;

/** A stored document. */
export const recordSchema = z.object({
  schema: z.literal("zhengwen/record@1").describe("name and version of this contract"),
  ...fields,
  revision: z.int().min(1).describe("1, and one more with every change of the page"),
  seq: z.int().min(1).describe("the store's own counter, growing with every write"),
  cluster: z.string().describe("the repost cluster"),
  changed: revisionChangeSchema.optional().describe("what this revision changed; absent from the first one"),
});
export type StoredRecord = z.infer<typeof recordSchema>;
