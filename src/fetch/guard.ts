import { type LookupAddress, type LookupOptions, lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import type { ConnectionOptions } from "node:tls";
import ipaddr from "ipaddr.js";
import { Agent, buildConnector } from "undici";
import { ZhengwenError } from "../model/errors.js";

/** `address:port` entries (`127.0.0.1:8080`, `[::1]:8080`) that may be reached although they are private. */
export type AllowList = readonly string[];

const globalIPv6 = ipaddr.parseCIDR("2000::/3");

/**
 * Whether a connection to an address may be made: public unicast, or on the allow-list. What stands for an IPv4 address
 * inside IPv6 is judged as that address (mapped) or refused (NAT64, 6to4, Teredo), since it may lead anywhere.
 */
export function isPermitted(address: string, port: number, allow: AllowList): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (allow.some((entry) => isEntryFor(entry, parsed.toString(), port))) return true;
  if (parsed.range() !== "unicast") return false;
  // ranges that no table names yet, such as ::/96 and 4000::/2, are not routed either
  return parsed.kind() === "ipv4" || parsed.match(globalIPv6);
}

/** Only addresses can be allowed: what a name resolves to is not the operator's choice. */
function isEntryFor(entry: string, address: string, port: number): boolean {
  const [, written, entryPort] = /^\[?([0-9a-f:.]+?)\]?:(\d{1,5})$/i.exec(entry) ?? [];
  return written !== undefined && Number(entryPort) === port && ipaddr.isValid(written) && ipaddr.process(written).toString() === address;
}

/** What is asked of TLS beside what Node asks for by itself. */
type TlsOptions = Pick<ConnectionOptions, "minVersion" | "ciphers" | "secureOptions">;

/**
 * An agent whose every connection is guarded, whatever led to it: a literal address is checked before connecting, and
 * a name is connected only to those of its resolved addresses that are permitted, so that no second look-up can differ.
 * @param resolve looks a name up; as the system does when left out
 */
export function guardedAgent(allow: AllowList, timeout: number, tls: TlsOptions = {}, resolve: Resolve = lookup): Agent {
  const connect: buildConnector.connector = (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, "");
    const port = Number(options.port) || (options.protocol === "https:" ? 443 : 80);
    if (ipaddr.isValid(host) && !isPermitted(host, port, allow)) return callback(refusal(host, port), null);
    buildConnector({ timeout, ...tls, lookup: guardedLookup(port, allow, resolve) })(options, callback);
  };
  return new Agent({ connect, headersTimeout: timeout, bodyTimeout: timeout, maxResponseSize: -1 });
}

/** All addresses of a name, as `dns.lookup` gives them. */
export type Resolve = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

function guardedLookup(port: number, allow: AllowList, resolve: Resolve): LookupFunction {
  return (hostname, options: LookupOptions, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, "");
      const permitted = addresses.filter(({ address }) => isPermitted(address, port, allow));
      const [first] = permitted;
      if (!first) return callback(refusal(`${hostname} (${addresses.map(({ address }) => address).join(", ")})`, port), "");
      if (options.all) return callback(null, permitted);
      callback(null, first.address, first.family);
    });
  };
}

function refusal(host: string, port: number): ZhengwenError {
  return new ZhengwenError("fetch.address-refused", `${host}, port ${port}`);
}
