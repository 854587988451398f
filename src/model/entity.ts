import * as z from "zod";
import { beneficiarySchema, boundSchema, capSchema, currencySchema, evidenceSchema, perSchema } from "./amount.js";
import { instrumentSchema, organisationKindSchema, placeLevelSchema } from "./enums.js";
import { offset } from "./offset.js";

/** What every entity carries: where it stands in the published and in the normalised text, and which rule found it. */
const located = {
  in: z.enum(["body", "title"]),
  quote: z.string().describe("exact substring of `original` (of `titleOriginal` when in the title)"),
  start: offset,
  end: offset,
  text: z.string().describe("exact substring of the normalised `text` (`title`)"),
  textStart: offset,
  textEnd: offset,
  rule: z.string(),
};

const counted = {
  value: z.number().nullable().describe("the number said"),
  min: z.number().nullable().describe("what a filter may rely on, inclusive; null is open"),
  max: z.number().nullable().describe("what a filter may rely on, inclusive; null is open"),
  bound: boundSchema,
};

const codeAndName = z.object({ code: z.string().regex(/^\d{6}$/), name: z.string() });
const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const placeSchema = z.object({
  type: z.literal("place"),
  ...located,
  code: z
    .string()
    .regex(/^\d{6}$/)
    .nullable()
    .describe("GB/T 2260 code of today's division"),
  name: z.string(),
  level: placeLevelSchema,
  path: z.array(codeAndName),
  asOf: codeAndName.optional().describe("the abolished or renamed division that was written"),
  anaphor: z.literal(true).optional().describe("省, 全市, 我省: stands for the document's jurisdiction"),
  candidates: z.array(codeAndName).optional(),
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
  currency: currencySchema,
  per: z.array(perSchema).optional(),
  instrument: instrumentSchema.optional(),
  instrumentSaid: evidenceSchema.optional().describe("the words that show what kind of sum it is"),
  beneficiary: beneficiarySchema.optional(),
  cap: capSchema.optional().describe("the most that comes together, said behind the sum"),
});

const dateSchema = z.object({
  type: z.literal("date"),
  ...located,
  from: isoDate.nullable(),
  to: isoDate.nullable().describe("inclusive"),
  precision: z.enum(["day", "ten-days", "month", "quarter", "half-year", "year", "years"]),
  resolved: z.enum(["text", "document", "published", "fetched", "unknown"]),
  time: z.string().optional(),
  role: z.enum(["effective", "deadline", "signed", "published", "expires"]).optional(),
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
  unit: z.string(),
  dimension: z.enum(["percent", "area", "length", "mass", "energy", "people", "projects", "items", "other"]),
  si: z.object({ value: z.number().nullable(), min: z.number().nullable(), max: z.number().nullable(), unit: z.string() }).optional(),
});

const documentNumberSchema = z.object({
  type: z.literal("documentNumber"),
  ...located,
  agency: z.string(),
  year: z.int().nullable(),
  serial: z.string(),
  canonical: z.string(),
  kind: z.enum(["document", "standard"]).optional(),
  own: z.literal(true).optional().describe("the number that the document itself bears"),
});

const policyTitleSchema = z.object({
  type: z.literal("policyTitle"),
  ...located,
  title: z.string(),
  number: z.string().optional(),
  refersTo: z.string().optional().describe("the full title that a short one stands for: 《办法》"),
  kind: z.enum(["policy", "other"]).optional(),
});

const organisationSchema = z.object({
  type: z.literal("organisation"),
  ...located,
  name: z.string(),
  canonical: z.string(),
  kind: organisationKindSchema,
});

const personSchema = z.object({
  type: z.literal("person"),
  ...located,
  name: z.string(),
  post: z.string().optional(),
  organisation: z.string().optional(),
});

const contactSchema = z.object({
  type: z.literal("contact"),
  ...located,
  kind: z.enum(["phone", "email", "url"]),
  value: z.string(),
});

const attachmentMentionSchema = z.object({
  type: z.literal("attachment"),
  ...located,
  label: z.string().describe("附件1"),
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
