import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** A disk of its own for what a store keeps, which can be filled up. */
export interface Disk {
  /** Leaves no room on it for so many milliseconds. */
  fill(milliseconds: number): Promise<void>;
  close(): void;
}

const megabyte = 2 ** 20;

/**
 * Mounts a small disk in memory on a folder, which is made.
 * @returns null where nobody may mount anything: the store then lies on the machine's disk, which is not filled up
 */
export function mountDisk(folder: string, megabytes: number): Disk | null {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder], { stdio: "ignore" });
  } catch {
    // only root may, and not in every container
    return null;
  }
  let mounted = true;
  const close = () => {
    if (mounted) execFileSync("umount", ["-l", folder], { stdio: "ignore" });
    mounted = false;
  };
  process.once("exit", close);
  return {
    close,
    fill: async (milliseconds) => {
      const filler = join(folder, "filler");
      fillUp(filler);
      await wait(milliseconds);
      rmSync(filler);
    },
  };
}

/** Writes a file until there is no room for one more byte, in ever smaller pieces. */
function fillUp(path: string): void {
  const file = openSync(path, "w");
  try {
    for (let size = megabyte; size >= 1; ) {
      try {
        if (writeSync(file, new Uint8Array(size)) < size) size = Math.floor(size / 2);
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code !== "ENOSPC") throw cause;
        size = Math.floor(size / 2);
      }
    }
  } finally {
    closeSync(file);
  }
}
