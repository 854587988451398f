import { existsSync } from "node:fs";
import { Redis } from "ioredis";
import { expect, it } from "vitest";
import { startRedis } from "./redis.js";
import { describeWithElasticsearch, describeWithRedis } from "./suite.js";

describeWithRedis("the Redis of the test run", (redisUrl) => {
  it("answers", async () => {
    const redis = new Redis(redisUrl, { maxRetriesPerRequest: null });
    try {
      expect(await redis.ping()).toBe("PONG");
    } finally {
      redis.disconnect();
    }
  });
});

describeWithRedis("a Redis that a test starts for itself", () => {
  it("keeps an append-only file and evicts nothing, like the one of production, and is gone when stopped", async () => {
    const server = await startRedis();
    const redis = new Redis(server.url, { maxRetriesPerRequest: null });
    const [, folder = ""] = (await redis.config("GET", "dir")) as string[];
    expect(await redis.config("GET", "appendonly")).toEqual(["appendonly", "yes"]);
    expect(await redis.config("GET", "maxmemory-policy")).toEqual(["maxmemory-policy", "noeviction"]);
    redis.disconnect();
    await server.stop();
    expect(existsSync(folder)).toBe(false);
    expect(() => process.kill(server.pid, 0)).toThrow("ESRCH");
  });
});

describeWithElasticsearch("the Elasticsearch of the test run", (esUrl) => {
  it("is of the major version that the client talks to", async () => {
    const answer = (await (await fetch(esUrl)).json()) as { version: { number: string } };
    expect(answer.version.number).toMatch(/^9\./);
  });
});
