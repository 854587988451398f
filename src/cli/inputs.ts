import { createReadStream } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { dirname, extname, join, resolve } from "node:path";
import * as z from "zod";
import type { Fetcher } from "../fetch/fetcher.js";
import { addressOfInput, inputOfLine, manifestLine, type pushedLine, readLine, saidOf } from "../ingest/manifest.js";
import { ZhengwenError } from "../model/errors.js";
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
  readonly fetcher: () => Fetcher | Promise<Fetcher>;
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

/** A line of a manifest, with what only files beside it can have. */
const fileLine = z.intersection(manifestLine, z.object({ attachments: handedSchema.nullish() }));

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
    const scheme = /^([a-z][a-z\d+.-]*):\/\//i.exec(arg)?.[1]?.toLowerCase();
    if (scheme === "http" || scheme === "https") items.push(addressItem(arg, options));
    else if (scheme !== undefined) throw new ZhengwenError("usage.argument", `${arg}: only addresses of http and https are fetched.`);
    else if (arg === "-") items.push(standardInput(options));
    else if (await isFolder(arg)) items.push(...(await folderItems(arg, options)));
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
      const fetched = await (await options.fetcher()).fetch({ url });
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
  const said = readLine(fileLine, line);
  if ("wrong" in said) return broken(said.wrong, line);
  const { path, attachments, ...rest } = said.read;
  const { url, contentType, fetchedAt, hints } = saidOf(rest);
  // given back with an error, and shown then
  const shown = url === null ? line : { ...(line as object), url };
  if (path === undefined) return inlineItem(rest, place, shown, options);
  const known = { hints, ...(url && { url }), ...(contentType && { contentType }), ...(fetchedAt && { fetchedAt }) };
  const folder = dirname(manifest);
  const item: Item = { ...fileItem(resolve(folder, path), options, known), label: path, line: shown };
  if (!attachments || attachments.length === 0) return item;
  const load = async () => {
    const input = await item.load();
    return { ...input, attachments: await readHanded(attachments, url ?? options.url, folder, options.fileReaders()) };
  };
  return { ...item, load };
}

/** A line that holds its content. */
function inlineItem(line: z.infer<typeof pushedLine>, place: string, shown: unknown, { pageLimit }: ItemOptions): Item {
  const label = line.url ?? place;
  try {
    const input = inputOfLine(line, pageLimit);
    return { label, address: addressOfInput(input), line: shown, load: async () => input };
  } catch (cause) {
    return { label, address: line.url ?? `urn:${place}`, line: shown, load: () => Promise.reject(cause) };
  }
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
    throw unreadableInput(path, cause);
  }
}

async function readManifest(path: string): Promise<string> {
  const parts: string[] = [];
  try {
    const stream = path === "-" ? process.stdin : createReadStream(path);
    for await (const part of stream.setEncoding("utf8")) parts.push(part as string);
  } catch (cause) {
    throw new ZhengwenError("usage.manifest", `${path}: ${(cause as Error).message}`, { cause });
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

/** The pages of a folder and of the folders in it, by name. A folder that cannot be read, or holds no page, is an item that fails. */
async function folderItems(folder: string, options: ItemOptions): Promise<Item[]> {
  const { files, unreadable } = await filesBelow(folder);
  const isPage = (path: string) => pageExtensions.has(extname(path).toLowerCase());
  for (const path of files.filter((path) => !isPage(path)).sort()) options.onSkipped?.(path);
  const items = files
    .filter(isPage)
    .sort()
    .map((path) => fileItem(path, options));
  if (items.length === 0 && unreadable.length === 0) return [failing(folder, new ZhengwenError("input.no-page", folder))];
  return [...items, ...unreadable.map(({ path, cause }) => failing(path, unreadableInput(path, cause)))];
}

async function filesBelow(folder: string): Promise<{ files: string[]; unreadable: { path: string; cause: unknown }[] }> {
  const files: string[] = [];
  const unreadable: { path: string; cause: unknown }[] = [];
  const folders = [folder];
  for (const path of folders) {
    try {
      for (const entry of await readdir(path, { withFileTypes: true })) {
        if (entry.isDirectory()) folders.push(join(path, entry.name));
        else if (entry.isFile() && !entry.name.startsWith(".")) files.push(join(path, entry.name));
      }
    } catch (cause) {
      unreadable.push({ path, cause });
    }
  }
  return { files, unreadable };
}

function failing(path: string, error: ZhengwenError): Item {
  return { label: path, address: `file:${resolve(path)}`, load: () => Promise.reject(error) };
}

function unreadableInput(path: string, cause: unknown): ZhengwenError {
  // the system's message ends with the path
  return new ZhengwenError("input.unreadable", `${path}: ${(cause as Error).message.split(",")[0]}`, { cause });
}

function tooLarge(name: string, size: number, limit: number): ZhengwenError {
  return new ZhengwenError("input.too-large", `${name}: ${size} bytes, ${limit} are allowed.`);
}
