import { readdirSync, readFileSync } from "node:fs";
import { processUsage } from "../../src/sandbox/process-usage.js";

/** A ratio that was measured several times in one run, and the bound that it is held to. */
export interface Ratio {
  readonly name: string;
  readonly measured: readonly number[];
  readonly bound: { readonly least: number } | { readonly most: number };
}

export function median(measured: readonly number[]): number {
  return [...measured].sort((a, b) => a - b)[Math.floor(measured.length / 2)] ?? Number.NaN;
}

/** Whether the median keeps its bound. */
export function isKept({ measured, bound }: Ratio): boolean {
  return "least" in bound ? median(measured) >= bound.least : median(measured) <= bound.most;
}

/** One line: median, spread, bound. */
export function lineOf(ratio: Ratio): string {
  const { name, measured, bound } = ratio;
  const said = "least" in bound ? `at least ${bound.least}` : `at most ${bound.most}`;
  const spread = `${Math.min(...measured).toFixed(2)}–${Math.max(...measured).toFixed(2)} in ${measured.length} runs`;
  return `${isKept(ratio) ? "kept" : "OVER"}  ${name}: ${median(measured).toFixed(2)} (${spread}; ${said})`;
}

/** Processor time in milliseconds and memory in bytes of this process and of those that it started; of these only where there is /proc. */
export function usage(): { readonly own: number; readonly children: number; readonly memory: number; readonly childMemory: number } {
  const { user, system } = process.cpuUsage();
  const used = childrenOf(process.pid).flatMap((pid) => processUsage(pid) ?? []);
  return {
    own: (user + system) / 1000,
    children: used.reduce((sum, { processor }) => sum + processor, 0),
    memory: process.memoryUsage.rss(),
    childMemory: Math.max(0, ...used.map(({ memory }) => memory)),
  };
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, "latin1").split(" ").filter(Boolean).map(Number),
    );
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw cause;
    return [];
  }
}
