import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commandsOf, expected } from "./tutorial.js";

/**
 * Does what the tutorial says, command by command in one shell, in a fresh clone of what is committed, and holds what each
 * prints against what a newcomer should see. Ends with status 1 at the first that fails or shows something else.
 */
const root = join(import.meta.dirname, "..", "..");
const folder = mkdtempSync(join(tmpdir(), "zhengwen-newcomer-"));
const clone = join(folder, "zhengwen");
const mark = "--- command ";

/** Runs the commands, passing on what they say. @returns what each printed, both streams together, up to the one that failed */
async function runAll(commands: readonly string[]): Promise<{ readonly status: number | null; readonly outputs: string[] }> {
  const script = commands.map((command, i) => `echo '${mark}${i}'\n${command}`).join("\n");
  const own = Object.entries(process.env).filter(([name]) => !/^(npm_(?!config_)|ZHENGWEN_|NODE_OPTIONS)/i.test(name));
  const shell = spawn("bash", ["-euo", "pipefail", "-c", `exec 2>&1\ntrap 'kill $(jobs -p) 2> /dev/null || true' EXIT\n${script}`], {
    cwd: clone,
    env: { ...Object.fromEntries(own), NO_COLOR: "1", ZHENGWEN_HOST_GAP: "0.1" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  for await (const chunk of shell.stdout.setEncoding("utf8")) output += chunk;
  const status = shell.exitCode ?? (await new Promise<number | null>((resolve) => shell.once("close", resolve)));
  return { status, outputs: output.split(new RegExp(`^${mark}\\d+\\n`, "m")).slice(1) };
}

try {
  execFileSync("git", ["clone", "--quiet", root, clone]);
  const commands = commandsOf(readFileSync(join(clone, "docs", "tutorial.md"), "utf8"));
  const { status, outputs } = await runAll(commands);
  for (const [i, output] of outputs.entries()) {
    const missing = expected[i]?.shows.filter((text) => !output.includes(text)) ?? [];
    if (missing.length > 0) throw new Error(`${commands[i]} does not show ${missing.join(", ")}:\n${output.slice(-3000)}`);
    console.error(`ok  ${commands[i]}`);
  }
  if (status !== 0) throw new Error(`${commands[outputs.length - 1]} ended with status ${status}:\n${outputs.at(-1)?.slice(-3000)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
