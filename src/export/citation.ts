import { createHash } from "node:crypto";
import type { StoredRecord } from "../model/record.js";
import { type Context, citationOf, permalink } from "./findings.js";
import { cslItem } from "./formats/citations.js";

/** A record as it is cited: in words, by an address that stays, and by a digest of the text that was read. */
export interface Citation {
  readonly record: Context["record"];
  /** after GB/T 7714-2025, in the script of the document */
  readonly citation: string;
  readonly permalink: string;
  /** SHA-256 of the published text (`original`, in UTF-8) of this revision */
  readonly sha256: string;
}

/** How a record is cited; the permalink leads to a span of its published text where one is given. */
export function cite(record: StoredRecord, span?: { readonly start: number; readonly end: number }): Citation {
  return {
    record: citationOf(record),
    citation: gbt7714(record),
    permalink: permalink(record, span),
    sha256: createHash("sha256").update(record.original).digest("hex"),
  };
}

/** Authors that a reference names; more are 等. */
const mostAuthors = 3;

/** A reference to an electronic document after GB/T 7714-2025; what is not known is left out, with the mark that would follow it. */
function gbt7714(record: StoredRecord): string {
  const { author = [], title, number, issued, accessed, URL: url } = cslItem(record);
  const day = (parts: { readonly "date-parts": number[][] } | undefined) => {
    return (parts?.["date-parts"][0] ?? []).map((part) => String(part).padStart(2, "0")).join("-");
  };
  const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();
  const authors = author.slice(0, mostAuthors).map(({ literal }) => oneLine(literal));
  if (author.length > mostAuthors) authors.push("等");
  const named = `${[title ?? record.id, number].flatMap((part) => (part ? [oneLine(part)] : [])).join(": ")}[EB/OL]`;
  const dates = `${issued ? `(${day(issued)})` : ""}${accessed ? `[${day(accessed)}]` : ""}`;
  return [authors.join(", "), named, dates, url]
    .filter(Boolean)
    .map((part) => `${part}.`)
    .join(" ");
}
