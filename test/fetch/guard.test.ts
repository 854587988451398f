import { readFileSync } from "node:fs";
import type { AddressInfo, Server } from "node:net";
import { createServer } from "node:net";
import { fetch } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFetcher, fetcherDefaults } from "../../src/fetch/fetcher.js";
import { guardedAgent, isPermitted, type Resolve } from "../../src/fetch/guard.js";
import { setClock } from "../support/clock.js";
import { rawBytes, type Site, startSite } from "../support/site.js";

interface Row {
  readonly label: string;
  readonly input: string;
  readonly expected: boolean;
}
const table: Row[] = JSON.parse(readFileSync(new URL("../tables/addresses.json", import.meta.url), "utf8"));

describe("an address may be connected to", () => {
  it.each(table)("$label: $input → $expected", ({ input, expected }) => {
    expect(isPermitted(input, 80, [])).toBe(expected);
  });

  it.each([
    ["127.0.0.1", 8080, true],
    ["127.0.0.1", 8081, false],
    ["127.0.0.2", 8080, false],
    ["::ffff:127.0.0.1", 8080, true],
    ["::1", 8080, true],
    ["0:0:0:0:0:0:0:1", 8080, true],
    ["::1", 80, false],
    ["10.0.0.1", 80, false],
  ])("%s port %i beside the allow-list: %s", (address, port, expected) => {
    expect(isPermitted(address, port, ["127.0.0.1:8080", "[0:0::1]:8080", "10.0.0.1:8080"])).toBe(expected);
  });
});

describe("not one connection reaches a canary", () => {
  const clock = setClock("2025-03-01T00:00:00Z");
  let canary: Server;
  let canary6: Server | null;
  let port: number;
  let connections = 0;
  let site: Site;

  beforeAll(async () => {
    canary = createServer((socket) => {
      connections++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => canary.listen(0, "127.0.0.1", resolve));
    port = (canary.address() as AddressInfo).port;
    canary6 = await listen6(port, () => connections++);
    site = await startSite({ "/robots.txt": { status: 404 } }, clock);
  });
  afterAll(async () => {
    await site.close();
    canary6?.close();
    await new Promise((resolve) => canary.close(resolve));
  });

  /** Ways to write 127.0.0.1, and names that resolve to it. */
  const hosts = [
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "017700000001",
    "①②⑦.⓪.⓪.①",
    "0",
    "0.0.0.0",
    "127.0.0.2",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[0:0:0:0:0:ffff:7f00:1]",
    "[::127.0.0.1]",
    "localhost",
    "LOCALHOST",
  ];

  it.each(hosts)("by the address %s", async (host) => {
    await refused(`http://${host}:${port}/`);
  });

  it.each(hosts)("by a redirect to %s", async (host) => {
    site.replies.set("/away", { status: 302, headers: { location: rawBytes(`http://${host}:${port}/`) } });
    await refused(`${site.origin}/away`);
  });

  it.each(["[fd00::1]", "[fe80::1]", "[64:ff9b::7f00:1]", "10.0.0.1", "169.254.169.254", "192.168.0.1"])(
    "nor the private %s",
    async (host) => {
      await refused(`http://${host}:${port}/`);
      await refused(`https://${host}:${port}/`);
    },
  );

  it.each([
    "ftp://127.0.0.1/",
    "file:///etc/passwd",
    "data:text/html,a",
    "gopher://127.0.0.1:1/",
    "no address",
    "",
    "http://user:word@127.0.0.1/",
  ])("by %s", async (url) => {
    await refused(url);
  });

  it("by a robots.txt that redirects", async () => {
    const other = await startSite(
      { "/robots.txt": { status: 301, headers: { location: `http://127.0.0.1:${port}/robots.txt` } }, "/a": {} },
      clock,
    );
    const fetcher = createFetcher({ ...fetcherDefaults, clock, allow: [other.address] });
    await expect(fetcher.fetch({ url: `${other.origin}/a` })).rejects.toMatchObject({ code: "fetch.address-refused" });
    expect(other.log.map(({ path }) => path)).toEqual(["/robots.txt"]);
    await fetcher.close();
    await other.close();
    expect(connections).toBe(0);
  });

  /** What a name resolves to, look-up by look-up; the last answer stays. */
  const rebound: [name: string, answers: string[][], reached: number[]][] = [
    ["first to a site that is allowed, then to a canary", [["127.0.0.1"], ["127.0.0.2"]], [200, 0]],
    ["to a canary, then to a site that is allowed", [["127.0.0.2"], ["127.0.0.1"]], [0, 200]],
    ["to both at once, the canary first", [["127.0.0.2", "127.0.0.1"]], [200, 200]],
    ["to private addresses of every kind", [["127.0.0.2", "10.0.0.1", "169.254.169.254", "fd00::1", "::1", "::ffff:127.0.0.2"]], [0, 0]],
    ["by turns", [["127.0.0.1"], ["127.0.0.2"], ["127.0.0.1"], ["127.0.0.2"]], [200, 0, 200, 0]],
  ];
  it.each(rebound)("by a name that resolves %s", async (_, answers, reached) => {
    const here = await startSite({ "/": { body: "a", headers: { connection: "close" } } }, clock);
    const { port: own } = new URL(here.origin);
    let asked = 0;
    const trap = createServer((socket) => {
      asked++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => trap.listen(Number(own), "127.0.0.2", resolve));
    let looks = 0;
    const resolve: Resolve = (_name, _options, callback) => {
      const given = answers[Math.min(looks++, answers.length - 1)] ?? [];
      callback(
        null,
        given.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
      );
    };
    const dispatcher = guardedAgent([here.address], 5_000, {}, resolve);
    const got: number[] = [];
    for (const wanted of reached) {
      const answer = fetch(`http://rebound.example:${own}/`, { dispatcher });
      if (wanted === 0) await expect(answer).rejects.toMatchObject({ cause: { code: "fetch.address-refused" } });
      got.push(wanted === 0 ? 0 : (await answer).status);
    }
    expect(got).toEqual(reached);
    expect(asked).toBe(0);
    expect(looks).toBe(reached.length);
    await dispatcher.destroy();
    await here.close();
    await new Promise((done) => trap.close(done));
  });

  async function refused(url: string): Promise<void> {
    const fetcher = createFetcher({ ...fetcherDefaults, clock, allow: [site.address] });
    await expect(fetcher.fetch({ url })).rejects.toMatchObject({ code: "fetch.address-refused" });
    await fetcher.close();
    expect(connections).toBe(0);
  }
});

/** A listener on ::1, where the machine has it. */
function listen6(port: number, onConnection: () => void): Promise<Server | null> {
  const server = createServer((socket) => {
    onConnection();
    socket.destroy();
  });
  return new Promise((resolve) => server.once("error", () => resolve(null)).listen(port, "::1", () => resolve(server)));
}
