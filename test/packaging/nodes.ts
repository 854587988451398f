import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

/** A Node of another version: its program, and the folder with the headers that native modules are compiled against. */
export interface OtherNode {
  readonly version: string;
  readonly program: string;
  readonly folder: string;
}

/**
 * The newest Node of a line, from npm, which carries Node itself; kept in the cache folder.
 * @param line as npm takes it: `22`, `20.19`
 */
export function nodeOf(line: string): OtherNode {
  const name = `node-${process.platform}-${process.arch}`;
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "zhengwen", "node", line);
  const folder = join(cache, "package");
  const program = join(folder, "bin", "node");
  if (!existsSync(program)) {
    mkdirSync(cache, { recursive: true });
    execFileSync("npm", ["pack", "--silent", `${name}@${line}`], { cwd: cache });
    const archive = readdirSync(cache).find((file) => file.endsWith(".tgz"));
    if (archive === undefined) throw new Error(`npm has no ${name}@${line}.`);
    execFileSync("tar", ["xzf", archive], { cwd: cache });
  }
  return { version: execFileSync(program, ["-v"], { encoding: "utf8" }).trim(), program, folder };
}

/** The environment in which `node` and `npm` are of that Node, and nothing of this process's own npm is left. */
export function environmentOf({ program, folder }: OtherNode): NodeJS.ProcessEnv {
  // where packages come from is the machine's to say
  const own = Object.entries(process.env).filter(([name]) => !/^(npm_(?!config_)|ZHENGWEN_|NODE_OPTIONS)/i.test(name));
  return { ...Object.fromEntries(own), PATH: `${dirname(program)}:${process.env.PATH}`, npm_config_nodedir: folder, NO_COLOR: "1" };
}
