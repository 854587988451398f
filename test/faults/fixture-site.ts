import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";

type Asked = Pick<IncomingMessage, "headers" | "url" | "method">;
/** Writes an answer. @param asked how often the path has been asked, this time included */
export type Writer = (request: Asked, response: ServerResponse, asked: number) => void;

/** A line of a host's access log. Times in milliseconds of one steady clock. */
export interface Access {
  readonly host: string;
  readonly path: string;
  readonly status: number;
  readonly at: number;
  readonly end: number;
  readonly conditional: boolean;
  /** seconds of the answer's Retry-After */
  readonly retryAfter: number | null;
}

/** A host of the fixture: a real HTTP server on an address of its own. */
export interface Host {
  readonly address: string;
  readonly origin: string;
  readonly writers: Map<string, Writer>;
}

export interface FixtureSite {
  readonly hosts: readonly Host[];
  /** every request to any host, in order of its end */
  readonly log: Access[];
  /** milliseconds by which this process, busy or put aside by the system, may have seen late what happened between two moments of its clock */
  lateness(from: number, to: number): number;
  close(): Promise<void>;
}

/** @param addresses of this machine: 127.0.1.1, … */
export async function startFixtureSite(addresses: readonly string[], onRequest: () => void): Promise<FixtureSite> {
  const log: Access[] = [];
  const watch = watchLateness();
  const started = await Promise.all(addresses.map((address) => startHost(address, log, onRequest)));
  return {
    hosts: started.map(({ host }) => host),
    log,
    lateness: watch.between,
    close: async () => {
      watch.stop();
      await Promise.all(started.map(({ close }) => close()));
    },
  };
}

/** Milliseconds between two looks at the clock, and what a look may be late by without being noted. */
const look = 10;
const usual = 2;

/** Notes when this process did not get to look at its clock in time: what came meanwhile got its time too late. */
function watchLateness(): { between: FixtureSite["lateness"]; stop: () => void } {
  const late: { readonly from: number; readonly to: number }[] = [];
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    if (now - last > look + usual) late.push({ from: last, to: now });
    last = now;
  }, look);
  return {
    between: (from, to) => {
      // sorted by time: those before are skipped from the end
      let most = usual + look;
      for (let i = late.length - 1; i >= 0; i--) {
        const each = late[i];
        if (each === undefined || each.to < from) break;
        if (each.from <= to) most = Math.max(most, each.to - each.from);
      }
      return most;
    },
    stop: () => clearInterval(timer),
  };
}

async function startHost(listen: string, log: Access[], onRequest: () => void): Promise<{ host: Host; close: () => Promise<void> }> {
  const writers = new Map<string, Writer>();
  const asked = new Map<string, number>();
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    const at = performance.now();
    const conditional = request.headers["if-none-match"] !== undefined || request.headers["if-modified-since"] !== undefined;
    response.once("close", () => {
      const retryAfter = response.getHeader("retry-after");
      const end = performance.now();
      log.push({
        host: listen,
        path,
        status: response.statusCode,
        at,
        end,
        conditional,
        retryAfter: retryAfter === undefined ? null : Number(retryAfter),
      });
    });
    onRequest();
    const count = (asked.get(path) ?? 0) + 1;
    asked.set(path, count);
    const write = writers.get(path);
    if (write) write(request, response, count);
    else response.writeHead(404).end("not here");
  });
  await new Promise<void>((resolve) => server.listen(0, listen, resolve));
  const address = `${listen}:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { host: { address, origin: `http://${address}`, writers }, close };
}

/** A server that nobody may ask: it counts who connects. */
export interface Canary {
  readonly address: string;
  readonly connections: () => number;
  close(): Promise<void>;
}

export async function startCanary(listen: string): Promise<Canary> {
  let connections = 0;
  const server = createTcpServer((socket) => {
    connections++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, listen, resolve));
  return {
    address: `${listen}:${(server.address() as AddressInfo).port}`,
    connections: () => connections,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
