import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** Builds what the tests start as processes, which then start in a third of the time that they take from source. */
export default function setUp(): void {
  const tsc = join(import.meta.dirname, "../../node_modules/typescript/bin/tsc");
  execFileSync(process.execPath, [tsc, "-p", "tsconfig.build.json"], { cwd: join(import.meta.dirname, "../.."), stdio: "inherit" });
}
