import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { zhengwen } from "../support/command.js";
import rows from "../tables/usage.json" with { type: "json" };

/** A wrong use or a bad input: what is typed, the status it ends with, what the message names, and how many lines of results. */
interface Row {
  readonly label: string;
  readonly args: readonly string[];
  readonly env?: Record<string, string>;
  readonly status: number;
  readonly says: readonly string[];
  readonly lines?: number;
}

const folder = mkdtempSync(join(tmpdir(), "zhengwen-usage-"));
for (const name of ["empty", "pictures"]) mkdirSync(join(folder, name));
const files: Record<string, string | Uint8Array> = {
  "sound.txt": "开平市发布通知\n2023-06-28 来源：开平发布\n开平市27家企业获奖励1530万元，现将有关事项通知如下。",
  "empty.txt": "",
  "pictures/a.png": Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, ...Array(64).keys()]),
  "noise.html": Uint8Array.from({ length: 2000 }, (_, i) => 0x81 + ((i * i * 31) % 126)),
  "broken.jsonl": "no JSON\n",
  "pathless.jsonl": '{"url": "https://a.example/"}\n',
  "broken.json": "{broken",
  "broken.json.db": "no database, but long enough to have the head of one: ".repeat(40),
};
for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
afterAll(() => rmSync(folder, { recursive: true }));

describe.concurrent("what is used wrongly is told: what, where, and what to do", () => {
  it.each(rows as readonly Row[])("$label", async ({ args, env = {}, status, says, lines }) => {
    const ran = await zhengwen(args, { env: { ZHENGWEN_STORE: "store.db", ...env }, cwd: folder });
    expect(ran.stderr).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
    expect(ran.stderr).not.toContain("pipeline");
    for (const words of says) expect(ran.stderr).toContain(words);
    expect(ran.status).toBe(status);
    if (lines !== undefined) expect(ran.lines).toHaveLength(lines);
  });
});

it("every command says how it is used, with examples and the settings that it heeds", async () => {
  const { stdout } = await zhengwen(["--help"]);
  const list = stdout.split("Commands:\n")[1]?.split("\n\n")[0] ?? "";
  const names = [...list.matchAll(/^ {2}(\w+)/gm)].map(([, name = ""]) => name).filter((name) => name !== "help");
  expect(names.length).toBeGreaterThan(10);
  for (const name of names) {
    const help = (await zhengwen([name, "--help"])).stdout;
    expect(help, name).toMatch(/\nExamples?:\n {2}zhengwen /);
    expect(help, name).toMatch(/ZHENGWEN_[A-Z]+/);
  }
});
