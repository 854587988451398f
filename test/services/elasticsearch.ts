import { execFileSync } from "node:child_process";
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { elasticsearchHome } from "./cache.js";
import { findJdk, jdkRemedy } from "./jdk.js";
import { discard, freePort, killed, launch, type RestartableServer } from "./server.js";

export const elasticsearchRemedy = "run `npm run test:services:install` or set ZHENGWEN_TEST_ES_URL";

/** The user that the server runs as where tests run as root: Elasticsearch refuses root. */
const user = "zhengwen-test";

/** Whether `startElasticsearch` can work on this machine. */
export function hasElasticsearch(): boolean {
  return existsSync(elasticsearchHome());
}

/**
 * Starts an Elasticsearch of its own with an empty data folder.
 * @param heap as Java takes it; without one the server takes half the machine
 * @param password of the superuser `elastic`; anybody may do anything where there is none
 */
export async function startElasticsearch(heap = "512m", password?: string): Promise<RestartableServer> {
  const jdk = findJdk();
  if (!jdk) throw new Error(`Elasticsearch finds no JDK: ${jdkRemedy}`);
  const home = elasticsearchHome();
  const folder = mkdtempSync(join(tmpdir(), "zhengwen-elasticsearch-"));
  const port = await freePort();
  cpSync(join(home, "config"), join(folder, "config"), { recursive: true });
  writeFileSync(join(folder, "config", "elasticsearch.yml"), settings(folder, port, password !== undefined));
  for (const name of ["data", "logs", "tmp", "snapshots"]) mkdirSync(join(folder, name));
  const owner = process.getuid?.() === 0 ? serverUser() : undefined;
  if (owner) giveTo(folder, owner.uid, owner.gid);
  const pidFile = join(folder, "pid");
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    ES_JAVA_HOME: jdk,
    ES_PATH_CONF: join(folder, "config"),
    ES_TMPDIR: join(folder, "tmp"),
    ES_JAVA_OPTS: `-XX:-UsePerfData -Xms${heap} -Xmx${heap}`,
  };
  if (password !== undefined) {
    // the archive has no script for it
    const tool = { CLI_NAME: "keystore", CLI_LIBS: "lib/tools/keystore-cli" };
    const run = (args: readonly string[], input: string) =>
      execFileSync("bash", [join(home, "bin", "elasticsearch-cli"), ...args], { ...owner, cwd: folder, env: { ...env, ...tool }, input });
    run(["create"], "");
    run(["add", "-x", "bootstrap.password"], password);
  }
  const start = () =>
    launch({
      name: "Elasticsearch",
      command: join(home, "bin", "elasticsearch"),
      args: ["-p", pidFile],
      options: {
        ...owner,
        cwd: folder,
        env,
      },
      folder,
      answers: () => isHealthy(port, password),
      seconds: 180,
    });
  const pidOf = () => Number(readFileSync(pidFile, "utf8"));
  let child = await start();
  let pid = pidOf();
  // the process started above is a launcher, which ends when the server does
  const kill = () => killed(child, pid);
  return {
    url: `http://127.0.0.1:${port}`,
    get pid() {
      return pid;
    },
    kill,
    restart: async () => {
      rmSync(pidFile, { force: true });
      child = await start();
      pid = pidOf();
    },
    stop: async () => {
      await kill();
      await discard(child, folder);
    },
  };
}

function settings(folder: string, port: number, isSecured: boolean): string {
  return [
    "discovery.type: single-node",
    "network.host: 127.0.0.1",
    `http.port: ${port}`,
    "transport.port: 0",
    `path.data: ${join(folder, "data")}`,
    `path.logs: ${join(folder, "logs")}`,
    `path.repo: ${join(folder, "snapshots")}`,
    `xpack.security.enabled: ${isSecured}`,
    "xpack.security.transport.ssl.enabled: false",
    "cluster.routing.allocation.disk.threshold_enabled: false",
    "node.store.allow_mmap: false",
    "action.destructive_requires_name: false",
    "",
  ].join("\n");
}

/** The ids of the user that runs the server; made where it is missing. */
function serverUser(): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync("id", [flag, user], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  if (!readFileSync("/etc/passwd", "utf8").includes(`\n${user}:`)) execFileSync("useradd", ["-r", "-U", "-s", "/usr/sbin/nologin", user]);
  return { uid: id("-u"), gid: id("-g") };
}

function giveTo(folder: string, uid: number, gid: number): void {
  chownSync(folder, uid, gid);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    chownSync(join(entry.parentPath, entry.name), uid, gid);
}

async function isHealthy(port: number, password: string | undefined): Promise<boolean> {
  try {
    const headers = password === undefined ? {} : { authorization: `Basic ${Buffer.from(`elastic:${password}`).toString("base64")}` };
    const response = await fetch(`http://127.0.0.1:${port}/_cluster/health`, { signal: AbortSignal.timeout(2000), headers });
    const { status } = (await response.json()) as { status?: string };
    return status === "green" || status === "yellow";
  } catch {
    // not listening yet: the caller asks again until its deadline
    return false;
  }
}
