import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";

/** The oldest JDK that Elasticsearch 9 starts on. */
const oldest = 21;

/**
 * The home of a JDK of version 21 or later: `ES_JAVA_HOME` if set, else the newest of /usr/lib/jvm and of the PATH.
 * A JRE does not do: the server needs the module `jdk.jlink`.
 * @returns null when there is none
 */
export function findJdk(env: NodeJS.ProcessEnv = process.env): string | null {
  if (env.ES_JAVA_HOME) return env.ES_JAVA_HOME;
  const found = candidates(env)
    .map((home) => ({ home, version: versionOf(home) }))
    .filter(({ version }) => version >= oldest)
    .sort((a, b) => b.version - a.version);
  return found[0]?.home ?? null;
}

export const jdkRemedy = `install a JDK (not a JRE) of version ${oldest} or later, or set ES_JAVA_HOME to one`;

function candidates(env: NodeJS.ProcessEnv): string[] {
  const homes: string[] = [];
  if (existsSync("/usr/lib/jvm")) homes.push(...readdirSync("/usr/lib/jvm").map((name) => join("/usr/lib/jvm", name)));
  for (const folder of (env.PATH ?? "").split(":")) {
    const java = join(folder, "java");
    if (folder && existsSync(java)) homes.push(dirname(dirname(realpathSync(java))));
  }
  return [...new Set(homes.filter((home) => existsSync(join(home, "bin", "jlink"))).map((home) => realpathSync(home)))];
}

/** The major version that a JDK says of itself; 0 when it does not run. */
function versionOf(home: string): number {
  try {
    const said = execFileSync(join(home, "bin", "javac"), ["-version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    return Number(/^javac (\d+)/.exec(said)?.[1] ?? 0);
  } catch {
    // a broken or foreign JDK is no candidate; the caller says so when none is left
    return 0;
  }
}
