import { createHash } from "node:crypto";
import * as z from "zod";
import { ZhengwenError } from "../model/errors.js";
import { hintsSchema } from "../model/page.js";
import { isoMoment } from "../model/record.js";
import type { Input } from "../pipeline/input.js";
import { withoutCredentials } from "../text/url.js";

/** What a feeder does not know it leaves out or says null. */
const known = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined);

const hints = hintsSchema.shape;
const said = {
  url: known(
    z
      .string()
      .min(1)
      .max(8000)
      .transform(withoutCredentials)
      .describe("the address of the page; where it is left out, the document goes by its bytes"),
  ),
  contentType: known(z.string().max(1000).describe("its Content-Type; with `base64` where it is known")),
  fetchedAt: known(isoMoment.describe("when the page was fetched")),
  publishedAt: known(hints.publishedAt),
  title: known(hints.title),
  publisher: known(hints.publisher),
  source: known(z.union([z.object({ id: z.string(), name: z.string() }), z.string().transform((name) => ({ id: name, name }))])),
};
const inline = {
  text: known(z.string().describe("the text of the document, plain")),
  html: known(z.string().describe("the page")),
  base64: known(z.base64().describe("the bytes of a page or a file: docx, pdf, …")),
};

/** Names that a line may hold; those of `attachments` have a schema of their own, with what reads files. */
const names = ["path", ...Object.keys(said), ...Object.keys(inline), "attachments"];
/** From this length on, one letter too many or too few is no other word. */
const longName = 8;

/**
 * What is wrong with the keys of a line, or null. Keys that nobody knows are ignored; one that is a known name written
 * otherwise (fetched_at, titel, attachment) is a mistake, since what it says would be lost in silence.
 */
function misspeltKeys(line: unknown): string | null {
  if (typeof line !== "object" || line === null) return null;
  const wrong = Object.keys(line).flatMap((key) => {
    const meant = names.find((name) => !(name in line) && resembles(key, name));
    return meant === undefined ? [] : [`${key}: is not known; ${meant} is meant?`];
  });
  return wrong.length === 0 ? null : wrong.join("; ");
}

function resembles(key: string, name: string): boolean {
  const [written, known] = [plainName(key), plainName(name)];
  if (written === known || isSwapped(written, known)) return true;
  return known.length >= longName && (isShortened(written, known) || isShortened(known, written));
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[_\s-]/g, "");
}

/** Whether two neighbouring letters changed places. */
function isSwapped(one: string, other: string): boolean {
  const at = [...one].findIndex((letter, i) => letter !== other[i]);
  return at >= 0 && one.length === other.length && one === other.slice(0, at) + other[at + 1] + other[at] + other.slice(at + 2);
}

/** Whether the first is the second without one letter. */
function isShortened(shorter: string, longer: string): boolean {
  return shorter.length === longer.length - 1 && [...longer].some((_, i) => shorter === longer.slice(0, i) + longer.slice(i + 1));
}

/** A document that is handed in with its content; other keys are ignored. */
export const pushedLine = z.object({ ...said, ...inline }).refine(hasOne, { error: "give exactly one of text, html and base64" });

/** A line of a manifest: a file beside it, or the content itself; other keys are ignored. */
export const manifestLine = z
  .object({ path: known(z.string().min(1)), ...said, ...inline })
  .refine(({ path, ...line }) => (path === undefined ? hasOne(line) : !hasAny(line)), {
    error: "give exactly one of path, text, html and base64",
  });

type Inline = { readonly [Form in keyof typeof inline]?: string | undefined };
type Said = Omit<z.infer<typeof pushedLine>, keyof Inline>;

function hasOne({ text, html, base64 }: Inline): boolean {
  return [text, html, base64].filter((content) => content !== undefined).length === 1;
}

function hasAny({ text, html, base64 }: Inline): boolean {
  return (text ?? html ?? base64) !== undefined;
}

/** What a line says of a page, as the pipeline takes it. */
export function saidOf({ url, contentType, fetchedAt, publishedAt, title, publisher, source }: Said): Omit<Input, "bytes"> {
  return {
    url: url ?? null,
    finalUrl: null,
    contentType: contentType ?? null,
    fetchedAt: fetchedAt ?? null,
    hints: { ...(publishedAt && { publishedAt }), ...(title && { title }), ...(publisher && { publisher }), ...(source && { source }) },
    attachments: [],
  };
}

/**
 * The pipeline's input from a line that holds its content.
 * @param limit bytes that it may have
 * @throws input.too-large
 */
export function inputOfLine(line: Said & Inline, limit: number): Input {
  const { text, html, base64 } = line;
  const content = text ?? html;
  const bytes = content === undefined ? Buffer.from(base64 ?? "", "base64") : Buffer.from(content);
  if (bytes.length > limit) throw new ZhengwenError("input.too-large", `${bytes.length} bytes, ${limit} are allowed.`);
  const given = saidOf(line);
  // a string is characters already: what charset its page had once is past
  if (content !== undefined) return { ...given, bytes, contentType: `${text === undefined ? "text/html" : "text/plain"}; charset=utf-8` };
  return { ...given, bytes };
}

/** The address in the ledger of what is handed in: its own, or one made of its bytes. */
export function addressOfInput({ url, bytes }: Pick<Input, "url" | "bytes">): string {
  return url ?? `urn:sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** A line as its schema reads it, or what is wrong with it, in words. */
export function readLine<Line>(schema: z.ZodType<Line>, line: unknown): { readonly read: Line } | { readonly wrong: string } {
  const wrong = misspeltKeys(line);
  if (wrong !== null) return { wrong };
  const { data, error } = schema.safeParse(line);
  return error === undefined ? { read: data } : { wrong: mistakes(error) };
}

function mistakes(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join(".") || "line"}: ${issue.message}`).join("; ");
}
