import type { Dictionary } from "../dictionary/load.js";
import { createDoc } from "../entities/doc.js";
import { findEntities } from "../entities/find-entities.js";
import { numbersMayLack } from "../extract/files/article.js";
import type { Extraction } from "../model/page.js";
import type { Attachment, AttachmentText, Note, Repair } from "../model/record.js";
import type { TextMap } from "../model/text-maps.js";
import { numberingBreaks } from "../parts/numbering.js";
import { partsOf } from "../parts/parts.js";
import { assessDamage } from "../repair/assess/assess-damage.js";
import { repair as repairText } from "../repair/repair.js";
import { composeMaps } from "../text/offset-map.js";
import { simplify } from "../text/simplify/simplify.js";
import { packTextMap } from "../text/text-map.js";
import type { GivenAttachment } from "./input.js";
import { publishedParts } from "./published-parts.js";
import type { Reading } from "./reading.js";
import type { Limits, Tools } from "./stage.js";
import { entitiesOf, textsOf } from "./stages/assemble.js";
import { noteRepairs } from "./stages/repair.js";
import type { NormalisedText } from "./stages/simplify.js";

export interface AttachmentOptions {
  readonly dictionary: Dictionary;
  readonly limits: Limits;
  /** "annotated" where nothing else is asked for */
  readonly reading?: Reading;
}

/** An attachment's text as it goes out; the map is null where nothing was done to it. */
interface ReadText {
  readonly text: AttachmentText;
  readonly map: TextMap | null;
}

/**
 * Gives the attachments that a document names their content: by address, by name where they have none. Their texts go
 * through the same stages as the body, each for itself: damage is judged on its own text, spans are in its own `original`
 * and `text`. What the document says of itself (place, country, dates) is the context in which they are read.
 *
 * All of them together have the time of one document: the one that oversteps it, and those behind it, keep their
 * normalised text without entities, with a note. One that could not be read leaves a note.
 */
export function withAttachments(extraction: Extraction, given: readonly GivenAttachment[], options: AttachmentOptions): Extraction {
  if (given.length === 0) return extraction;
  const { document, maps } = extraction;
  const notes: Note[] = [...document.notes];
  const read = reader(extraction, options, (code, message) => notes.push({ stage: "record", code, message }));
  const byKey = new Map(given.map((attachment) => [keyOf(attachment), attachment]));
  const attachments: Attachment[] = [];
  const attachmentMaps: (TextMap | null)[] = [];
  for (const named of document.attachments) {
    const content = byKey.get(keyOf(named));
    const { attachment, map } = content === undefined ? { attachment: named, map: null } : read(named, content);
    attachments.push(attachment);
    attachmentMaps.push(map);
  }
  return { ...extraction, document: { ...document, attachments, notes }, maps: { ...maps, attachments: attachmentMaps } };
}

const keyOf = ({ url, name }: Attachment): string => url ?? name;

type ReadAttachment = (named: Attachment, given: GivenAttachment) => { attachment: Attachment; map: TextMap | null };

function reader(
  extraction: Extraction,
  { dictionary, limits, reading = "annotated" }: AttachmentOptions,
  note: Tools["note"],
): ReadAttachment {
  const start = process.cpuUsage();
  const isLate = (): boolean => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000 > limits.attachmentTime;
  };
  return (named, { type, bytes, text, failure, mayLackNumbers }) => {
    if (mayLackNumbers) note(numbersMayLack.code, `${named.name}: ${numbersMayLack.message}`);
    if (failure) note(failure.code, `${named.name}: ${failure.message}`);
    if (bytes !== undefined && bytes > limits.pageBytes && text !== undefined) {
      note("attachment-not-kept", `${named.name}: ${bytes} bytes, over the limit of a page: only its text is kept.`);
    }
    const attachment = {
      name: named.name,
      url: named.url,
      type: type ?? named.type,
      ...(bytes !== undefined && { bytes }),
      ...(failure && { failure }),
    };
    if (text === undefined) return { attachment, map: null };
    const { text: own, map } = readText(text, named.name, { extraction, dictionary, reading, isLate, note });
    return { attachment: { ...attachment, ...own }, map };
  };
}

interface TextReading {
  readonly extraction: Extraction;
  readonly dictionary: Dictionary;
  readonly reading: Reading;
  readonly isLate: () => boolean;
  readonly note: Tools["note"];
}

/** The stages from repair to annotate over one text. */
function readText(original: string, name: string, { extraction, dictionary, reading, isLate, note }: TextReading): ReadText {
  const { document, country } = extraction;
  const kept = (why: string) => note("attachment-not-annotated", `${name}: ${original.length} characters, ${why}.`);
  if (reading === "published") {
    kept("kept as they were read: a stage failed on them");
    const { script } = document;
    return { text: { original, text: original, script, parts: [], entities: [], repairs: [] }, map: null };
  }
  const restored = repairText(original, assessDamage(original, dictionary));
  const repairs = restored.repairs.map((one): Repair => ({ in: "body", ...one }));
  noteRepairs(repairs, (code, message) => note(code, `${name}: ${message}`));
  const simplified = simplify(restored.text, dictionary.script);
  const { text, script } = simplified;
  const normal: NormalisedText = { text, map: composeMaps(restored.map, simplified.map), toRestored: simplified.map };
  const plain: ReadText = {
    text: { original, text, script, parts: [], entities: [], repairs },
    map: packTextMap(textsOf(original, restored, normal)),
  };
  if (reading === "normalised" || isLate()) {
    kept(reading === "normalised" ? "without entities: a stage failed on them" : "without entities: the time is used up");
    return plain;
  }
  const doc = createDoc({ in: "body", text, tokens: dictionary.segmenter.segment(text), dictionary });
  const { publishedAt, fetchedAt, publisher, jurisdiction, signedAt, attachments, url } = document;
  const mentions = findEntities(doc, {
    publishedAt,
    fetchedAt,
    publisher,
    script,
    url,
    // what the page states of the document is not stated of its attachments
    tags: {},
    facts: {},
    attachments,
    jurisdiction,
    country,
    signedAt,
  });
  const parts = publishedParts(partsOf(text, dictionary), normal.map);
  if (isLate()) {
    kept("without entities: they took longer than is allowed");
    return plain;
  }
  const breaks = numberingBreaks(parts).length;
  if (breaks > 0) note("numbering", `${name}: the numbering jumps or begins again at ${breaks} places.`);
  return { text: { ...plain.text, parts, entities: entitiesOf("body", mentions, normal, original) }, map: plain.map };
}
