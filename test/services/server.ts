import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { existsSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

/** A server that a test run owns: in the foreground, on a free port of 127.0.0.1, gone when the run is. */
export interface Server {
  readonly url: string;
  /** the pid to signal in a fault test: the server itself, not a script around it */
  readonly pid: number;
  /** Kills it and removes its folder. Safe to call twice. */
  stop(): Promise<void>;
}

/** A server that a fault test kills: it comes back on the same port with what it had written. */
export interface RestartableServer extends Server {
  /** Kills it with -9. */
  kill(): Promise<void>;
  /** Starts it again once it was killed. @returns when it answers */
  restart(): Promise<void>;
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port of 127.0.0.1 is free");
  return address.port;
}

/** Whether a program is on the PATH. */
export function onPath(program: string): boolean {
  return (process.env.PATH ?? "").split(":").some((folder) => folder !== "" && existsSync(join(folder, program)));
}

export interface Launch {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly options: SpawnOptions;
  /** the server's own folder: its log is written there, and it is removed at the end */
  readonly folder: string;
  /** resolves to false as long as the server does not answer */
  readonly answers: () => Promise<boolean>;
  readonly seconds: number;
}

/**
 * Starts a server and waits until it answers. It is killed when this process exits, for any reason: vitest skips its
 * teardown on a signal, and on Linux the kernel kills the server even where this process dies by kill -9.
 * @throws with the end of the server's log when it exits or does not answer in time
 */
export async function launch({ name, command, args, options, folder, answers, seconds }: Launch): Promise<ChildProcess> {
  const log = join(folder, "output.log");
  const output = openSync(log, "w");
  const bound =
    process.platform === "linux" && onPath("setpriv") ? ["setpriv", "--pdeathsig", "KILL", command, ...args] : [command, ...args];
  const child = spawn(bound[0] ?? command, bound.slice(1), { ...options, stdio: ["ignore", output, output] });
  const kill = () => {
    child.kill("SIGKILL");
    try {
      remove(folder);
    } catch (cause) {
      // what was started is only around the server, which may outlive it for a moment and write on
      process.stderr.write(`left behind: ${(cause as Error).message}\n`);
    }
  };
  process.once("exit", kill);
  let failure: Error | undefined;
  child.once("error", (error) => {
    failure = error;
  });
  const end = Date.now() + seconds * 1000;
  while (!(await answers())) {
    if (failure || child.exitCode !== null || child.signalCode !== null || Date.now() > end) {
      const tail = readFileSync(log, "utf8").split("\n").slice(-20).join("\n");
      kill();
      throw new Error(
        `${name} did not start: ${failure?.message ?? (Date.now() > end ? `no answer in ${seconds} s` : "it exited")}\n${tail}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.once("exit", () => process.off("exit", kill));
  return child;
}

/** Kills a server and removes its folder. */
export async function discard(child: ChildProcess, folder: string): Promise<void> {
  await killed(child);
  remove(folder);
}

/**
 * Kills a server with -9, where it still runs.
 * @param pid the server's own where the process that was started is only around it
 */
export async function killed(child: ChildProcess, pid = child.pid): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || pid === undefined) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  process.kill(pid, "SIGKILL");
  await gone;
}

/** Removes a server's folder; a server that is just being killed may still write into it, so it is tried again. */
function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
