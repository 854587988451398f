import type { Document } from "../model/record.js";
import { bandsOf, linksOf } from "./cluster.js";
import { type Facets, facetsOf } from "./facets.js";
import { eachUnit } from "./units.js";

/** The texts of a document as units joined by spaces. */
interface TextUnits {
  readonly titleUnits: string;
  readonly bodyUnits: string;
  /** of all attachments that were read, with `attachmentEnd` between them; empty where there are none */
  readonly attachmentUnits: string;
}

/** The facet term of a record whose published text differs from what is searched. */
export const writtenApart = "written:apart";

/**
 * What a document is found by, beside its own fields. Both stores index exactly this, so that both find the same; title,
 * body and attachments are apart so that no phrase reaches from one into the other, and so that the length of an attachment
 * does not count as the length of the body.
 */
export interface Projection extends Facets, TextUnits {
  /** the same of what was published, where it differs; the facet term `writtenApart` says so */
  readonly written: TextUnits | null;
  /** date part of `publishedAt` */
  readonly day: string | null;
  /** `publishedAt` in milliseconds since 1970, a date alone being its beginning in China: what a sort by date goes by */
  readonly moment: number | null;
  /** addresses and fingerprint bands that join a cluster */
  readonly links: readonly string[];
  readonly bands: readonly string[];
}

/** Stands between attachments: no unit of any text or query, so that no phrase reaches across. */
const attachmentEnd = "\u241e";

/** What both stores index of a document. Pure, linear in the text. */
export function project(document: Document): Projection {
  const { title, titleOriginal, text, original, attachments } = document;
  const searched = unitsOf(
    title,
    text,
    attachments.map((attachment) => attachment.text),
  );
  const published = unitsOf(
    titleOriginal,
    original,
    attachments.map((attachment) => attachment.original ?? attachment.text),
  );
  const apart = (Object.keys(searched) as (keyof TextUnits)[]).some((key) => searched[key] !== published[key]);
  const { terms, ranges } = facetsOf(document);
  return {
    ...searched,
    written: apart ? published : null,
    terms: apart ? [...terms, writtenApart] : terms,
    ranges,
    day: document.publishedAt?.slice(0, 10) ?? null,
    moment: document.publishedAt === null ? null : moment(document.publishedAt),
    links: linksOf(document),
    bands: bandsOf(document.fingerprint),
  };
}

function unitsOf(title: string | null, body: string, attachments: readonly (string | undefined)[]): TextUnits {
  return {
    titleUnits: unitText(title ?? ""),
    bodyUnits: unitText(body),
    attachmentUnits: attachments
      .map((text) => unitText(text ?? ""))
      .filter((units) => units !== "")
      .join(` ${attachmentEnd} `),
  };
}

function unitText(text: string): string {
  let joined = "";
  eachUnit(text, (unit) => {
    joined += joined === "" ? unit : ` ${unit}`;
  });
  return joined;
}

/** `publishedAt` in milliseconds since 1970; a date alone is its beginning in China. */
export function moment(published: string): number | null {
  const value = Date.parse(published.length === 10 ? `${published}T00:00:00+08:00` : published);
  return Number.isNaN(value) ? null : value;
}
