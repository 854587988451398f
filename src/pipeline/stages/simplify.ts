import { type Byline, mapByline } from "../../extract/byline.js";
import type { Script } from "../../model/record.js";
import { composeMaps, type MappedText, type OffsetMap } from "../../text/offset-map.js";
import { type Simplified as SimplifiedText, simplify as simplifyText } from "../../text/simplify/simplify.js";
import type { Stage } from "../stage.js";
import type { Repaired } from "./repair.js";

/** A normalised text with the map to what was published, and the one to what was restored. */
export interface NormalisedText extends MappedText {
  readonly toRestored: OffsetMap;
}

export interface Simplified {
  readonly normal: { readonly title: NormalisedText | null; readonly body: NormalisedText };
  /** how the body was published; the title decides where the body holds no Han */
  readonly script: Script;
  /** what the page says of the document, repaired and Simplified */
  readonly byline: Byline;
}

/** Traditional text to Simplified: characters and variants, never vocabulary. */
export const simplify: Stage<Repaired, Simplified> = {
  name: "simplify",
  run({ repaired }, { dictionary, note }) {
    const converter = dictionary.script;
    const normalOf = ({ map }: MappedText, simplified: SimplifiedText): NormalisedText => ({
      text: simplified.text,
      map: composeMaps(map, simplified.map),
      toRestored: simplified.map,
    });
    const body = simplifyText(repaired.body.text, converter);
    // a title or a name often holds no character of one script alone: then it is what the body is
    const alike = (text: string) => simplifyText(text, converter, body.direction);
    const directions = new Set(body.paragraphs.map(({ direction }) => direction));
    note("script", `${body.script}: paragraphs are ${[...directions].join(", ") || "without Han"}`);
    return {
      normal: {
        title: repaired.title && normalOf(repaired.title, alike(repaired.title.text)),
        body: normalOf(repaired.body, body),
      },
      script: body.script,
      byline: mapByline(repaired.byline, (value) => alike(value).text),
    };
  },
};
