/** How much the text of one attachment may take. */
export interface AttachmentLimits {
  /** bytes of the file */
  readonly bytes: number;
  /** bytes of all entries of an archive together, inflated */
  readonly inflated: number;
  /** entries of an archive */
  readonly entries: number;
  /** characters of text */
  readonly characters: number;
}

/** The limits for files of at most so many bytes. Text inflates to a tenfold and more, pictures not at all. */
export function attachmentLimits(bytes: number): AttachmentLimits {
  return { bytes, inflated: bytes * 4, entries: 10_000, characters: 2_000_000 };
}
