/**
 * How far the texts of attachments are taken: through every stage; repaired and Simplified only; or kept as they were
 * read. The latter two are for texts on which a stage has failed before.
 */
export const readings = ["annotated", "normalised", "published"] as const;
export type Reading = (typeof readings)[number];
