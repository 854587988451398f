import { ZhengwenError } from "../../model/errors.js";
import type { Charset } from "../../model/record.js";
import { decode as decodeBytes } from "../../text/decode/decode.js";
import type { Input } from "../input.js";
import type { Stage } from "../stage.js";

export interface Decoded {
  readonly page: string;
  readonly charset: Charset;
}

/** Bytes to text; a file (docx, pdf, xlsx) comes with its text. */
export const decode: Stage<Input, Decoded> = {
  name: "decode",
  run({ bytes, contentType, parsed }, { dictionary, limits, note }) {
    if (parsed) {
      note("file", `The bytes are ${parsed.type}: the document is its text.`);
      return { page: parsed.text, charset: { name: "utf-8", evidence: "bytes", declared: [], undecodable: 0 } };
    }
    if (bytes.length > limits.pageBytes) {
      throw new ZhengwenError("input.too-large", `${bytes.length} bytes, ${limits.pageBytes} are allowed.`);
    }
    const { text, charset, notes } = decodeBytes(bytes, contentType, limits, dictionary.characters);
    for (const { code, message } of notes) note(code, message);
    return { page: text, charset };
  },
};
