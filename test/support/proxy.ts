import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

interface Given {
  readonly status: number;
  readonly body: string;
}

/**
 * What stands between a client and a server on loopback, to make them fail as networks and servers do. `intercept`
 * passes a request on with `forward` (after waiting, or changed), answers it itself, or cuts the connection ("cut").
 */
export type Intercept = (seen: Seen, forward: (changed?: Partial<Seen>) => Promise<Given>) => Promise<Given | "cut">;

export interface FaultyProxy {
  readonly url: string;
  /** replaced at any time; passes everything on at first */
  intercept: Intercept;
  close(): Promise<void>;
}

const elastic = { "content-type": "application/vnd.elasticsearch+json;compatible-with=9", "x-elastic-product": "Elasticsearch" };

export async function startProxy(target: string): Promise<FaultyProxy> {
  const server = createServer((request, response) => {
    // a fault of the test itself must not hang it
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const seen = { method: request.method ?? "GET", path: request.url ?? "/", body: Buffer.concat(chunks).toString() };
    const forward = async (changed: Partial<Seen> = {}): Promise<Given> => {
      const { method, path, body } = { ...seen, ...changed };
      const type = request.headers["content-type"];
      const headers = { accept: request.headers.accept ?? "*/*", ...(type ? { "content-type": type } : {}) };
      const answered = await fetch(`${target}${path}`, { method, headers, ...(body === "" ? {} : { body }) });
      return { status: answered.status, body: await answered.text() };
    };
    const given = await proxy.intercept(seen, forward);
    if (given === "cut") request.socket.destroy();
    else response.writeHead(given.status, elastic).end(given.body);
  };
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const proxy: FaultyProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    intercept: (_seen, forward) => forward(),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
  return proxy;
}

/** A gate that holds whoever comes until it is opened, and tells when someone stands at it. */
export function gate(): { readonly reached: Promise<void>; readonly pass: () => Promise<void>; readonly open: () => void } {
  let arrive = () => {};
  let open = () => {};
  const reached = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return {
    reached,
    pass: () => {
      arrive();
      return opened;
    },
    open,
  };
}
