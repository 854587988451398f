import { constants } from "node:crypto";
import { lookup } from "node:dns/promises";
import ipaddr from "ipaddr.js";
import { type Dispatcher, ProxyAgent } from "undici";
import { ZhengwenError } from "../model/errors.js";
import { type AllowList, guardedAgent, isPermitted } from "./guard.js";

/** What a site needs beside an address: said by whoever configures its source, never by a page. */
export interface Access {
  /** address of an HTTP proxy */
  readonly proxy?: string;
  /** sent to the host that was asked for, never on to another one that it redirects to */
  readonly headers?: Readonly<Record<string, string>>;
  /** TLS 1.0 and 1.1 and old ciphers; certificates are checked all the same */
  readonly legacyTls?: boolean;
}

/** How a request gets to its host. */
interface Route {
  readonly dispatcher: Dispatcher;
  /** to be asked before each request. @throws fetch.address-refused */
  check(url: URL): Promise<void>;
}

/** The routes of a fetcher, each opened when it is first asked for. */
export interface Routes {
  of(access: Access | undefined): Route;
  close(): Promise<void>;
}

/** What Node is to allow for a site whose TLS is of the last century: never that a certificate is not checked. */
const legacyTls = {
  minVersion: "TLSv1",
  ciphers: "DEFAULT@SECLEVEL=0",
  secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
} as const;

/** @param timeout milliseconds of a connection, and of silence on it */
export function openRoutes(allow: AllowList, timeout: number): Routes {
  const held = new Map<string, Route>();

  function open({ proxy, legacyTls: isLegacy = false }: Access): Route {
    const tls = isLegacy ? legacyTls : {};
    // the guard stands on the connection itself
    if (proxy === undefined) return { dispatcher: guardedAgent(allow, timeout, tls), check: async () => undefined };
    const dispatcher = new ProxyAgent({
      uri: proxy,
      requestTls: { timeout, ...tls },
      proxyTls: { timeout },
      headersTimeout: timeout,
      bodyTimeout: timeout,
      // plain requests go through as they are: many proxies tunnel to 443 only
      proxyTunnel: false,
    });
    return { dispatcher, check: (url) => checkTarget(url, allow) };
  }

  return {
    of: (access = {}) => {
      const key = `${access.legacyTls ?? false} ${access.proxy ?? ""}`;
      const route = held.get(key) ?? open(access);
      held.set(key, route);
      return route;
    },
    close: async () => {
      await Promise.all([...held.values()].map(({ dispatcher }) => dispatcher.destroy()));
    },
  };
}

/**
 * A proxy makes the connection, so that the guard cannot stand on it: what a name resolves to here is judged, and one that
 * resolves only at the proxy is left to the proxy.
 */
async function checkTarget(url: URL, allow: AllowList): Promise<void> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const port = Number(url.port) || (url.protocol === "https:" ? 443 : 80);
  const addresses = ipaddr.isValid(host) ? [host] : await addressesOf(host);
  const refused = addresses.find((address) => !isPermitted(address, port, allow));
  if (refused !== undefined) throw new ZhengwenError("fetch.address-refused", `${host} (${refused}), port ${port}, by a proxy`);
}

async function addressesOf(host: string): Promise<string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch {
    // a machine behind a proxy often has no name service for the world outside
    return [];
  }
}
