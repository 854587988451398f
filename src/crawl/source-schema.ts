import * as z from "zod";
import { siteSelectorSchema } from "../dictionary/pages/site-selectors.js";
import { cronFault } from "../queue/rules.js";
import { withoutCredentials } from "../text/url.js";

/**
 * The form of `sources.json`. The JSON Schema under `schema/` that editors complete by is made from it, so that every field
 * says here what it is for.
 */

const unit = { s: 1, m: 60, h: 3600, d: 86_400 } as const;
const longest = { interval: 20 * unit.d, revisit: 3650 * unit.d } as const;

const lengths = 'must be seconds, or a number with s, m, h or d: "30m"';

/** A length of time as a person writes it: seconds, or a number with s, m, h or d. Read as seconds. */
const duration = (most: number) =>
  z
    .union([z.number(), z.string().regex(/^\d{1,9}(\.\d{1,3})?[smhd]$/, lengths)], lengths)
    .transform((value) => (typeof value === "number" ? value : Number.parseFloat(value) * unit[value.slice(-1) as keyof typeof unit]))
    .pipe(
      z
        .number()
        .min(1, "must be a second at least")
        .max(most, `must be ${most / unit.d} days at most`),
    );

const webAddress = z
  .url({ protocol: /^https?$/, error: "must begin with https:// or http://" })
  .refine((url) => withoutCredentials(url) === url, "must hold no user and no password");

/** `a.b.0.c`: names of fields and numbers of entries. */
const jsonPath = z
  .string()
  .regex(/^[\w$-]{1,100}(\.[\w$-]{1,100}){0,20}$/, "must be names of fields joined by points: data.list")
  .describe("where it stands in the answer: names of fields joined by points");

const listSchema = z.strictObject({
  entries: siteSelectorSchema.describe("CSS selector of the list's entries, each with its link"),
  link: siteSelectorSchema.optional().describe("of the link within an entry; the first link when left out"),
  title: siteSelectorSchema.optional().describe("of the title within an entry; the link's text when left out"),
  date: siteSelectorSchema.optional().describe("of the date within an entry; looked for in the entry's text when left out"),
  next: siteSelectorSchema.optional().describe("of the link to the list's next page; looked for when left out"),
});

const jsonSchema = z.strictObject({
  items: jsonPath.describe("where the array of documents stands in the answer: data.list; @ for the answer itself").or(z.literal("@")),
  link: jsonPath.describe("where the address stands in an item"),
  title: jsonPath.optional().describe("where the title stands in an item"),
  date: jsonPath.optional().describe("where the date stands in an item: text, or milliseconds or seconds since 1970"),
  next: jsonPath.optional().describe("where the address of the next page stands in the answer"),
});

const limitsSchema = z.strictObject({
  documents: z
    .int("must be a whole number")
    .min(1)
    .max(50_000)
    .optional()
    .describe("new documents that one round takes at most; 1000 when left out. The next round takes the rest"),
  pages: z
    .int("must be a whole number")
    .min(1)
    .max(500)
    .optional()
    .describe("pages of a list, or files of a sitemap, that one round asks for at most; 5 pages and 50 files when left out"),
});

/** Headers that belong to the fetch itself. */
const ownHeaders = new Set([
  "host",
  "connection",
  "content-length",
  "transfer-encoding",
  "upgrade",
  "te",
  "trailer",
  "expect",
  "if-none-match",
  "if-modified-since",
  "range",
]);

const headerName = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,60}$/, "must be the name of a header")
  .refine((name) => !ownHeaders.has(name.toLowerCase()), "is set by the fetch itself");

const kinds = ["feed", "sitemap", "list", "json", "folder"] as const;
export type SourceKind = (typeof kinds)[number];

export const sourceSchema = z
  .strictObject({
    id: z
      .string()
      .regex(/^(?=.*[a-z])[a-z0-9][a-z0-9._-]{0,63}$/, "must be of a–z, 0–9, `.`, `_`, `-`, and hold a letter")
      .describe("the source's own name for programs; it stands in records, in the status and in the log, and must not change"),
    name: z.string("must be text").trim().min(1, "must not be blank").describe("its name for people"),
    url: z
      .string("must be an address")
      .describe("the feed, sitemap, list page or JSON interface; for a folder its path, from this file on"),
    kind: z
      .enum(kinds, `must be one of ${kinds.join(", ")}`)
      .optional()
      .describe("how its documents are found; feed, sitemap and list are told apart by the answer when it is left out"),
    interval: duration(longest.interval)
      .optional()
      .describe(
        'how often it is asked: "30m", "6h", or seconds. Without it and without cron, as often as something new comes: from 15 minutes to 7 days',
      ),
    cron: z
      .string()
      .superRefine((cron, context) => {
        const fault = cron.trim().split(/\s+/).length === 5 ? cronFault(cron) : "there are not five";
        if (fault !== null) context.addIssue({ code: "custom", message: `must be five fields of cron: "0 8-18 * * 1-5" (${fault})` });
      })
      .optional()
      .describe("when it is asked, as five fields of cron in the time of Asia/Shanghai, instead of interval"),
    revisit: duration(longest.revisit)
      .optional()
      .describe('how often a document is asked again: "7d". Without it, as often as it changes: from 15 minutes to 7 days'),
    limits: limitsSchema.optional().describe("how much one round takes"),
    jurisdiction: z
      .string()
      .regex(/^\d{6}$/, "must be a code of six digits: 440000")
      .optional()
      .describe("code of the place that its documents belong to, where neither page nor issuer says (GB/T 2260)"),
    profile: z
      .string()
      .min(1)
      .optional()
      .describe("name of a file of dictionaries/pages/sites/ that says in CSS where its pages keep what"),
    list: listSchema.optional().describe("where a list page keeps its entries, in CSS; found out when left out"),
    json: jsonSchema.optional().describe("where the answer of a JSON interface keeps its documents"),
    proxy: z
      .url({ protocol: /^https?$/, error: "must be the address of an HTTP proxy: http://10.0.0.1:3128" })
      .optional()
      .describe("HTTP proxy that it is fetched through"),
    headers: z
      .record(
        headerName,
        z
          .string()
          .max(4_000)
          .regex(/^[\x20-\x7e]*$/, "must be printable ASCII"),
      )
      .optional()
      .describe("headers that every request of the source bears: Cookie, Referer, Authorization"),
    legacyTls: z
      .boolean("must be true or false")
      .optional()
      .describe("allow TLS 1.0 and 1.1 and old ciphers; certificates are checked all the same. The status says so"),
  })
  .superRefine(({ url, kind, interval, cron, list, json, proxy, headers, legacyTls }, context) => {
    const wrong = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message });
    if (kind === "folder") {
      if (/^[a-z][a-z0-9+.-]+:/i.test(url)) wrong("url", "must be the path of a folder");
      if (proxy ?? headers ?? legacyTls) wrong("kind", "a folder takes no proxy, headers and legacyTls");
    } else {
      const address = webAddress.safeParse(url);
      if (!address.success) wrong("url", address.error.issues[0]?.message ?? "");
    }
    if (interval !== undefined && cron !== undefined) wrong("cron", "stands beside interval: keep one of the two");
    if (list !== undefined && kind !== "list") wrong("list", 'needs "kind": "list"');
    if ((json !== undefined) !== (kind === "json")) wrong("json", '"kind": "json" and json need each other');
  });

/** A place where documents are announced. Times in seconds. */
export type CrawlSource = z.infer<typeof sourceSchema>;

const sourceList = z.array(sourceSchema, "must be an array of sources").superRefine((sources, context) => {
  const seen = new Map<string, number>();
  for (const [index, { id }] of sources.entries()) {
    const first = seen.get(id);
    if (first !== undefined) context.addIssue({ code: "custom", path: [index, "id"], message: `is already the id of source ${first}` });
    seen.set(id, index);
  }
});

const fileSchema = z.strictObject({
  $schema: z.string().optional().describe("where the JSON Schema of this file is, for editors"),
  sources: sourceList.describe("the places where documents are announced"),
});

/** `{"sources": [...]}`, or the bare array that files of earlier versions hold. */
export const sourcesFileSchema = z.preprocess((value) => (Array.isArray(value) ? { sources: value } : value), fileSchema);

/** The JSON Schema (draft 2020-12) of `sources.json`. */
export function sourcesJsonSchema(): object {
  const { $schema, ...rest } = z.toJSONSchema(fileSchema, { io: "input" });
  return { $schema, $id: "urn:zhengwen:sources@1", title: "The sources that zhengwen crawls", ...rest };
}
