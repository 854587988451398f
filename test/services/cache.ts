import { homedir } from "node:os";
import { join } from "node:path";

/** The build that tests run: the same version as in `docker-compose.yml`. */
export const elasticsearchVersion = "9.4.3";

/** Where `npm run test:services:install` puts servers and where tests look for them; nothing of it is in the repository. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env.ZHENGWEN_TEST_CACHE) return env.ZHENGWEN_TEST_CACHE;
  // a server that must not run as root cannot reach a folder below /root
  return process.getuid?.() === 0 ? "/var/cache/zhengwen-test" : join(homedir(), ".cache", "zhengwen-test");
}

/** The folder of the Elasticsearch build, whether it is there or not. */
export function elasticsearchHome(): string {
  return join(cacheFolder(), `elasticsearch-${elasticsearchVersion}`);
}
