import type { AgencyLevel } from "../model/enums.js";
import type { Document } from "../model/record.js";
import { bandsOf, linksOf } from "./cluster.js";
import { type CountedValues, countedValues } from "./counted.js";
import { type Facets, facetsOf, placeKey } from "./facets.js";
import { eachUnit } from "./units.js";

/** The texts of a document as units joined by spaces. */
export interface TextUnits {
  readonly titleUnits: string;
  readonly bodyUnits: string;
  /** of all attachments that were read, with `attachmentEnd` between them; empty where there are none */
  readonly attachmentUnits: string;
}

interface RankedUnits {
  readonly nameUnits: string;
  readonly keywordUnits: string;
  readonly headingUnits: string;
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
  /** units that only rank: numbers and issuers, keywords, headings of parts; no term is found by these alone */
  readonly ranked: RankedUnits;
  /** it names another address as its first publication: of a cluster, the issuer's own stands for the others */
  readonly repost: boolean;
  /** date part of `publishedAt` */
  readonly day: string | null;
  /** `publishedAt` in milliseconds since 1970, a date alone being its beginning in China: what a sort by date goes by */
  readonly moment: number | null;
  /** addresses and fingerprint bands that join a cluster */
  readonly links: readonly string[];
  readonly bands: readonly string[];
  /** what it is counted under */
  readonly counts: CountedValues;
  /** key of the place that it belongs to (`placeKey`), and the level of its issuer: what panels group by */
  readonly home: string | null;
  readonly level: AgencyLevel | null;
  /** characters of title, body and attachments as searched, white space apart */
  readonly characters: number;
}

/** Stands between attachments: no unit of any text or query, so that no phrase reaches across. */
const attachmentEnd = "\u241e";

/** What both stores index of a document. Pure, linear in the text. */
export function project(document: Document): Projection {
  const { title, titleOriginal, text, original, attachments } = document;
  const searched = searchedUnits(document);
  const published = isAsPublished(document)
    ? searched
    : unitsOf(
        titleOriginal,
        original,
        attachments.map((attachment) => attachment.original ?? attachment.text),
      );
  const apart = (Object.keys(searched) as (keyof TextUnits)[]).some((key) => searched[key] !== published[key]);
  const { terms, ranges } = facetsOf(document);
  return {
    ...searched,
    written: apart ? published : null,
    ranked: rankedUnits(document),
    repost: document.originalUrl !== null && document.originalUrl !== document.canonicalUrl,
    terms: apart ? [...terms, writtenApart] : terms,
    ranges,
    day: document.publishedAt?.slice(0, 10) ?? null,
    moment: document.publishedAt === null ? null : momentOfDate(document.publishedAt),
    links: linksOf(document),
    bands: bandsOf(document.fingerprint),
    counts: countedValues(
      document,
      terms.flatMap((term) => (term.startsWith("place:") ? [term.slice("place:".length)] : [])),
    ),
    home: document.jurisdiction === null ? null : placeKey(document.jurisdiction.code),
    level: document.issuerLevel,
    characters: charactersOf([title ?? "", text, ...attachments.map((attachment) => attachment.text ?? "")]),
  };
}

/** Whether nothing was changed in any text: then it need not be split twice. */
function isAsPublished({ title, titleOriginal, text, original, attachments }: Document): boolean {
  return title === titleOriginal && text === original && attachments.every((one) => (one.original ?? one.text) === one.text);
}

/** The texts of a document as they are searched. */
export function searchedUnits({ title, text, attachments }: Pick<Document, "title" | "text" | "attachments">): TextUnits {
  return unitsOf(
    title,
    text,
    attachments.map((attachment) => attachment.text),
  );
}

/** Characters (code points) that are no white space. */
function charactersOf(texts: readonly string[]): number {
  let count = 0;
  for (const text of texts) {
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      const low = code >= 0xdc00 && code <= 0xdfff;
      if (!low && code > 0x20 && code !== 0x3000 && code !== 0xa0) count++;
    }
  }
  return count;
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

/** Each name, keyword and heading apart, so that no phrase reaches across. */
function rankedUnits({ documentNumbers, issuers, keywords, parts }: Document): RankedUnits {
  const joined = (texts: readonly string[]) => unitText(texts.slice(0, mostRanked).join("\n"));
  return {
    nameUnits: joined([...documentNumbers, ...issuers]),
    keywordUnits: joined(keywords.map(({ term }) => term)),
    headingUnits: joined(parts.flatMap(({ heading }) => heading ?? [])),
  };
}

const mostRanked = 500;

function unitText(text: string): string {
  let joined = "";
  eachUnit(text, (unit) => {
    joined += joined === "" ? unit : ` ${unit}`;
  });
  return joined;
}

/** A date or moment of publication in milliseconds; see `Projection.moment`. */
function momentOfDate(published: string): number | null {
  const value = Date.parse(published.length === 10 ? `${published}T00:00:00+08:00` : published);
  return Number.isNaN(value) ? null : value;
}
