import { spawn } from "node:child_process";
import { join } from "node:path";

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** stdout as JSON Lines */
  readonly lines: Record<string, unknown>[];
}

const root = join(import.meta.dirname, "../..");

/** Runs the command line as a newcomer would. */
export function zhengwen(
  args: readonly string[],
  options: { env?: Record<string, string>; input?: Uint8Array | string; cwd?: string } = {},
): Promise<Ran> {
  const child = spawn(process.execPath, [join(root, "dist/src/cli/main.js"), ...args], {
    cwd: options.cwd ?? root,
    env: { ...process.env, ZHENGWEN_LOG_LEVEL: "warn", ...options.env },
  });
  child.stdin.end(options.input ?? "");
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (part: Buffer) => stdout.push(part));
  child.stderr.on("data", (part: Buffer) => stderr.push(part));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => {
      const text = Buffer.concat(stdout).toString();
      const lines = text.split("\n").flatMap((line) => (/^\{.*\}$/.test(line) ? [JSON.parse(line) as Record<string, unknown>] : []));
      resolve({ status, stdout: text, stderr: Buffer.concat(stderr).toString(), lines });
    });
  });
}
