import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { createServer } from "../../src/api/server.js";
import { routes } from "../../src/api/v1/routes.js";
import { readConfig } from "../../src/app/config.js";
import { addKey, type KeyScope } from "../../src/app/keys.js";
import { type ServedSamples, serveSamples } from "../support/served-samples.js";

let served: ServedSamples;
beforeAll(async () => {
  served = await serveSamples();
}, 240_000);
afterAll(() => served.close());

const get = (url: string, headers: Record<string, string> = {}) => served.server.inject({ url, headers });

/** A server over the same store, configured otherwise. */
async function another(env: NodeJS.ProcessEnv): Promise<FastifyInstance> {
  const config = { ...served.services.config, ...readConfig(env), store: served.services.config.store };
  const server = await createServer({ ...served.services, config });
  onTestFinished(() => server.close());
  return server;
}
const keyWith = async (...scopes: KeyScope[]) => {
  const { secret } = await addKey({ name: "a test", scopes, expiresAt: null }, served.services);
  return { authorization: `Bearer ${secret}` };
};

describe("the limit of requests", () => {
  const statuses = async (server: FastifyInstance, asked: readonly Record<string, string>[]) => {
    const answers = [];
    for (const headers of asked) answers.push(await server.inject({ url: "/v1/sources", headers }));
    expect(answers.at(-1)?.headers["x-ratelimit-limit"]).toBe("2");
    return answers.map(({ statusCode }) => statusCode);
  };

  it("counts each client that the declared proxy names, and believes nobody else", async () => {
    const clients = ["192.0.2.1", "192.0.2.1", "192.0.2.2", "192.0.2.1"].map((client) => ({ "x-forwarded-for": client }));
    const proxied = await another({ ZHENGWEN_RATE_LIMIT: "2", ZHENGWEN_TRUST_PROXY: "127.0.0.0/8" });
    expect(await statuses(proxied, clients)).toEqual([200, 200, 200, 429]);
    expect(await statuses(await another({ ZHENGWEN_RATE_LIMIT: "2" }), clients)).toEqual([200, 200, 429, 429]);
  });

  it("counts the addresses of one network of IPv6 as one client", async () => {
    const proxied = await another({ ZHENGWEN_RATE_LIMIT: "2", ZHENGWEN_TRUST_PROXY: "127.0.0.0/8" });
    const clients = ["2001:db8:1:2::1", "2001:db8:1:2:ffff::2", "2001:db8:1:3::1", "2001:db8:1:2::3"];
    expect(
      await statuses(
        proxied,
        clients.map((client) => ({ "x-forwarded-for": client })),
      ),
    ).toEqual([200, 200, 200, 429]);
  });

  it("counts by key where there is one, and by client where a key is made up", async () => {
    const [one, two] = [await keyWith("read"), await keyWith("read")];
    const madeUp = [1, 2, 3].map((digit) => ({ authorization: `Bearer zw_00000000000${digit}_${"A".repeat(43)}` }));
    const asked = [one, two, one, two, one, ...madeUp, {}];
    expect(await statuses(await another({ ZHENGWEN_RATE_LIMIT: "2" }), asked)).toEqual([200, 200, 200, 200, 429, 401, 401, 429, 429]);
  });
});

describe("a scope", () => {
  it("of reading is asked for where the configuration says so, and no pages are served", async () => {
    const closed = await another({ ZHENGWEN_READ_KEYS: "true" });
    const status = async (url: string, headers = {}) => (await closed.inject({ url, headers })).statusCode;
    expect(await status("/v1/search?q=*")).toBe(401);
    expect(await status("/v1/search?q=*", await keyWith("push"))).toBe(403);
    expect(await status("/v1/search?q=*", await keyWith("read"))).toBe(200);
    expect(await status("/")).toBe(404);
    expect(await status("/health")).toBe(200);
    expect(await status("/v1/openapi.json")).toBe(200);
  });

  it("of another's name and password for a proxy in front is none of ours", async () => {
    expect((await get("/v1/sources", { authorization: "Basic dTpw" })).statusCode).toBe(200);
    expect((await get("/v1/sources", { authorization: "Bearer nonsense" })).statusCode).toBe(401);
  });

  it.each(routes.filter(({ scope }) => scope !== undefined).map(({ method, url, scope }) => ({ method, url, scope })))(
    "$scope is asked for by $method $url, before anything is done",
    async ({ method, url, scope }) => {
      const ask = (headers: Record<string, string>) =>
        served.server.inject({
          method,
          url: url.replace("{id}", "0".repeat(32)),
          headers: { "content-type": "application/json", ...headers },
          payload: "{",
        });
      expect((await ask({})).json()).toMatchObject({ status: 401, code: "key.missing" });
      expect((await ask(await keyWith("read"))).json()).toMatchObject({ status: 403, code: "key.scope" });
      if (scope === "admin") expect((await ask(await keyWith("push"))).statusCode).toBe(403);
    },
  );
});
