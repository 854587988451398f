import * as z from "zod";

/** What an organisation is. */
export const organisationKindSchema = z.enum(["government", "party", "association", "company", "institution", "other"]);
export type OrganisationKind = z.infer<typeof organisationKindSchema>;
