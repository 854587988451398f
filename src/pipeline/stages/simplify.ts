import type { Script } from "../../model/record.js";
import { composeMaps, type OffsetMap } from "../../text/offset-map.js";
import { simplifyString, simplify as simplifyText } from "../../text/simplify/simplify.js";
import { mapSaid, type Said } from "../said.js";
import type { Stage } from "../stage.js";
import type { Layer, Repaired } from "./repair.js";

/** A normalised text and the map to what was published. */
export interface Normal {
  readonly text: string;
  readonly map: OffsetMap;
}

export interface Simplified {
  readonly normal: { readonly title: Normal | null; readonly body: Normal };
  /** how the body was published; the title decides where the body holds no Han */
  readonly script: Script;
  /** what the page says of the document, repaired and Simplified */
  readonly said: Said;
}

/** Traditional text to Simplified: characters and variants, never vocabulary. */
export const simplify: Stage<Repaired, Simplified> = {
  name: "simplify",
  run({ repaired }, { dictionary, note }) {
    const converter = dictionary.script;
    const normalOf = ({ text, map }: Layer) => {
      const simplified = simplifyText(text, converter);
      return { simplified, normal: { text: simplified.text, map: composeMaps(map, simplified.map) } };
    };
    const body = normalOf(repaired.body);
    const title = repaired.title && normalOf(repaired.title);
    const directions = new Set(body.simplified.paragraphs.map(({ direction }) => direction));
    note("script", `${body.simplified.script}: paragraphs are ${[...directions].join(", ") || "without Han"}`);
    return {
      normal: { title: title?.normal ?? null, body: body.normal },
      script: body.simplified.script,
      said: mapSaid(repaired.said, (value) => simplifyString(value, converter)),
    };
  },
};
