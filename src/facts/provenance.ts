import type { Context } from "../entities/annotator.js";
import type { Docs } from "../entities/doc.js";
import { findEntities } from "../entities/find-entities.js";
import type { Jurisdiction } from "../model/record.js";
import { isoOf } from "./iso-date.js";
import { issuerOf } from "./issuer.js";
import { countryOf, jurisdictionOf } from "./jurisdiction.js";
import { type DocumentSignature, signatureOf } from "./signature.js";

/** What is known of the document before its text is read: the context of the annotators without its provenance. */
export type Given = Omit<Context, keyof Pick<Provenance, "country" | "jurisdiction" | "signedAt">>;

/** Where the document comes from: the annotators need it, and so do the other facts. */
export interface Provenance {
  readonly country: Context["country"];
  readonly signature: DocumentSignature | null;
  readonly issuer: string | null;
  readonly jurisdiction: Jurisdiction | null;
  readonly signedAt: string | null;
}

/**
 * Country, signature, issuer and jurisdiction, each from those before it. The body that a title begins with is looked
 * for before the jurisdiction is known, since the issuer decides it: 宁波海关关于… belongs to 宁波.
 */
export function provenanceOf(docs: Docs, given: Given): Provenance {
  const country = countryOf(docs, given);
  const signature = signatureOf(docs.body);
  const signedAt = signature?.date ?? isoOf(given.facts.成文日期);
  const titled = (): ReturnType<typeof findEntities> =>
    docs.title === null ? [] : findEntities(docs.title, { ...given, country, jurisdiction: null, signedAt });
  const issuer = issuerOf(docs, titled, given.facts.发文机关, signature);
  return { country, signature, issuer, jurisdiction: jurisdictionOf(docs, given, issuer), signedAt };
}
