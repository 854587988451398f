import { createHash } from "node:crypto";
import type { Entity, EntityOf, EntityType } from "../../src/model/entity.js";
import { type Attachment, type Document, documentSchema } from "../../src/model/record.js";

type Values<T extends EntityType> = Omit<EntityOf<T>, "in" | "quote" | "start" | "end" | "text" | "textStart" | "textEnd" | "rule">;
/** An entity as a test says it: where its text first stands in the body, and its values. */
type Said = { [T in EntityType]: { quote: string } & Values<T> }[EntityType];

export interface Draft extends Partial<Omit<Document, "entities">> {
  readonly entities?: readonly Said[];
  readonly generation?: number;
}

/** A valid document around what a test says of it; by default published in Simplified at an address made from its body. */
export function buildDocument(draft: Draft = {}): Document {
  const { entities = [], generation = 1, ...given } = draft;
  const text = given.text ?? "各市人民政府，各有关部门：\n现将有关事项通知如下。\n";
  const original = given.original ?? text;
  const url = given.canonicalUrl ?? given.url ?? `https://www.example.gov.cn/${sha256(original).slice(0, 12)}.html`;
  const title = given.title ?? null;
  return documentSchema.parse({
    schema: "zhengwen/document@1",
    id: sha256(url).slice(0, 32),
    url,
    canonicalUrl: url,
    claimedUrl: null,
    originalUrl: null,
    source: null,
    fetchedAt: "2024-05-01T08:00:00Z",
    charset: { name: "utf-8", evidence: "bytes", declared: [], undecodable: 0 },
    script: "hans",
    title,
    titleOriginal: title,
    publishedAt: null,
    publisher: null,
    author: null,
    editor: null,
    issuer: null,
    issuers: [],
    issuerLevel: null,
    documentNumber: null,
    documentNumbers: [],
    kind: "notice",
    jurisdiction: null,
    signedAt: null,
    effectiveFrom: null,
    effectiveTo: null,
    deadline: null,
    dates: [],
    status: [],
    cites: [],
    text,
    original,
    parts: [],
    measures: [],
    repairs: [],
    entities: entities.map((said) => locate(said, text, original)),
    attachments: [],
    keywords: [],
    fingerprint: sha256(text).slice(0, 16),
    notes: [],
    pipeline: { version: "0.1.0", generation, dictionaries: "0000000000000000" },
    ...given,
  });
}

/** An attachment that was read, published as it is normalised. */
export function attached(name: string, text: string, entities: readonly Said[] = []): Attachment {
  const located = entities.map((said) => locate(said, text, text));
  const url = `https://www.example.gov.cn/files/${sha256(name + text).slice(0, 12)}.docx`;
  return { name, url, type: "docx", original: text, text, script: "hans", parts: [], entities: located, repairs: [] };
}

export const place = (quote: string, code: string | null, anaphor = false): Said => ({
  quote,
  type: "place",
  code,
  name: quote,
  level: "county",
  path: [],
  ...(anaphor ? { anaphor: true as const } : {}),
});

export const money = (quote: string, min: number | null, max: number | null, currency = "CNY"): Said => ({
  quote,
  type: "money",
  value: null,
  min,
  max,
  bound: "range",
  currency,
});

export const enterprises = (quote: string, min: number | null, max: number | null): Said => ({
  quote,
  type: "enterpriseCount",
  value: null,
  min,
  max,
  bound: "range",
  subject: "企业",
  counter: "家",
});

/** The pair of offsets holds where text and original run in parallel, as they do in what tests write. */
function locate({ quote, ...values }: Said, text: string, original: string): Entity {
  const start = text.indexOf(quote);
  const end = start + quote.length;
  if (start < 0) throw new Error(`${quote} is not in the text`);
  const located = { in: "body", quote: original.slice(start, end), start, end, text: quote, textStart: start, textEnd: end, rule: "test" };
  return { ...values, ...located } as Entity;
}

export function sha256(text: string | Uint8Array): string {
  return createHash("sha256").update(text).digest("hex");
}
