import type { FastifyInstance } from "fastify";
import * as z from "zod";
import { search } from "../app/search.js";
import type { StoreServices } from "../app/services.js";
import { ZhengwenError } from "../model/errors.js";
import type { StoredRecord } from "../model/record.js";
import { type ExtraField, extraFields } from "../search/compact.js";
import { facetsNamed } from "../search/counted.js";
import type { HitCursor } from "../search/query.js";
import { type RecordText, shownText, type TextForm, textForms, textsOf } from "../search/texts.js";
import { searchParameters } from "./parameters.js";

const recordId = z.string().regex(/^[0-9a-f]{32}$/);
const revisionNumber = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number);

const textForm = z.enum(textForms).default("restored");

/** The fields that a search names, by comma. @throws usage.query */
function fieldsOf(named: unknown): ExtraField[] {
  if (named === undefined || named === "") return [];
  const fields = z.array(z.enum(extraFields)).safeParse(typeof named === "string" ? named.split(",", extraFields.length + 1) : named);
  if (fields.success) return fields.data;
  throw new ZhengwenError("usage.query", `fields takes ${extraFields.join(", ")}, by comma; the whole record is at /api/records/:id.`);
}

const cursorSchema = z.tuple([z.number().nullable(), recordId]);

/** Whether reposts are folded (`fold=0`: not), hits explained, and where to read on (`cursor`). @throws usage.query */
function foldAndCursor({ fold, cursor, explain }: Record<string, unknown>): { fold: boolean; explain: boolean; after?: HitCursor } {
  const given = { fold: fold !== "0" && fold !== "false", explain: explain !== undefined && explain !== "0" && explain !== "false" };
  if (cursor === undefined || cursor === "") return given;
  try {
    const [value, id] = cursorSchema.parse(JSON.parse(Buffer.from(String(cursor), "base64url").toString()));
    return { ...given, after: { value, id } };
  } catch (cause) {
    throw new ZhengwenError("usage.query", "cursor is what an answer gave as `next`.", { cause });
  }
}

function cursorText({ value, id }: HitCursor): string {
  return Buffer.from(JSON.stringify([value, id])).toString("base64url");
}

interface RecordRequest {
  Params: { id: string };
  Querystring: { revision?: string };
}

/** Search and records as JSON. */
export async function recordRoutes(server: FastifyInstance, services: StoreServices): Promise<void> {
  /** Compact hits; `text` is the form that is shown, `fields` names short fields of the record to be given beside, `facets` what to count by. */
  server.get<{ Querystring: Record<string, unknown> }>("/api/search", async (request) => {
    const form = textForm.safeParse(request.query.text);
    if (!form.success) throw new ZhengwenError("usage.query", `text is one of ${textForms.join(", ")}.`);
    const options = {
      form: form.data,
      fields: fieldsOf(request.query.fields),
      facets: facetsNamed(request.query.facets),
      ...foldAndCursor(request.query),
    };
    const parameters = searchParameters(request.query, ["text", "fields", "facets", "fold", "cursor", "explain"]);
    const { currencies, query: _query, next, ...answer } = await search(parameters, services, options);
    return { ...answer, ...(currencies.length > 0 && { currencies }), ...(next && { next: cursorText(next) }) };
  });

  server.get<RecordRequest>("/api/records/:id", async (request) => {
    return (await heldRecord(request, services)).record;
  });

  /** Title, body and attachments as published, restored and normalised; the text of an attachment that was not read is null. */
  server.get<RecordRequest>("/api/records/:id/texts", async (request) => {
    const { record, id, revision } = await heldRecord(request, services);
    const maps = await services.store.maps(id, revision);
    const { title, body, attachments } = textsOf({ record, maps });
    const texts = (form: TextForm) => {
      const shown = (text: RecordText | null) => text && shownText(text, form).shown;
      const named = attachments.map((text, i) => ({ name: record.attachments[i]?.name, text: shown(text) }));
      return { title: shown(title), body: shown(body), attachments: named };
    };
    return { published: texts("published"), restored: texts("restored"), normalised: texts("normalised") };
  });
}

/** The record that a request names. @throws usage.argument, record.not-found */
async function heldRecord(
  { params, query }: { readonly params: RecordRequest["Params"]; readonly query: RecordRequest["Querystring"] },
  { store }: StoreServices,
): Promise<{ record: StoredRecord; id: string; revision: number | undefined }> {
  const id = recordId.safeParse(params.id);
  const revision = revisionNumber.optional().safeParse(query.revision);
  if (!id.success) throw new ZhengwenError("usage.argument", "An id is 32 hexadecimal digits.");
  if (!revision.success) throw new ZhengwenError("usage.argument", "A revision is a whole number from 1.");
  const record = await store.get(id.data, revision.data);
  if (record === null) throw new ZhengwenError("record.not-found", id.data);
  return { record, id: id.data, revision: revision.data };
}
