import * as z from "zod";
import type { ErrorCode } from "../model/errors.js";
import { attachmentSchema } from "../model/record.js";

/** What came of an attachment: kept with the page that gives it, so that the pipeline needs no network. */
export const heldAttachmentSchema = attachmentSchema.extend({
  url: z.string(),
  /** why its text is not there */
  failure: z.object({ code: z.string().transform((code) => code as ErrorCode), message: z.string() }).optional(),
  /** id of the raw page that holds its bytes; absent where they are over the limit of a page */
  page: z.string().optional(),
  etag: z.string().nullable().default(null),
  lastModified: z.string().nullable().default(null),
});
export type HeldAttachment = z.infer<typeof heldAttachmentSchema>;

/** What a parser made of the bytes of a page that is a file itself. */
export const parsedSchema = z.object({ type: z.string(), text: z.string() });

/** The part of a raw page's hints that the crawl adds beside the feeder's. */
export const fileHintsSchema = z.object({ attachments: z.array(heldAttachmentSchema).default([]), parsed: parsedSchema.optional() });
