import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../services/cache.js";

const version = "4.32.5";

/**
 * The command of Schemathesis, which is installed into the test cache where it is not there yet.
 * @throws with what is to be done where Python is missing
 */
export function schemathesis(): string {
  const folder = join(cacheFolder(), `schemathesis-${version}`);
  const command = join(folder, "bin", "st");
  if (existsSync(command)) return command;
  const python = ["python3.13", "python3.12", "python3.11", "python3.10", "python3"].find(isUsable);
  if (python === undefined) throw new Error("Schemathesis needs Python 3.10 or later with venv: on Debian apt-get install python3-venv");
  try {
    run(python, ["-m", "venv", folder]);
    run(join(folder, "bin", "pip"), ["install", "--quiet", "--disable-pip-version-check", `schemathesis==${version}`]);
  } catch (error) {
    // half an installation would be taken for a whole one
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return command;
}

function isUsable(python: string): boolean {
  const asked = spawnSync(python, ["-c", "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))"], { stdio: "ignore" });
  return asked.status === 0;
}

function run(command: string, args: readonly string[]): void {
  const ran = spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] });
  if (ran.status !== 0) throw new Error(`${command} ${args.join(" ")}: ${ran.error?.message ?? `ended with ${ran.status}`}`);
}
