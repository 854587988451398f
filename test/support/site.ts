import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "../../src/model/clock.js";

/** What a path of the site answers with; a function writes its answer itself. */
export type Reply = Answer | Writer;
export type Writer = (request: IncomingMessage, response: ServerResponse) => void;

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** validators: a request that bears the same is answered with 304 */
  readonly etag?: string;
  readonly lastModified?: string;
}

/** A line of the site's access log. */
interface Access {
  readonly path: string;
  readonly status: number;
  /** by the clock that the site was given, ms since the epoch */
  readonly at: number;
  readonly headers: IncomingHttpHeaders;
}

/** A real web site on loopback, which keeps an access log. */
export interface Site {
  /** `http://127.0.0.1:port` */
  readonly origin: string;
  /** as an allow-list names it */
  readonly address: string;
  /** by path with its query; may be changed at any time */
  readonly replies: Map<string, Reply>;
  readonly log: Access[];
  close(): Promise<void>;
}

/** A header's value in raw UTF-8, as Node writes it. */
export function rawBytes(value: string): string {
  return Buffer.from(value).toString("latin1");
}

/** @param host another address of this machine (127.0.0.2, …): a host of its own to whoever crawls it */
export async function startSite(replies: Readonly<Record<string, Reply>>, clock: Clock, host = "127.0.0.1"): Promise<Site> {
  const held = new Map(Object.entries(replies));
  const log: Access[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    const at = clock.now();
    const { headers } = request;
    response.once("close", () => log.push({ path, status: response.statusCode, at, headers }));
    const reply = held.get(path) ?? { status: 404, body: "not here" };
    if (typeof reply === "function") reply(request, response);
    else answer(reply, headers, response);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const address = `${host}:${(server.address() as AddressInfo).port}`;
  return {
    origin: `http://${address}`,
    address,
    replies: held,
    log,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

function answer(
  { status = 200, headers = {}, body = "", etag, lastModified }: Answer,
  asked: IncomingHttpHeaders,
  response: ServerResponse,
): void {
  if (etag !== undefined) response.setHeader("etag", etag);
  if (lastModified !== undefined) response.setHeader("last-modified", lastModified);
  const [tag, since] = [asked["if-none-match"], asked["if-modified-since"]];
  if (tag !== undefined ? tag === etag : since !== undefined && since === lastModified) {
    response.writeHead(304).end();
    return;
  }
  response.writeHead(status, { "content-type": "text/html; charset=utf-8", ...headers }).end(body);
}
