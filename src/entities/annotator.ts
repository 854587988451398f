import type { EntityType, Mention } from "../model/entity.js";
import type { Region } from "../model/enums.js";
import type { Attachment, Jurisdiction, Script } from "../model/record.js";
import type { Doc } from "./doc.js";

/** What an annotator may know of the document beside its title or body. All strings are repaired and Simplified. */
export interface Context {
  readonly publishedAt: string | null;
  readonly fetchedAt: string | null;
  readonly publisher: string | null;
  /** the document's title, normalised, where a body is annotated */
  readonly title?: string | null;
  readonly script: Script;
  readonly url: string | null;
  /** government meta tags and metadata table of the page, see `Article` */
  readonly tags: Readonly<Record<string, string>>;
  readonly facts: Readonly<Record<string, string>>;
  readonly attachments: readonly Attachment[];
  readonly jurisdiction: Jurisdiction | null;
  /** code of the place that the feeder says the document belongs to */
  readonly place?: string;
  /** the document's country: decides what a plain 元 is */
  readonly country: Region;
  /** the date that the document signs with (落款), where it has one */
  readonly signedAt: string | null;
}

/**
 * Finds the mentions of one type in a doc. Pure; linear in the text. `before` holds what earlier annotators found
 * in this doc, in order of `start`.
 */
export type Annotator<T extends EntityType> = (doc: Doc, context: Context, before: readonly Mention[]) => Mention<T>[];
