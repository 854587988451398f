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
