import type { Entity, Mention } from "../../model/entity.js";
import type { DateEvidence, Document } from "../../model/record.js";
import type { TextMaps } from "../../model/text-maps.js";
import { version } from "../../model/version.js";
import { type MappedText, toSource } from "../../text/offset-map.js";
import { packTextMap, type ThreeTexts } from "../../text/text-map.js";
import { canonicalUrl, documentId } from "../../text/url.js";
import type { Input } from "../input.js";
import { noteNumbering, publishedParts } from "../published-parts.js";
import type { Stage } from "../stage.js";
import type { Annotated } from "./annotate.js";
import type { Decoded } from "./decode.js";
import type { Extracted } from "./extract.js";
import type { Repaired } from "./repair.js";
import type { NormalisedText, Simplified } from "./simplify.js";

export interface Assembled {
  readonly document: Document;
  readonly maps: TextMaps;
}

/** The document as it goes out: every span carried back to the published text. */
export const assemble: Stage<Input & Decoded & Extracted & Repaired & Simplified & Annotated, Assembled> = {
  name: "record",
  run({ bytes, url, finalUrl, fetchedAt, hints, charset, article, repaired, normal, script, byline, annotations }, { dictionary, note }) {
    const asked = finalUrl ?? url;
    const canonical = asked === null ? null : canonicalUrl(asked, dictionary.urls);
    const inBody = <T>(item: T): T => toPublished(item, normal.body, article.body);
    const { facts } = annotations;
    const parts = publishedParts(annotations.parts, normal.body.map);
    noteNumbering(parts, note);
    const document: Document = {
      schema: "zhengwen/document@1",
      id: documentId(canonical ?? bytes),
      url,
      canonicalUrl: canonical,
      claimedUrl: article.claimedUrl,
      originalUrl: article.originalUrl,
      source: hints.source ?? null,
      fetchedAt,
      charset,
      script,
      title: normal.title?.text ?? null,
      titleOriginal: article.title,
      publishedAt: article.publishedAt,
      publisher: byline.publisher,
      author: byline.author,
      editor: byline.editor,
      issuer: facts.issuers[0]?.name ?? null,
      issuers: facts.issuers.map(({ name }) => name),
      issuerLevel: facts.issuers[0]?.level ?? null,
      documentNumber: facts.documentNumbers[0] ?? null,
      documentNumbers: [...facts.documentNumbers],
      kind: facts.kind,
      jurisdiction: facts.jurisdiction,
      signedAt: facts.signedAt,
      effectiveFrom: facts.effectiveFrom,
      effectiveTo: facts.effectiveTo,
      deadline: facts.deadline,
      dates: [...publication(article), ...facts.dates.map(inBody)],
      status: facts.status.map(inBody),
      cites: facts.cites.map(inBody),
      text: normal.body.text,
      original: article.body,
      parts,
      measures: annotations.measures.map(inBody),
      repairs: [...repaired.repairs],
      entities: [
        ...entitiesOf("title", annotations.title, normal.title, article.title),
        ...entitiesOf("body", annotations.body, normal.body, article.body),
      ],
      attachments: [...article.attachments],
      keywords: [...annotations.keywords],
      fingerprint: annotations.fingerprint,
      notes: [],
      pipeline: { ...version, dictionaries: dictionary.digest },
    };
    const title = normal.title === null || repaired.title === null ? null : { ...repaired.title, normalised: normal.title };
    return {
      document,
      maps: {
        title: title && article.title !== null ? packTextMap(textsOf(article.title, title, title.normalised)) : null,
        body: packTextMap(textsOf(article.body, repaired.body, normal.body)),
        attachments: article.attachments.map(() => null),
      },
    };
  },
};

function publication({ publishedAt, publishedFrom }: Extracted["article"]): DateEvidence[] {
  return publishedAt === null || publishedFrom === null ? [] : [{ field: "publishedAt", value: publishedAt, from: publishedFrom }];
}

/** What a map is packed from. */
export function textsOf(published: string, restored: MappedText, normal: NormalisedText): ThreeTexts {
  return { published, restored: restored.text, normalised: normal.text, toPublished: restored.map, toRestored: normal.toRestored };
}

/** Mentions in a normalised text as entities of the published one. */
export function entitiesOf(
  where: Entity["in"],
  mentions: readonly Mention[],
  normal: NormalisedText | null,
  published: string | null,
): Entity[] {
  if (normal === null || published === null) return [];
  return mentions.map((mention) => {
    const { start: textStart, end: textEnd, rule, ...values } = mention;
    const { start, end } = toSource(normal.map, textStart, textEnd);
    const located = {
      in: where,
      quote: published.slice(start, end),
      start,
      end,
      text: normal.text.slice(textStart, textEnd),
      textStart,
      textEnd,
      rule,
    };
    return { ...toPublished(values, normal, published), ...located } as Entity;
  });
}

/**
 * Carries every span in a value to the published text, however deep it lies: an object with the numbers `start` and `end` is
 * one, and where it has a `quote`, that becomes what is published there. `textStart`, `textEnd` and `text` stay.
 */
function toPublished<T>(value: T, normal: NormalisedText, published: string): T {
  if (Array.isArray(value)) return value.map((item) => toPublished(item, normal, published)) as T;
  if (typeof value !== "object" || value === null) return value;
  const carried: Record<string, unknown> = {};
  for (const name in value) {
    const inner: unknown = value[name];
    carried[name] = typeof inner === "object" ? toPublished(inner, normal, published) : inner;
  }
  const { start: from, end: to } = carried;
  if (typeof from !== "number" || typeof to !== "number") return carried as T;
  const { start, end } = toSource(normal.map, from, to);
  return { ...carried, start, end, ...("quote" in carried && { quote: published.slice(start, end) }) } as T;
}
