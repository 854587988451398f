import { describe, inject, it } from "vitest";
import { elasticsearchRemedy } from "./elasticsearch.js";
import { redisRemedy } from "./redis.js";

/**
 * A suite that needs the run's Redis. Every test uses its own queue prefix: the server is shared.
 * Where no server could be had the suite is skipped in one line; with ZHENGWEN_TEST_REQUIRE_SERVICES=1 it fails.
 */
export function describeWithRedis(name: string, suite: (redisUrl: string) => void): void {
  withServer(name, [{ name: "Redis", url: inject("redisUrl"), remedy: redisRemedy }], ([url = ""]) => suite(url));
}

/** A suite that needs the run's Elasticsearch. Every test uses its own index prefix: the server is shared. */
export function describeWithElasticsearch(name: string, suite: (esUrl: string) => void): void {
  withServer(name, [{ name: "Elasticsearch", url: inject("esUrl"), remedy: elasticsearchRemedy }], ([url = ""]) => suite(url));
}

/** A suite that needs both. */
export function describeWithServices(name: string, suite: (urls: { redisUrl: string; esUrl: string }) => void): void {
  const needs = [
    { name: "Redis", url: inject("redisUrl"), remedy: redisRemedy },
    { name: "Elasticsearch", url: inject("esUrl"), remedy: elasticsearchRemedy },
  ];
  withServer(name, needs, ([redisUrl = "", esUrl = ""]) => suite({ redisUrl, esUrl }));
}

interface Need {
  readonly name: string;
  readonly url: string | null;
  readonly remedy: string;
}

function withServer(name: string, needs: readonly Need[], suite: (urls: readonly string[]) => void): void {
  const missing = needs.filter(({ url }) => url === null);
  if (missing.length === 0) {
    describe(name, () => suite(needs.flatMap(({ url }) => url ?? [])));
    return;
  }
  const reason = missing.map((need) => `no ${need.name}: ${need.remedy}`).join("; ");
  if (process.env.ZHENGWEN_TEST_REQUIRE_SERVICES === "1") {
    describe(name, () =>
      it("has its server", () => {
        throw new Error(reason);
      }),
    );
    return;
  }
  process.stderr.write(`SKIPPED ${name}: ${reason}\n`);
  describe.skip(name, () => it("needs a server", () => {}));
}
