import type { Writer } from "./words.js";

/** A kind of page: what it looks like around a text, and the text that a reader came for. */
export interface Template {
  readonly name: string;
  readonly url: string;
  make(writer: Writer): { readonly html: string; readonly body: string };
}
