import type { Context } from "../entities/annotator.js";
import type { Docs } from "../entities/doc.js";
import type { Jurisdiction, Kind } from "../model/record.js";
import { isoOf } from "./iso-date.js";
import { type Issuer, issuersOf, namedIssuers, seatOf } from "./issuers/issuers.js";
import { countryOf, jurisdictionOf } from "./jurisdiction.js";
import { kindOf } from "./kind.js";
import { type OwnNumbers, ownNumbersOf } from "./own-numbers.js";
import { type DocumentSignature, signatureOf } from "./signature.js";

/** What is known of the document before its text is read: the context of the annotators without its provenance. */
export type Given = Omit<Context, keyof Pick<Provenance, "country" | "jurisdiction" | "signedAt">>;

/** Where the document comes from: the annotators need it, and so do the other facts. */
export interface Provenance {
  readonly country: Context["country"];
  readonly signature: DocumentSignature | null;
  readonly kind: Kind;
  readonly numbers: OwnNumbers;
  readonly issuers: readonly Issuer[];
  readonly jurisdiction: Jurisdiction | null;
  readonly signedAt: string | null;
}

/**
 * Country, signature, kind, numbers, issuers and jurisdiction, each from those before it. The bodies that issue are read before
 * the jurisdiction is known, since they decide it (宁波海关关于… belongs to 宁波); by it their names are completed (市财政局).
 */
export function provenanceOf(docs: Docs, given: Given): Provenance {
  const country = countryOf(docs, given);
  const { dictionary } = docs.body;
  const reader = { dictionary, context: { ...given, country, jurisdiction: null, signedAt: null } };
  const signature = signatureOf(docs.body, reader);
  const signedAt = signature?.date ?? isoOf(given.facts.成文日期);
  const numbers = ownNumbersOf(docs, given.facts.发文字号);
  const kind = kindOf(
    given.facts.标题 ?? docs.title?.text ?? null,
    docs.body,
    { stated: given.facts.公文种类, reported: (given.publisher ?? given.publishedAt) !== null && signature === null, country },
    dictionary.kinds,
  );
  const { facts, publisher } = given;
  const named = namedIssuers(docs, { kind, signature, numbers: numbers.written, tabled: facts.发文机关, publisher }, reader);
  const jurisdiction = jurisdictionOf(docs, { ...given, country }, seatOf(named, reader));
  return { country, signature, kind, numbers, issuers: issuersOf(named, jurisdiction, reader), jurisdiction, signedAt };
}
