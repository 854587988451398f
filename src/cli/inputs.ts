import { createReadStream, type Dirent } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { dirname, extname, join, resolve } from "node:path";
import * as z from "zod";
import type { Fetcher } from "../fetch/fetcher.js";
import { asZhengwenError, ZhengwenError } from "../model/errors.js";
import { hintsSchema } from "../model/page.js";
import { isoMoment } from "../model/record.js";
import type { Input } from "../pipeline/input.js";
import type { FileReaders } from "../sandbox/file-readers.js";
import { withoutCredentials } from "../text/url.js";
import { handedSchema, readHanded } from "./handed-attachments.js";

/** One thing to extract: what a person called it, its address in the ledger, and how to get at it. */
export interface Item {
  readonly label: string;
  readonly address: string;
  /** the line of the manifest, given back with an error */
  readonly line?: unknown;
  /** it is fetched, and so are its attachments where it is stored */
  readonly collects?: boolean;
  /** @throws ZhengwenError input.* or fetch.* */
  load(): Promise<Input>;
}

export interface ItemOptions {
  readonly manifest?: string | undefined;
  readonly url?: string | undefined;
  readonly fetchedAt?: string | undefined;
  /** bytes of a page; a larger file is not read */
  readonly pageLimit: number;
  readonly fetcher: () => Fetcher;
  /** read the attachments that a manifest hands in with its pages */
  readonly fileReaders: () => FileReaders;
  /** told of files in a folder that are no pages */
  readonly onSkipped?: (path: string) => void;
}

const pageExtensions = new Set([
  ".html",
  ".htm",
  ".xhtml",
  ".shtml",
  ".txt",
  ".text",
  ".docx",
  ".doc",
  ".wps",
  ".xlsx",
  ".xls",
  ".csv",
  ".pdf",
  ".ofd",
]);

/** What a feeder does not know it leaves out or says null. */
const known = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined);

const hints = hintsSchema.shape;
const manifestLine = z.object({
  path: z.string().min(1),
  url: known(z.string().min(1).transform(withoutCredentials)),
  contentType: known(z.string()),
  fetchedAt: known(isoMoment),
  publishedAt: known(hints.publishedAt),
  title: known(hints.title),
  publisher: known(hints.publisher),
  attachments: known(handedSchema),
  source: known(z.union([z.object({ id: z.string(), name: z.string() }), z.string().transform((name) => ({ id: name, name }))])),
});

/**
 * The items that the arguments name, in order: files, folders (their pages, by name), addresses, `-` for standard
 * input, and the lines of a manifest.
 * @throws usage.argument, usage.manifest
 */
export async function collectItems(args: readonly string[], given: ItemOptions): Promise<Item[]> {
  const options: ItemOptions = given.url === undefined ? given : { ...given, url: withoutCredentials(given.url) };
  if (args.length === 0 && options.manifest === undefined) {
    throw new ZhengwenError("usage.argument", "Name a file, an address, a folder or - for standard input, or give --manifest.");
  }
  if (options.fetchedAt !== undefined && !isoMoment.safeParse(options.fetchedAt).success) {
    throw new ZhengwenError("usage.argument", `--fetched-at ${options.fetchedAt} is no ISO date or date-time with offset.`);
  }
  const items: Item[] = [];
  for (const arg of args) {
    if (/^https?:\/\//i.test(arg)) items.push(addressItem(arg, options));
    else if (arg === "-") items.push(standardInput(options));
    else if (await isFolder(arg)) for (const path of await pagesIn(arg, options)) items.push(fileItem(path, options));
    else items.push(fileItem(arg, options));
  }
  if (options.manifest !== undefined) items.push(...(await manifestItems(options.manifest, options)));
  return items;
}

function fileItem(path: string, options: ItemOptions, known: Partial<Input> = {}): Item {
  return {
    label: path,
    address: known.url ?? options.url ?? `file:${resolve(path)}`,
    load: async () => ({ ...blank(options), ...known, bytes: await readPage(path, options.pageLimit) }),
  };
}

function addressItem(url: string, options: ItemOptions): Item {
  const shown = withoutCredentials(url);
  return {
    label: shown,
    address: shown,
    collects: true,
    load: async () => {
      const fetched = await options.fetcher().fetch({ url });
      if (fetched.status !== "fetched") throw new ZhengwenError("fetch.network", `${url}: 304 without having asked for it.`);
      const { bytes, contentType, finalUrl, fetchedAt } = fetched;
      return { ...blank(options), bytes, url, finalUrl, contentType, fetchedAt };
    },
  };
}

function standardInput(options: ItemOptions): Item {
  return {
    label: "-",
    address: options.url ?? "file:-",
    load: async () => {
      const parts: Buffer[] = [];
      let length = 0;
      for await (const part of process.stdin as AsyncIterable<Buffer>) {
        length += part.length;
        if (length > options.pageLimit) throw tooLarge("standard input", length, options.pageLimit);
        parts.push(part);
      }
      return { ...blank(options), bytes: Buffer.concat(parts) };
    },
  };
}

async function manifestItems(path: string, options: ItemOptions): Promise<Item[]> {
  const lines = (await readManifest(path)).split("\n");
  return lines.flatMap((text, at) => (text.trim() === "" ? [] : [manifestItem(text, path, at + 1, options)]));
}

/** A line that is broken is an item that fails: the others are no worse for it. */
function manifestItem(text: string, manifest: string, number: number, options: ItemOptions): Item {
  const place = `${manifest}, line ${number}`;
  const broken = (reason: string, line: unknown): Item => ({
    label: place,
    address: `file:${resolve(manifest)}#${number}`,
    line,
    load: () => Promise.reject(new ZhengwenError("usage.manifest", `${place}: ${reason}`)),
  });
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch (cause) {
    return broken((cause as Error).message, text);
  }
  const parsed = manifestLine.safeParse(line);
  if (!parsed.success)
    return broken(parsed.error.issues.map((issue) => `${issue.path.join(".") || "line"}: ${issue.message}`).join("; "), line);
  const { path, url, contentType, fetchedAt, publishedAt, title, publisher, source, attachments } = parsed.data;
  const said = {
    hints: { ...(publishedAt && { publishedAt }), ...(title && { title }), ...(publisher && { publisher }), ...(source && { source }) },
    ...(url && { url }),
    ...(contentType && { contentType }),
    ...(fetchedAt && { fetchedAt }),
  };
  // given back with an error, and shown then
  const shown = url === undefined ? line : { ...(line as object), url };
  const folder = dirname(manifest);
  const item: Item = { ...fileItem(resolve(folder, path), options, said), label: path, line: shown };
  if (attachments === undefined || attachments.length === 0) return item;
  const load = async () => {
    const input = await item.load();
    return { ...input, attachments: await readHanded(attachments, url ?? options.url, folder, options.fileReaders()) };
  };
  return { ...item, load };
}

function blank(options: ItemOptions): Omit<Input, "bytes"> {
  return {
    url: options.url ?? null,
    finalUrl: null,
    contentType: null,
    fetchedAt: options.fetchedAt ?? null,
    hints: {},
    attachments: [],
  };
}

async function readPage(path: string, limit: number): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > limit) throw tooLarge(path, size, limit);
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof ZhengwenError) throw cause;
    throw new ZhengwenError("input.unreadable", `${path}: ${(cause as Error).message}`, { cause });
  }
}

async function readManifest(path: string): Promise<string> {
  const parts: string[] = [];
  try {
    const stream = path === "-" ? process.stdin : createReadStream(path);
    for await (const part of stream.setEncoding("utf8")) parts.push(part as string);
  } catch (cause) {
    throw new ZhengwenError("usage.manifest", `${path}: ${asZhengwenError(cause).message}`, { cause });
  }
  return parts.join("");
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    // a path that cannot be looked at is reported when it is loaded, with its reason
    () => false,
  );
}

async function pagesIn(folder: string, options: ItemOptions): Promise<string[]> {
  const entries: Dirent[] = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile() && !entry.name.startsWith(".")).map((entry) => join(entry.parentPath, entry.name));
  const isPage = (path: string) => pageExtensions.has(extname(path).toLowerCase());
  for (const path of paths.filter((path) => !isPage(path)).sort()) options.onSkipped?.(path);
  return paths.filter(isPage).sort();
}

function tooLarge(name: string, size: number, limit: number): ZhengwenError {
  return new ZhengwenError("input.too-large", `${name}: ${size} bytes, ${limit} are allowed.`);
}
