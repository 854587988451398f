import * as z from "zod";
import { beneficiarySchema, boundSchema, capSchema, currencySchema, evidenceSchema, perSchema } from "./amount.js";
import { instrumentSchema, organisationKindSchema, placeLevelSchema } from "./enums.js";
import { offset } from "./offset.js";

/** What every entity carries: where it stands in the published and in the normalised text, and which rule found it. */
const located = {
  in: z.enum(["body", "title"]).describe("where it stands"),
  quote: z.string().describe("exact substring of `original` (of `titleOriginal` when in the title)"),
  start: offset,
  end: offset,
  text: z.string().describe("exact substring of the normalised `text` (`title`)"),
  textStart: offset,
  textEnd: offset,
  rule: z.string().describe("which rule found it"),
};

const counted = {
  value: z.number().nullable().describe("the number said"),
  min: z.number().nullable().describe("what a filter may rely on, inclusive; null is open"),
  max: z.number().nullable().describe("what a filter may rely on, inclusive; null is open"),
  bound: boundSchema.describe("how the text bounds it: 300余家 is `over`"),
};

const codeAndName = z.object({
  code: z
    .string()
    .regex(/^\d{6}$/)
    .describe("GB/T 2260 code"),
  name: z.string().describe("full name"),
});
const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const placeSchema = z.object({
  type: z.literal("place").describe("what it is"),
  ...located,
  code: z
    .string()
    .regex(/^\d{6}$/)
    .nullable()
    .describe("GB/T 2260 code of today's division"),
  name: z.string().describe("full name"),
  level: placeLevelSchema.describe("what it is: a province, a county, a zone, abroad, …"),
  path: z.array(codeAndName).describe("the divisions that it lies in, from the province down"),
  asOf: codeAndName.optional().describe("the abolished or renamed division that was written"),
  anaphor: z.literal(true).optional().describe("省, 全市, 我省: stands for the document's jurisdiction"),
  candidates: z.array(codeAndName).optional().describe("others of that name, where the document does not settle which is meant"),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional()
    .describe("ISO 3166 for a place abroad"),
  members: z.array(z.string()).optional().describe("codes of the members of a zone or city group"),
});

const moneySchema = z.object({
  type: z.literal("money"),
  ...located,
  ...counted,
  currency: currencySchema.describe("ISO 4217"),
  per: z.array(perSchema).optional().describe("what it is counted for: 每家企业, 每月"),
  instrument: instrumentSchema.optional().describe("what kind of sum it is"),
  instrumentSaid: evidenceSchema.optional().describe("the words that show what kind of sum it is"),
  beneficiary: beneficiarySchema.optional().describe("who receives the sum"),
  cap: capSchema.optional().describe("the most that comes together, said behind the sum"),
});

const dateSchema = z.object({
  type: z.literal("date"),
  ...located,
  from: isoDate.nullable().describe("the first day, ISO; null is open"),
  to: isoDate.nullable().describe("the last day, inclusive; null is open"),
  precision: z.enum(["day", "ten-days", "month", "quarter", "half-year", "year", "years"]).describe("how exact the text is"),
  resolved: z
    .enum(["text", "document", "published", "fetched", "unknown"])
    .describe("what completed it: the text itself, the document's date, the day it was published or fetched"),
  time: z.string().optional().describe("time of day, where one is said"),
  role: z
    .enum(["effective", "deadline", "signed", "published", "expires"])
    .optional()
    .describe("what happens on it, where the text says so"),
});

const enterpriseCountSchema = z.object({
  type: z.literal("enterpriseCount"),
  ...located,
  ...counted,
  subject: z.string().nullable().describe("what is counted, as said"),
  counter: z.string().describe("the measure word: 家 户 个 间; empty where none is said (30万中小企业)"),
});

const quantitySchema = z.object({
  type: z.literal("quantity"),
  ...located,
  ...counted,
  unit: z.string().describe("as written: 亩, 公里, 个百分点"),
  dimension: z.enum(["percent", "area", "length", "mass", "energy", "people", "projects", "items", "other"]).describe("what is measured"),
  si: z
    .object({
      value: z.number().nullable().describe("in `unit`"),
      min: z.number().nullable().describe("in `unit`; null is open"),
      max: z.number().nullable().describe("in `unit`; null is open"),
      unit: z.string().describe("m², m, kg, J, …"),
    })
    .optional()
    .describe("the same in units of the SI, where it has one"),
});

const documentNumberSchema = z.object({
  type: z.literal("documentNumber"),
  ...located,
  agency: z.string().describe("the letters before the year: 国办发"),
  year: z.int().nullable().describe("null where it has none (令第706号)"),
  serial: z.string().describe("the number itself"),
  canonical: z.string().describe("one spelling for all: 国办发〔2017〕47号"),
  kind: z.enum(["document", "standard"]).optional().describe("of a document, or of a standard (GB/T 7714)"),
  own: z.literal(true).optional().describe("the number that the document itself bears"),
});

const policyTitleSchema = z.object({
  type: z.literal("policyTitle"),
  ...located,
  title: z.string().describe("without 《》"),
  number: z.string().optional().describe("the number that stands behind it, in canonical form"),
  refersTo: z.string().optional().describe("the full title that a short one stands for: 《办法》"),
  kind: z.enum(["policy", "other"]).optional().describe("`other`: a book, a newspaper, a film"),
});

const organisationSchema = z.object({
  type: z.literal("organisation"),
  ...located,
  name: z.string().describe("as the text names it, normalised"),
  canonical: z.string().describe("its full official name, where it is known; else `name`"),
  kind: organisationKindSchema.describe("what it is: of government, a company, …"),
});

const personSchema = z.object({
  type: z.literal("person"),
  ...located,
  name: z.string().describe("as the text names it, normalised"),
  post: z.string().optional().describe("post or title that stands beside the name"),
  organisation: z.string().optional().describe("where that post is"),
});

const contactSchema = z.object({
  type: z.literal("contact"),
  ...located,
  kind: z.enum(["phone", "email", "url"]).describe("how one reaches it"),
  value: z.string().describe("in its usual form"),
});

const attachmentMentionSchema = z.object({
  type: z.literal("attachment"),
  ...located,
  label: z.string().describe("as the text calls it: 附件1"),
  attachment: z.int().min(0).nullable().describe("index into the record's attachments; null when none fits"),
});

export const entitySchema = z.discriminatedUnion("type", [
  placeSchema,
  moneySchema,
  dateSchema,
  enterpriseCountSchema,
  quantitySchema,
  documentNumberSchema,
  policyTitleSchema,
  organisationSchema,
  personSchema,
  contactSchema,
  attachmentMentionSchema,
]);

export type Entity = z.infer<typeof entitySchema>;
export type EntityType = Entity["type"];
export type EntityOf<T extends EntityType> = Extract<Entity, { type: T }>;

type Located = keyof typeof located;
type Unlocated<E> = E extends Entity ? Omit<E, Located> : never;

/**
 * What an annotator returns: an entity's values and its span in the normalised text (UTF-16 code units).
 * The pipeline adds the published quote, its offsets and where it stands.
 */
export type Mention<T extends EntityType = EntityType> = Unlocated<EntityOf<T>> & { start: number; end: number; rule: string };
