import type * as z from "zod";
import { ZhengwenError } from "../../model/errors.js";

/** Where a list goes on, as text that stands in an address: readers hand it back and do not look into it. */
export function cursorText(position: unknown): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

/**
 * The position that `cursorText` wrote.
 * @throws cursor.invalid for anything else
 */
export function readCursor<T>(text: string, schema: z.ZodType<T>): T {
  let position: unknown;
  try {
    position = JSON.parse(Buffer.from(text, "base64url").toString());
  } catch (cause) {
    throw new ZhengwenError("cursor.invalid", undefined, { cause });
  }
  const read = schema.safeParse(position);
  if (!read.success) throw new ZhengwenError("cursor.invalid");
  return read.data;
}

/** The address of the next page: the one asked for, with another cursor. */
export function nextLink(url: string, query: Readonly<Record<string, unknown>>, cursor: string): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, cursor })) if (value !== undefined) parameters.set(name, String(value));
  return `${url}?${parameters}`;
}
