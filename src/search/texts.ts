import type { StoredRecord } from "../model/record.js";
import type { TextMap, TextMaps } from "../model/text-maps.js";
import { identityMap, type MappedText } from "../text/offset-map.js";
import { normalisedToPublished, unpackTextMap } from "../text/text-map.js";

/** The three texts of a record: as published; restored, that is repaired, in the published script; normalised. */
export const textForms = ["published", "restored", "normalised"] as const;
export type TextForm = (typeof textForms)[number];

/** A text of a record in the form asked for, and where what is searched, its normalised text, stands in it. */
interface ShownText {
  readonly shown: string;
  /** `text` is the normalised text, `map` leads from it to `shown` */
  readonly searched: MappedText;
}

/** The texts of a record; null where there is none: a record without title, an attachment that was not read. */
interface ShownTexts {
  readonly title: ShownText | null;
  readonly body: ShownText;
  /** in the order of the record's attachments */
  readonly attachments: readonly (ShownText | null)[];
}

/**
 * The texts of a record in one form. No stage of the pipeline runs: they follow from the maps that are kept beside it. A
 * text without a map is shown as it is normalised, whatever is asked for.
 */
export function textsOf(record: StoredRecord, maps: TextMaps | null, form: TextForm): ShownTexts {
  const { title, titleOriginal, text, original, attachments } = record;
  return {
    title: title === null || titleOriginal === null ? null : shownText(titleOriginal, title, maps?.title ?? null, form),
    body: shownText(original, text, maps?.body ?? null, form),
    attachments: attachments.map(({ original: published, text: normalised }, i) =>
      normalised === undefined ? null : shownText(published ?? normalised, normalised, maps?.attachments?.[i] ?? null, form),
    ),
  };
}

function shownText(published: string, normalised: string, packed: TextMap | null, form: TextForm): ShownText {
  if (packed === null || form === "normalised") {
    return { shown: normalised, searched: { text: normalised, map: identityMap(normalised.length) } };
  }
  const texts = unpackTextMap(published, normalised, packed);
  if (form === "restored") return { shown: texts.restored, searched: { text: normalised, map: texts.toRestored } };
  return { shown: published, searched: { text: normalised, map: normalisedToPublished(texts) } };
}
