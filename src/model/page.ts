import * as z from "zod";
import type { Region } from "./enums.js";
import { type Attachment, type Document, isoMoment, sourceSchema } from "./record.js";
import type { TextMaps } from "./text-maps.js";

/** What a feeder or a source may say beside the bytes: it fills what the page itself does not say. */
export const hintsSchema = z.object({
  publishedAt: isoMoment.optional(),
  title: z.string().min(1).optional(),
  publisher: z.string().min(1).optional(),
  source: sourceSchema.optional(),
  /** code of the place that the document belongs to, where neither page nor issuer says */
  jurisdiction: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  /** name of the site profile that the page is read by */
  profile: z.string().min(1).optional(),
});
export type Hints = z.infer<typeof hintsSchema>;

/** What came of an attachment: kept with the page that names it, so that the pipeline needs no network. */
export interface HeldAttachment extends Attachment {
  readonly url: string;
  /** in how many rounds in a row it failed for the moment */
  readonly tries?: number;
  /** set where numbers that the file makes by itself may be missing from its text */
  readonly mayLackNumbers?: true;
  /** id of the raw page that holds its bytes; absent where they are over the limit of a page */
  readonly page?: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** What the pipeline makes of a page: the document, and how its texts follow from one another. */
export interface Extraction {
  readonly document: Document;
  readonly maps: TextMaps;
  /** the document's country, which the texts of its attachments are read by */
  readonly country: Region;
}

/**
 * Where a page stands with the attachments that its document names. `wanted`: they are to be fetched once it has named
 * them; `named`: it has, and they are being fetched; `done`: each is held, or known to be unavailable.
 */
export type Collection =
  | { readonly state: "wanted"; readonly known: readonly HeldAttachment[] }
  | { readonly state: "named"; readonly known: readonly HeldAttachment[]; readonly extraction: Extraction }
  | { readonly state: "done"; readonly attachments: readonly HeldAttachment[]; readonly extraction?: Extraction };

/** Bytes as they were fetched or handed in, with what is known beside them. */
export interface GivenPage {
  readonly bytes: Uint8Array;
  /** as asked; null for a file */
  readonly url: string | null;
  /** the address after redirects; null where nothing was fetched (then `url` stands in) */
  readonly finalUrl: string | null;
  /** the Content-Type header, or what the feeder says of the bytes */
  readonly contentType: string | null;
  /** ISO date-time; null where no one says */
  readonly fetchedAt: string | null;
  readonly hints: Hints;
}

/**
 * The bytes as fetched, kept so that everything can be extracted again without fetching, and what belongs to them.
 * Ids: that of the document, and the digest of the bytes.
 */
export interface RawPage extends GivenPage {
  readonly id: string;
  /** digest of the bytes */
  readonly digest: string;
  /** absent where attachments are not fetched: a page that was handed in */
  readonly collection?: Collection;
}
