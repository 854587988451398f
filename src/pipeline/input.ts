import type { ParsedAttachment } from "../extract/files/read.js";
import type { GivenPage } from "../model/page.js";
import type { Attachment } from "../model/record.js";

export type { Hints } from "../model/page.js";

/** An attachment as it was fetched and read, or why it could not be. */
export interface GivenAttachment extends Attachment {
  /** set where numbers that the file makes by itself may be missing from its text */
  readonly mayLackNumbers?: true | undefined;
  /** the file itself, where it was handed in with the page: a store keeps it */
  readonly file?: Uint8Array | undefined;
}

/** Everything that a document is a function of, beside dictionaries. */
export interface Input extends GivenPage {
  /** content of attachments that were fetched, by address */
  readonly attachments: readonly GivenAttachment[];
  /** what a reader made of the bytes, where they are no page but a file: docx, pdf, xlsx */
  readonly parsed?: ParsedAttachment | undefined;
}
