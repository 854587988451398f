import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "./cache.js";

/** An environment of Python with packages of its own. */
export interface PythonEnvironment {
  /** of the environment, in the test cache */
  readonly name: string;
  /** as pip is given them: `schemathesis==4.32.5` */
  readonly packages: readonly string[];
}

/** Where the commands of an environment are; null where it is not installed. */
export function installedPython({ name }: PythonEnvironment): string | null {
  const commands = join(cacheFolder(), name, "bin");
  return existsSync(join(commands, "python")) ? commands : null;
}

/**
 * Where the commands of an environment are, which is installed into the test cache where it is not there yet.
 * @throws with what is to be done where Python is missing
 */
export function installPython(environment: PythonEnvironment): string {
  const installed = installedPython(environment);
  if (installed !== null) return installed;
  const { name, packages } = environment;
  const python = ["python3.13", "python3.12", "python3.11", "python3.10", "python3"].find(isUsable);
  if (python === undefined) throw new Error(`${name} needs Python 3.10 or later with venv: on Debian apt-get install python3-venv`);
  const folder = join(cacheFolder(), name);
  try {
    run(python, ["-m", "venv", folder]);
    run(join(folder, "bin", "pip"), ["install", "--quiet", "--disable-pip-version-check", ...packages]);
  } catch (error) {
    // half an installation would be taken for a whole one
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return join(folder, "bin");
}

function isUsable(python: string): boolean {
  const asked = spawnSync(python, ["-c", "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))"], { stdio: "ignore" });
  return asked.status === 0;
}

function run(command: string, args: readonly string[]): void {
  const ran = spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] });
  if (ran.status !== 0) throw new Error(`${command} ${args.join(" ")}: ${ran.error?.message ?? `ended with ${ran.status}`}`);
}
