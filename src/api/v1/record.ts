import * as z from "zod";
import type { StoreServices } from "../../app/services.js";
import { markdown, plainText } from "../../export/readable.js";
import { isoTime } from "../../model/clock.js";
import { ZhengwenError } from "../../model/errors.js";
import { partSchema, recordSchema, type StoredRecord } from "../../model/record.js";
import { type RecordText, shownText, type TextForm, textForms, textsOf } from "../../search/texts.js";
import { toSource } from "../../text/offset-map.js";
import { Answer, listParameter, recordPath, revisionParameter, route } from "./route.js";

const fieldNames = Object.keys(recordSchema.shape) as [keyof StoredRecord, ...(keyof StoredRecord)[]];

const textParameter = z.enum(textForms).optional().describe("as published, restored (repaired, in its own script) or normalised");

export const recordRoute = route({
  method: "GET",
  url: "/v1/records/{id}",
  tag: "records",
  summary: "A record, any revision of it, in any of four forms",
  description:
    "`original` is the page as it was fetched, byte by byte, kept for the newest revision; it is never shown as a page of this site.",
  path: recordPath,
  query: z.strictObject({
    revision: revisionParameter,
    format: z.enum(["json", "txt", "md", "original"]).optional(),
    fields: listParameter(fieldNames).optional().describe("only these fields, by comma; with format json"),
    text: textParameter,
  }),
  answers: {
    "application/json": recordSchema.partial(),
    "text/plain": null,
    "text/markdown": null,
    "application/octet-stream": null,
  },
  errors: ["record.not-found", "record.no-page"],
  examples: [{ url: "/v1/records/{id}" }, { url: "/v1/records/{id}?format=md" }, { url: "/v1/records/{id}?fields=title,issuers" }],
  handle: async ({ path: { id }, query }, services) => {
    const { revision, format = "json", fields, text = "restored" } = query;
    const record = await heldRecord(services, id, revision);
    if (format === "original") return originalBytes(services, record, revision);
    if (format === "json") return fields === undefined ? record : Object.fromEntries(fields.map((field) => [field, record[field]]));
    const maps = await services.store.maps(id, revision);
    if (format === "txt") return new Answer("text/plain; charset=utf-8", plainText(record, maps, text));
    return new Answer("text/markdown; charset=utf-8", markdown(record, maps, text));
  },
});

export const takedownRoute = route({
  method: "DELETE",
  url: "/v1/records/{id}",
  tag: "admin",
  summary: "Take a document down: its record, revisions and pages go, and it is never fetched again",
  description: "The change feed tells it as `deleted`.",
  scope: "admin",
  status: 204,
  path: recordPath,
  query: z.strictObject({}),
  answers: {},
  errors: ["record.not-found"],
  examples: [{ url: "/v1/records/{gone}" }],
  handle: async ({ path: { id } }, { store, clock }) => {
    if (!(await store.remove(id, isoTime(clock.now())))) throw new ZhengwenError("record.not-found", id);
    return undefined;
  },
});

/** The page as fetched, as a download: whatever stands in it, no browser runs it here. */
async function originalBytes({ store }: StoreServices, record: StoredRecord, revision: number | undefined): Promise<Answer> {
  const newest = revision === undefined || (await store.get(record.id))?.revision === revision;
  const page = newest ? await store.pages.get(record.id) : null;
  if (page === null) throw new ZhengwenError("record.no-page", `${record.id}, revision ${record.revision}`);
  return new Answer("application/octet-stream", page.bytes, {
    "content-disposition": `attachment; filename="${record.id}"`,
    ...(page.contentType !== null && /^[\x20-\x7e]{1,200}$/.test(page.contentType) && { "x-original-content-type": page.contentType }),
  });
}

const shownAttachment = z.object({ name: z.string(), text: z.string().nullable() });
const shownTexts = z.object({ title: z.string().nullable(), body: z.string(), attachments: z.array(shownAttachment) });

export const textsRoute = route({
  method: "GET",
  url: "/v1/records/{id}/texts",
  tag: "records",
  summary: "Title, body and attachments as published, restored and normalised",
  description: "The text of an attachment that was not read is null.",
  path: recordPath,
  query: z.strictObject({ revision: revisionParameter }),
  answers: { "application/json": z.object({ published: shownTexts, restored: shownTexts, normalised: shownTexts }) },
  errors: ["record.not-found"],
  examples: [{ url: "/v1/records/{id}/texts" }],
  handle: async ({ path: { id }, query: { revision } }, services) => {
    const record = await heldRecord(services, id, revision);
    const maps = await services.store.maps(id, revision);
    const { title, body, attachments } = textsOf({ record, maps });
    const texts = (form: TextForm) => {
      const shown = (text: RecordText | null) => text && shownText(text, form).shown;
      const named = attachments.map((text, i) => ({ name: record.attachments[i]?.name ?? "", text: shown(text) }));
      return { title: shown(title), body: shown(body), attachments: named };
    };
    return { published: texts("published"), restored: texts("restored"), normalised: texts("normalised") };
  },
});

export const partsRoute = route({
  method: "GET",
  url: "/v1/records/{id}/parts",
  tag: "records",
  summary: "The parts of a document: its outline, or the text of one part with those in it",
  path: recordPath,
  query: z.strictObject({
    revision: revisionParameter,
    part: z.string().max(200).optional().describe("id of a part, such as art12 or n3.n1; its text is given, and those of the parts in it"),
    text: textParameter,
  }),
  answers: {
    "application/json": z.object({
      id: z.string(),
      revision: z.int(),
      parts: z.array(partSchema.omit({ rows: true }).extend({ text: z.string().optional() })),
    }),
  },
  errors: ["record.not-found", "record.no-part"],
  examples: [{ url: "/v1/records/{id}/parts" }],
  handle: async ({ path: { id }, query: { revision, part, text = "restored" } }, services) => {
    const record = await heldRecord(services, id, revision);
    const outline = record.parts.map(({ rows: _rows, ...rest }) => rest);
    if (part === undefined) return { id, revision: record.revision, parts: outline };
    const chosen = outline.filter((one) => one.id === part || one.id.startsWith(`${part}.`));
    if (chosen.length === 0) throw new ZhengwenError("record.no-part", part.toWellFormed());
    const { shown, searched } = shownText(textsOf({ record, maps: await services.store.maps(id, revision) }).body, text);
    const parts = chosen.map((one) => {
      const { start, end } = toSource(searched.map, one.textStart, one.textEnd);
      return { ...one, text: shown.slice(start, end) };
    });
    return { id, revision: record.revision, parts };
  },
});

/** The record that a request names. @throws record.not-found */
export async function heldRecord({ store }: Pick<StoreServices, "store">, id: string, revision?: number): Promise<StoredRecord> {
  const record = await store.get(id, revision);
  if (record === null) throw new ZhengwenError("record.not-found", revision === undefined ? id : `${id}, revision ${revision}`);
  return record;
}
