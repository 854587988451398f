import { readFileSync } from "node:fs";

/** What a process has used so far, as the kernel counts it. */
export interface ProcessUsage {
  /** milliseconds of processor time, of all its threads */
  readonly processor: number;
  /** bytes of memory that it holds, outside V8's heap too */
  readonly memory: number;
}

/** Clock ticks in a second: the unit of /proc, the same on every Linux that Node runs on. */
const ticks = 100;

/** Reads /proc. @returns null where there is none, or no such process any more */
export function processUsage(pid: number): ProcessUsage | null {
  try {
    // the name in brackets may hold spaces: fields are counted behind it
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [, resident = "0"] = /^VmRSS:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "latin1")) ?? [];
    return { processor: ((Number(fields[11]) + Number(fields[12])) * 1000) / ticks, memory: Number(resident) * 1024 };
  } catch {
    return null;
  }
}
