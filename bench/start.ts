import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { median, tell } from "./bars.js";
import { root } from "./pages.js";

/**
 * npm run bench:start: processor time of commands from their start to their end, the processes that they start included, beside
 * that of Node itself and of loading nodejieba. Commands of one round run in turn. Needs a POSIX shell.
 */

const rounds = 5;
const program = join(root, "dist", "src", "cli", "main.js");
const commands = {
  node: ["-e", "0"],
  nodejieba: ["-e", "const jieba = require('nodejieba'); jieba.load(); jieba.cut('政策')"],
  help: [program, "--help"],
  sound: [program, "extract", join(root, "samples", "hangzhou-subsidy.html")],
  damaged: [program, "extract", join(root, "samples", "kaiping.txt")],
} as const;
type Name = keyof typeof commands;

/** Seconds that a command and all that it waited for had of the processor. */
function processorSeconds(args: readonly string[]): number {
  const script = '"$@" > /dev/null || exit 1; times';
  const { status, stdout, stderr } = spawnSync("sh", ["-c", script, "sh", process.execPath, ...args], { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`${args.join(" ")}: ${stderr}`);
  // the second line is that of the shell's children: 0m1.20s 0m0.15s
  const times =
    stdout
      .trim()
      .split("\n")
      .at(-1)
      ?.matchAll(/(\d+)m([\d.]+)s/g) ?? [];
  return [...times].reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0);
}

const times = new Map<Name, number[]>();
for (let round = 0; round < rounds; round++)
  for (const name of Object.keys(commands) as Name[]) times.set(name, [...(times.get(name) ?? []), processorSeconds(commands[name])]);
const of = (name: Name) => times.get(name) as number[];
const ratios = (name: Name, base: Name) => of(name).map((seconds, round) => seconds / (of(base)[round] as number));

console.log(`processor time: node ${median(of("node")).toFixed(2)} s, nodejieba's load ${median(of("nodejieba")).toFixed(2)} s`);
tell("zhengwen --help", ratios("help", "node"), "× node -e 0", { most: 3 });
tell("extract of one sound page", ratios("sound", "nodejieba"), "× nodejieba's load", { most: 1.5 });
tell("extract of one damaged page", ratios("damaged", "nodejieba"), "× nodejieba's load", { most: 2 });
