import * as z from "zod";

/** What an organisation is. */
export const organisationKindSchema = z.enum(["government", "party", "association", "company", "institution", "other"]);
export type OrganisationKind = z.infer<typeof organisationKindSchema>;

/** Where a document is from: the mainland, Hong Kong, Macau or Taiwan, which differ in names, currency and calendar. */
export const regionSchema = z.enum(["CN", "HK", "MO", "TW"]);
export type Region = z.infer<typeof regionSchema>;

/** What a place is: a division of some level, a zone or group of cities, or abroad. */
export const placeLevelSchema = z.enum(["province", "prefecture", "county", "town", "zone", "abroad"]);
export type PlaceLevel = z.infer<typeof placeLevelSchema>;

/** Level of the agency that issued a document. */
export const agencyLevelSchema = z.enum(["national", "province", "prefecture", "county", "town", "other"]);
export type AgencyLevel = z.infer<typeof agencyLevelSchema>;

/** What a document does with one that it cites; `internal`: it refers to a part of its own. */
export const relationSchema = z.enum([
  "basis",
  "implements",
  "forwards",
  "interprets",
  "amends",
  "repeals",
  "replaces",
  "replies",
  "refers",
  "internal",
]);
export type Relation = z.infer<typeof relationSchema>;

/** What a part of a document is: from the title within to a plain paragraph (`body`). */
export const partLevelSchema = z.enum([
  "title",
  "chapter",
  "section",
  "article",
  "paragraph",
  "item",
  "heading",
  "table",
  "attachment-list",
  "signature",
  "footer",
  "body",
]);
export type PartLevel = z.infer<typeof partLevelSchema>;

/** What kind of sum an amount of money is. */
export const instrumentSchema = z.enum([
  "award",
  "subsidy",
  "interest-subsidy",
  "tax",
  "loan",
  "fund",
  "fine",
  "fee",
  "budget",
  "investment",
  "output",
  "price",
  "other",
]);
export type Instrument = z.infer<typeof instrumentSchema>;
