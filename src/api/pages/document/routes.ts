import type { FastifyInstance } from "fastify";
import * as z from "zod";
import { searchHere } from "../../../app/answer.js";
import type { StoreServices } from "../../../app/services.js";
import { cite } from "../../../export/citation.js";
import { bibtex, cslItem, ris } from "../../../export/formats/citations.js";
import { chinaDay } from "../../../model/clock.js";
import { ZhengwenError } from "../../../model/errors.js";
import type { StoredRecord } from "../../../model/record.js";
import { queryLanguage } from "../../../pipeline/query-language.js";
import { nodeOf } from "../../../search/graph.js";
import { termSpans } from "../../../search/highlight.js";
import { parseSearch } from "../../../search/parse-search.js";
import { type RecordTexts, shownText, textsOf } from "../../../search/texts.js";
import type { Span } from "../../../text/offset-map.js";
import { heldRecord } from "../../v1/record.js";
import { pageOf, sendPage } from "../page.js";
import { ComparePage } from "./compare-page.js";
import { DocumentPage } from "./document-page.js";
import { fromPublished, type Readable, sectionAt, sectionsOf } from "./reading.js";
import { views } from "./text.js";

const idSchema = z.object({ id: z.string().regex(/^[0-9a-f]{32}$/) });
const whole = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);
const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** What does not fit is as if it were not given: an address that is cut short still leads to its document. */
const querySchema = z.object({
  revision: optional(whole.refine((revision) => revision > 0)),
  text: z.enum(views).catch("restored"),
  attachment: optional(whole),
  section: optional(whole),
  part: optional(z.string().max(200)),
  char: optional(
    z
      .string()
      .regex(/^\d{1,9},\d{1,9}$/)
      .transform((said) => said.split(",").map(Number)),
  ),
  q: optional(z.string().max(500)),
});

const compareSchema = z.object({
  from: optional(whole),
  to: optional(whole),
  with: optional(z.string().regex(/^[0-9a-f]{32}$/)),
});

/** Reposts that are read to be compared. */
const mostReposts = 20;

/** A document, its revisions side by side, and its references as files. */
export function documentRoutes(server: FastifyInstance, services: StoreServices): void {
  const { store, clock } = services;

  server.get("/documents/:id", async (request, reply) => {
    const page = pageOf(request);
    const { id } = readId(request.params);
    const query = querySchema.parse(request.query);
    const record = await heldRecord(services, id, query.revision);
    const today = chinaDay(clock);
    const newest = (query.revision === undefined ? null : await store.get(id)) ?? record;
    const [maps, graph, others] = await Promise.all([
      store.maps(id, query.revision),
      (services.searcher ?? searchHere(store)).graph({ kind: "graph", of: nodeOf(newest), today, asOf: today }),
      repostsOf(record, services),
    ]);
    const texts = textsOf({ record, maps });
    const { readable, attachment } = readableOf(record, texts, query.attachment);
    const sections = sectionsOf(readable);
    const sought = soughtIn(readable, attachment, query, services);
    const start = query.part === undefined ? sought.at(0)?.start : readable.parts.find((part) => part.id === query.part)?.textStart;
    const wanted = query.section === undefined ? start && sectionAt(sections, start) : query.section - 1;
    return sendPage(reply, DocumentPage, {
      page,
      record,
      newest: newest.revision,
      title: texts.title && shownText(texts.title, "restored").shown,
      graph,
      others,
      citation: cite(record),
      readable,
      attachment,
      sections,
      section: Math.min(Math.max(0, wanted ?? 0), Math.max(0, sections.length - 1)),
      view: query.text,
      sought,
      query: query.q,
    });
  });

  server.get("/documents/:id/compare", async (request, reply) => {
    const { id } = readId(request.params);
    const { from, to, with: other } = compareSchema.parse(request.query);
    const before = await heldRecord(services, id, other === undefined ? from : to);
    const after = await heldRecord(services, other ?? id, other === undefined ? to : undefined);
    return sendPage(reply, ComparePage, { page: pageOf(request), before, after });
  });

  const formats = {
    bib: "application/x-bibtex",
    ris: "application/x-research-info-systems",
    json: "application/vnd.citationstyles.csl+json",
  };
  for (const [extension, type] of Object.entries(formats)) {
    server.get(`/documents/:id/cite.${extension}`, async (request, reply) => {
      const { id } = readId(request.params);
      const record = await heldRecord(services, id, querySchema.parse(request.query).revision);
      reply.type(`${type}; charset=utf-8`).header("content-disposition", `attachment; filename="${id}.${extension}"`);
      return reply.send(await reference(record, extension as keyof typeof formats));
    });
  }
}

async function reference(record: StoredRecord, extension: "bib" | "ris" | "json"): Promise<string> {
  if (extension === "json") return `${JSON.stringify([cslItem(record)], null, 2)}\n`;
  let text = "";
  async function* one() {
    yield record;
  }
  for await (const piece of extension === "bib" ? bibtex(one()) : ris(one())) text += piece;
  return text;
}

/** @throws record.not-found for what is no id */
function readId(params: unknown): { readonly id: string } {
  const read = idSchema.safeParse(params);
  if (!read.success) throw new ZhengwenError("record.not-found");
  return read.data;
}

/** The text that is read: of an attachment where one is named whose text is held, else the body. */
function readableOf(record: StoredRecord, texts: RecordTexts, at: number | undefined): { readable: Readable; attachment: number | null } {
  const text = at === undefined ? undefined : texts.attachments[at];
  if (at === undefined || text === undefined || text === null) {
    const { parts, entities, repairs } = record;
    return { readable: { text: texts.body, parts, entities, repairs }, attachment: null };
  }
  const { parts = [], entities = [], repairs = [] } = record.attachments[at] ?? {};
  return { readable: { text, parts, entities, repairs }, attachment: at };
}

/** What the reader looks for: a passage of the published text, or what a query found. A query that is not understood finds nothing. */
function soughtIn(
  { text, entities }: Readable,
  attachment: number | null,
  { char, q }: z.infer<typeof querySchema>,
  { dictionary }: StoreServices,
): Span[] {
  const [start = 0, end = 0] = char ?? [];
  if (end > start) return [fromPublished(text)(start, Math.min(end, text.published.length))];
  if (q === undefined) return [];
  try {
    const { where } = parseSearch({ query: q }, queryLanguage(dictionary));
    return termSpans(text.normalised, attachment === null ? "body" : "attachment", entities, where);
  } catch (cause) {
    if (cause instanceof ZhengwenError && (cause.code === "usage.query" || cause.code === "usage.query-cost")) return [];
    throw cause;
  }
}

async function repostsOf(record: StoredRecord, { store }: StoreServices): Promise<StoredRecord[]> {
  const members = await store.members(record.cluster);
  const ids = members.map(({ id }) => id).filter((id) => id !== record.id);
  const found = await Promise.all(ids.slice(0, mostReposts).map((id) => store.get(id)));
  return found.filter((one) => one !== null);
}
