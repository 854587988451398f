import type { TextMap, TextMaps } from "../model/text-maps.js";
import { identityMap, type MappedText } from "../text/offset-map.js";
import { normalisedToPublished, type ThreeTexts, unpackTextMap } from "../text/text-map.js";
import type { Hit } from "./query.js";

/** The three texts of a record: as published; restored, that is repaired, in the published script; normalised. */
export const textForms = ["published", "restored", "normalised"] as const;
export type TextForm = (typeof textForms)[number];

/** A text of a record in the form asked for, and where what is searched, its normalised text, stands in it. */
export interface ShownText {
  readonly shown: string;
  /** `text` is the normalised text, `map` leads from it to `shown` */
  readonly searched: MappedText;
}

/** One text of a record, not yet brought into a form: most texts of most records are never shown. */
export interface RecordText {
  readonly published: string;
  readonly normalised: string;
  /** all three forms, worked out once; null without a map */
  readonly forms: (() => ThreeTexts) | null;
}

function recordText(published: string, normalised: string, map: TextMap | null): RecordText {
  if (map === null) return { published, normalised, forms: null };
  let forms: ThreeTexts | undefined;
  return { published, normalised, forms: () => (forms ??= unpackTextMap(published, normalised, map)) };
}

/** The texts of a record; null where there is none: a record without title, an attachment that was not read. */
export interface RecordTexts {
  readonly title: RecordText | null;
  readonly body: RecordText;
  /** in the order of the record's attachments */
  readonly attachments: readonly (RecordText | null)[];
}

/** What of a record or a document its texts follow from. */
type TextFields = Pick<Hit["record"], "title" | "titleOriginal" | "text" | "original" | "attachments">;

/** The texts of a record with their maps. No stage of the pipeline runs: all forms follow from the maps kept beside it. */
export function textsOf({ record, maps }: { readonly record: TextFields; readonly maps: TextMaps | null }): RecordTexts {
  const { title, titleOriginal, text, original, attachments } = record;
  return {
    title: title === null || titleOriginal === null ? null : recordText(titleOriginal, title, maps?.title ?? null),
    body: recordText(original, text, maps?.body ?? null),
    attachments: attachments.map(({ original: published, text: normalised }, i) =>
      normalised === undefined ? null : recordText(published ?? normalised, normalised, maps?.attachments?.[i] ?? null),
    ),
  };
}

/** A text in the form asked for. One without a map is shown as it is normalised, whatever is asked for. */
export function shownText({ published, normalised, forms }: RecordText, form: TextForm): ShownText {
  if (forms === null || form === "normalised") {
    return { shown: normalised, searched: { text: normalised, map: identityMap(normalised.length) } };
  }
  const texts = forms();
  if (form === "restored") return { shown: texts.restored, searched: { text: normalised, map: texts.toRestored } };
  return { shown: published, searched: { text: normalised, map: normalisedToPublished(texts) } };
}
