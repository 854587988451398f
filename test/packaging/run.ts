import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { environmentOf, nodeOf, type OtherNode } from "./nodes.js";

/**
 * Packs the package, installs it in an empty project under each Node as a stranger would (no overrides of ours, engines
 * strict, no script allowed that npm would ask about), and works with it; then the demo of this checkout under each. Ends
 * with status 1 at the first thing that fails or warns.
 */
const { node: lines } = new Command().option("--node <line...>", "lines of Node", ["20.19", "22", "24"]).parse().opts<{ node: string[] }>();

const root = join(import.meta.dirname, "..", "..");
const folder = mkdtempSync(join(tmpdir(), "zhengwen-packaging-"));

/** Runs a command, and gives its output. @throws when it fails, or says anything that looks like a warning */
function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: "utf8", maxBuffer: 64 * 2 ** 20 });
  const shown = [command, ...args].join(" ");
  if (status !== 0) throw new Error(`${shown} ended with ${status}:\n${stdout.slice(-2000)}\n${stderr.slice(-4000)}`);
  // that a package has an install script is no fault of it
  const warnings = stderr.split("\n").filter((line) => /warn|deprecat/i.test(line) && !line.startsWith("npm warn install-scripts"));
  if (warnings.length > 0) throw new Error(`${shown} warns:\n${warnings.join("\n")}`);
  return stdout;
}

function expectText(found: string, expected: string, what: string): void {
  if (!found.includes(expected)) throw new Error(`${what}: ${expected} is not in\n${found.slice(0, 2000)}`);
}

const program = `
import { createPipeline, extract } from "zhengwen";
const text = "6月28日,開(kāi)平市27家企業(yè)獲獎(jiǎng)勵(lì)1530萬(wàn)元。";
const values = ({ entities }) => entities.map(({ type, text }) => type + " " + text).join(", ");
console.log(values(extract(text, { fetchedAt: "2023-06-29T08:00:00+08:00" })));
`;

function tryPackage(node: OtherNode, archive: string): void {
  const project = mkdtempSync(join(folder, "project-"));
  const env = environmentOf(node);
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "a-project", private: true, type: "module" }));
  run("npm", ["install", "--engine-strict", "--yes=false", "--no-fund", "--no-audit", archive], project, env);
  writeFileSync(join(project, "program.js"), program);
  expectText(run(node.program, ["program.js"], project, env), "place 开平市", "the library");
  writeFileSync(
    join(project, "notice.txt"),
    "开平市发布通知\n2023-06-28 来源：开平发布\n开平市27家企业获奖励1530万元，现将有关事项通知如下。",
  );
  const cli = join(project, "node_modules", ".bin", "zhengwen");
  expectText(run(cli, ["extract", "notice.txt"], project, env), '"1530万元"', "zhengwen extract");
  run(cli, ["ingest", "notice.txt"], project, env);
  expectText(run(cli, ["search", "開平"], project, env), "开平市发布通知", "zhengwen search");
  const [size = ""] = execFileSync("du", ["-sm", "node_modules"], { cwd: project, encoding: "utf8" }).split("\t");
  console.error(`${node.version}: installs (${size} MB with its dependencies), extracts, ingests, searches`);
  rmSync(project, { recursive: true });
}

function tryDemo(node: OtherNode): void {
  expectText(run("npm", ["run", "-s", "demo"], root, environmentOf(node)), "開平", "npm run demo");
  console.error(`${node.version}: the demo runs`);
}

try {
  execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { name: string; version: string };
  const archive = join(folder, `${name}-${version}.tgz`);
  for (const line of lines) {
    const node = nodeOf(line);
    tryPackage(node, archive);
    tryDemo(node);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
