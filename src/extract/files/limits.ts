/** Bounds on what reading one attachment may take. */
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

/** The limits for files of up to a number of bytes. Text inflates tenfold and more, pictures not at all. */
export function attachmentLimits(bytes: number): AttachmentLimits {
  return { bytes, inflated: bytes * 4, entries: 10_000, characters: 2_000_000 };
}
