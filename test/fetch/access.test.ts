import { createServer, request } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { Access } from "../../src/fetch/access.js";
import { createFetcher, fetcherDefaults } from "../../src/fetch/fetcher.js";
import { selfSigned } from "../support/certificate.js";
import { setClock } from "../support/clock.js";
import { type Reply, type Site, startSite } from "../support/site.js";

const clock = setClock("2025-03-01T00:00:00Z");
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function site(replies: Record<string, Reply>, host?: string): Promise<Site> {
  const started = await startSite({ "/robots.txt": { status: 404 }, ...replies }, clock, host);
  closing.push(started.close);
  return started;
}

function fetcherFor(...allow: string[]) {
  const fetcher = createFetcher({ ...fetcherDefaults, clock, gap: 0, allow });
  closing.push(fetcher.close);
  return (url: string, access?: Access) => fetcher.fetch({ url, ...(access && { access }) });
}

/** A proxy that does what it is asked, and notes it. */
async function startProxy(): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((incoming, response) => {
    asked.push(`${incoming.method} ${incoming.url} ${incoming.headers["proxy-authorization"] ?? ""}`.trim());
    const onward = request(incoming.url ?? "", { headers: incoming.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(onward);
  });
  server.on("connect", (incoming, socket, head) => {
    asked.push(`CONNECT ${incoming.url}`);
    const [host, port] = (incoming.url ?? "").split(":");
    const onward = connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      onward.write(head);
      socket.pipe(onward).pipe(socket);
    });
    for (const end of [socket, onward]) end.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  return { url: `http://user:secret@127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

async function startTls(options: object = {}): Promise<string> {
  const server = createTlsServer({ ...selfSigned, ...options }, (_, response) => void response.end("a"));
  server.on("tlsClientError", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("what a site needs", () => {
  it("headers are sent to it, robots.txt included, and not on to another host", async () => {
    const other = await site({ "/b": { body: "b" } }, "127.0.0.2");
    const home = await site({ "/a": { status: 302, headers: { location: `${other.origin}/b` } } });
    const headers = { Cookie: "session=1", "Accept-Language": "zh-HK" };
    expect(await fetcherFor(home.address, other.address)(`${home.origin}/a`, { headers })).toMatchObject({ finalUrl: `${other.origin}/b` });
    expect(home.log.map(({ path, headers }) => [path, headers.cookie, headers["accept-language"]])).toEqual([
      ["/robots.txt", "session=1", "zh-HK"],
      ["/a", "session=1", "zh-HK"],
    ]);
    expect(other.log.map(({ headers }) => headers.cookie)).toEqual([undefined, undefined]);
  });

  it("a proxy is asked in place of the host, with its user and password", async () => {
    const home = await site({ "/a": { body: "政文" } });
    const proxy = await startProxy();
    expect(await fetcherFor(home.address)(`${home.origin}/a`, { proxy: proxy.url })).toMatchObject({ bytes: Buffer.from("政文") });
    const authorization = `Basic ${Buffer.from("user:secret").toString("base64")}`;
    expect(proxy.asked).toEqual([`GET ${home.origin}/robots.txt ${authorization}`, `GET ${home.origin}/a ${authorization}`]);
  });

  it("a proxy leads to no private address, by number or by name, and to no second one by redirect", async () => {
    const canary = await site({ "/a": { body: "a" } }, "127.0.0.2");
    const home = await site({ "/a": { status: 302, headers: { location: `${canary.origin}/a` } } });
    const proxy = await startProxy();
    const fetch = fetcherFor(home.address);
    const { port } = new URL(canary.origin);
    for (const url of [`${canary.origin}/a`, `http://localhost:${port}/a`, `https://127.0.0.2:${port}/`, `${home.origin}/a`]) {
      await expect(fetch(url, { proxy: proxy.url })).rejects.toMatchObject({ code: "fetch.address-refused" });
    }
    expect(proxy.asked.filter((line) => !line.includes(home.origin))).toEqual([]);
    expect(canary.log).toEqual([]);
  });

  it("a proxy tunnels to TLS, whose certificate is checked", async () => {
    const address = await startTls();
    const proxy = await startProxy();
    await expect(fetcherFor(address)(`https://${address}/`, { proxy: proxy.url })).rejects.toMatchObject({ code: "fetch.certificate" });
    expect(proxy.asked[0]).toBe(`CONNECT ${address}`);
  });

  it.each([[{}], [{ legacyTls: true }]])("a certificate is checked whatever is allowed: %j", async (access) => {
    const address = await startTls();
    await expect(fetcherFor(address)(`https://${address}/`, access)).rejects.toMatchObject({
      code: "fetch.certificate",
      message: expect.stringContaining("DEPTH_ZERO_SELF_SIGNED_CERT"),
    });
  });

  it("TLS of the last century is spoken only where it is allowed", async () => {
    const address = await startTls({ minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" });
    const fetch = fetcherFor(address);
    await expect(fetch(`https://${address}/`)).rejects.toMatchObject({ code: "fetch.unavailable" });
    // it comes as far as the certificate
    await expect(fetcherFor(address)(`https://${address}/`, { legacyTls: true })).rejects.toMatchObject({ code: "fetch.certificate" });
  });
});

describe("a challenge", () => {
  const script = "<html><head><script>document.cookie='__jsl_clearance=1';location.reload()</script></head></html>";
  it.each([
    [412, "<html><script>$_ts=window['$_ts'];</script></html>"],
    [521, script],
    [403, script],
    [503, script],
  ])("with status %i and a script is told from an error", async (status, body) => {
    const home = await site({ "/a": { status, body } });
    await expect(fetcherFor(home.address)(`${home.origin}/a`)).rejects.toMatchObject({ code: "fetch.challenge", httpStatus: status });
  });

  it.each([
    [403, "<html><body>没有权限</body></html>", "fetch.status"],
    [412, "", "fetch.status"],
    [503, "<html><script src=a.js></script><p>维护</p></html>", "fetch.unavailable"],
    [404, script, "fetch.status"],
    [503, Buffer.alloc(5_000_000, "x"), "fetch.unavailable"],
  ])("is none with status %i: %j", async (status, body, code) => {
    const home = await site({ "/a": { status, body } });
    await expect(fetcherFor(home.address)(`${home.origin}/a`)).rejects.toMatchObject({ code });
  });

  it("in place of robots.txt forbids everything and says why, where it comes as a server's fault", async () => {
    const home = await site({ "/robots.txt": { status: 521, body: script }, "/a": { body: "a" } });
    await expect(fetcherFor(home.address)(`${home.origin}/a`)).rejects.toMatchObject({ code: "fetch.challenge" });
    expect(home.log.map(({ path }) => path)).toEqual(["/robots.txt"]);
    home.replies.set("/robots.txt", { status: 403, body: script });
    expect(await fetcherFor(home.address)(`${home.origin}/a`)).toMatchObject({ status: "fetched" });
  });
});
