import type { TestProject } from "vitest/node";
import { hasElasticsearch, startElasticsearch } from "./elasticsearch.js";
import { hasRedis, startRedis } from "./redis.js";
import type { Server } from "./server.js";

declare module "vitest" {
  export interface ProvidedContext {
    /** null where no server could be had: the suites that need it are skipped */
    readonly redisUrl: string | null;
    readonly esUrl: string | null;
  }
}

/**
 * One Redis and one Elasticsearch for the whole run: the ones of ZHENGWEN_TEST_REDIS_URL and ZHENGWEN_TEST_ES_URL, else
 * started from what this machine has. A server that is there and does not start fails the run.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const started: Server[] = [];
  const find = async (given: string | undefined, has: boolean, start: () => Promise<Server>): Promise<string | null> => {
    if (given) return given;
    if (!has) return null;
    const server = await start();
    started.push(server);
    return server.url;
  };
  const [redisUrl, esUrl] = await Promise.all([
    find(process.env.ZHENGWEN_TEST_REDIS_URL, hasRedis(), startRedis),
    find(process.env.ZHENGWEN_TEST_ES_URL, hasElasticsearch(), startElasticsearch),
  ]);
  project.provide("redisUrl", redisUrl);
  project.provide("esUrl", esUrl);
  return async () => {
    await Promise.all(started.map((server) => server.stop()));
  };
}
