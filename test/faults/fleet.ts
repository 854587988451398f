import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const root = join(import.meta.dirname, "../..");

/** What a process of the crawler does; `embedded` does all of it. */
type Kind = "crawl" | "process" | "embedded";

const programs: Readonly<Record<Kind, readonly string[]>> = {
  crawl: ["dist/workers/crawl.js"],
  process: ["dist/workers/process.js"],
  embedded: ["dist/src/cli/main.js", "crawl"],
};

/** Megabytes that a process may take at its highest: 512 above its start. */
const mostMemory = 768;
/** Milliseconds that a process has to end in after SIGTERM. */
const drain = 25_000;

interface Member {
  readonly kind: Kind;
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
  /** its end is wanted: nobody starts another one */
  dismissed: boolean;
}

/** The crawler as real processes, started again when they are killed, as a supervisor does. */
export interface Fleet {
  start(kind: Kind): void;
  /** Kills a process of the kind with -9; another one takes its place. */
  kill(kind: Kind): Promise<void>;
  /** Ends a process of the kind with SIGTERM; another one takes its place. */
  terminate(kind: Kind): Promise<void>;
  /** Kills, with -9, a process that runs documents for a process of the kind, once there is one. */
  killDocumentProcess(kind: Kind): Promise<void>;
  /** Ends all with SIGTERM. */
  stop(): Promise<void>;
  /** what a process did that it must not */
  readonly problems: readonly string[];
}

/**
 * @param log file that the processes write to
 * @param tolerant whether a process may end by itself just now, because a service that it needs is away
 */
export function openFleet(env: Readonly<Record<string, string>>, log: string, tolerant: () => boolean): Fleet {
  const members = new Set<Member>();
  // none of them outlives the run, however it ends
  process.once("exit", () => {
    for (const { child } of members) child.kill("SIGKILL");
  });
  const problems: string[] = [];

  function start(kind: Kind): void {
    const output = openSync(log, "a");
    const child = spawn(process.execPath, programs[kind], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", output, output],
    });
    closeSync(output);
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    const member: Member = { kind, child, ended, dismissed: false };
    members.add(member);
    child.once("exit", (code, signal) => {
      members.delete(member);
      if (member.dismissed) return;
      if (!tolerant()) problems.push(`a ${kind} process ended by itself: ${code ?? signal}`);
      setTimeout(() => start(kind), 1000).unref();
    });
  }

  function memberOf(kind: Kind): Member | undefined {
    return [...members].find((member) => member.kind === kind && !member.dismissed);
  }

  async function endWell(member: Member): Promise<void> {
    member.dismissed = true;
    const { child, kind, ended } = member;
    const highest = peakMemory(child.pid ?? 0);
    if (highest > mostMemory) problems.push(`a ${kind} process took ${highest} MB`);
    child.kill("SIGTERM");
    const began = performance.now();
    if (await Promise.race([ended.then(() => false), wait(drain, true, { ref: false })])) {
      child.kill("SIGKILL");
      problems.push(`a ${kind} process did not end within ${drain / 1000} s of SIGTERM`);
    } else if (child.exitCode !== 0 && !tolerant()) {
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      problems.push(`a ${kind} process ended with ${child.exitCode ?? child.signalCode} ${seconds} s after SIGTERM`);
    }
  }

  return {
    start,
    problems,
    kill: async (kind) => {
      const member = memberOf(kind);
      if (!member) return;
      member.dismissed = true;
      member.child.kill("SIGKILL");
      await member.ended;
      start(kind);
    },
    terminate: async (kind) => {
      const member = memberOf(kind);
      if (!member) return;
      await endWell(member);
      start(kind);
    },
    killDocumentProcess: async (kind) => {
      for (let looks = 0; looks < 100; looks++) {
        const [child] = [...members].filter((member) => member.kind === kind).flatMap(({ child: { pid } }) => childrenOf(pid ?? 0));
        if (child !== undefined) return void process.kill(child, "SIGKILL");
        await wait(100);
      }
    },
    stop: async () => {
      await Promise.all([...members].map(endWell));
    },
  };
}

/** Ids of a process' own processes, where the system tells them. */
function childrenOf(pid: number): number[] {
  const path = `/proc/${pid}/task/${pid}/children`;
  return existsSync(path) ? readFileSync(path, "utf8").split(" ").filter(Boolean).map(Number) : [];
}

function peakMemory(pid: number): number {
  try {
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024);
  } catch (cause) {
    // it has just ended, or this is no Linux
    if ((cause as NodeJS.ErrnoException).code === "ENOENT" || (cause as NodeJS.ErrnoException).code === "ESRCH") return 0;
    throw cause;
  }
}
