import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import type { Dispatcher } from "undici";

/** What a response's body was on the wire. */
export interface RawBody {
  readonly chunks: Uint8Array[];
}

/**
 * A dispatcher that notes the body of each response as it arrives. `fetch` undoes compression with a decoder that takes a
 * body which was cut off for whole; what arrived tells.
 */
export function noting(dispatcher: Dispatcher, raw: RawBody): Dispatcher {
  const note = (chunk: unknown) => {
    if (chunk instanceof Uint8Array) raw.chunks.push(chunk);
  };
  return dispatcher.compose((dispatch) => (options, handler) => dispatch(options, notingHandler(handler, note)));
}

/** Everything passes as it is, headers' raw bytes among it; undici calls one of two methods with a body's parts, by its form of handler. */
function notingHandler(handler: Dispatcher.DispatchHandler, note: (chunk: unknown) => void): Dispatcher.DispatchHandler {
  return new Proxy(handler, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      if (name !== "onData" && name !== "onResponseData") return value.bind(target);
      return (...args: unknown[]) => {
        note(name === "onData" ? args[0] : args[1]);
        return Reflect.apply(value, target, args);
      };
    },
  });
}

/**
 * Whether a compressed body came to its end.
 * @param encoding the Content-Encoding header
 * @param size bytes that it came to when it was undone, whole or not
 * @throws Error that says what is missing
 */
export function checkWhole(encoding: string, { chunks }: RawBody, size: number): void {
  const codings = encoding.split(",").map((coding) => coding.trim().toLowerCase());
  const body = Buffer.concat(chunks);
  // the end of a gzip says how long it is (RFC 1952): where that is so, it is whole, and need not be undone again
  if (codings.length === 1 && isGzip(codings[0]) && body.length >= 18 && body.readUInt32LE(body.length - 4) === size % 2 ** 32) return;
  let undone = body;
  for (const coding of codings.reverse()) undone = undo(coding, undone, size);
}

function undo(coding: string, body: Buffer<ArrayBuffer>, size: number): Buffer<ArrayBuffer> {
  if (body.length === 0) return body;
  // between two codings a body may be larger than in the end, never by much
  const options = { maxOutputLength: 2 * size + 65_536 };
  if (isGzip(coding)) return gunzipSync(body, options);
  if (coding === "br") return brotliDecompressSync(body, options);
  // servers send it with and without the header of zlib
  if (coding === "deflate") return ((body[0] ?? 0) & 15) === 8 ? inflateSync(body, options) : inflateRawSync(body, options);
  return body;
}

function isGzip(coding: string | undefined): boolean {
  return coding === "gzip" || coding === "x-gzip";
}
