import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { zhengwen } from "../support/command.js";
import { generatedNotice } from "../support/notices.js";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "zhengwen-serve-"));
const env = { ZHENGWEN_STORE: join(folder, "store.db"), ZHENGWEN_PORT: "0", ZHENGWEN_LOG_LEVEL: "warn", ZHENGWEN_WORKERS: "1" };
let server: ChildProcess;
let origin = "";

beforeAll(async () => {
  server = spawn(process.execPath, [join(root, "dist/src/cli/main.js"), "serve"], { cwd: root, env: { ...process.env, ...env } });
  let said = "";
  server.stderr?.on("data", (part: Buffer) => {
    said += part.toString();
  });
  origin = await vi.waitFor(
    () => {
      const [, address] = /listens on (http:\S+)/.exec(said) ?? [];
      if (address === undefined) throw new Error(`it does not listen: ${said}`);
      return address;
    },
    { timeout: 60_000, interval: 100 },
  );
}, 90_000);
afterAll(async () => {
  server.kill("SIGTERM");
  const [code] = server.exitCode === null ? await once(server, "exit") : [server.exitCode];
  rmSync(folder, { recursive: true });
  expect(code).toBe(0);
}, 60_000);

it("a document that is pushed to a server without workers is processed by it and served", async () => {
  const [made] = (await zhengwen(["keys", "add", "crawler", "--scope", "push"], { env })).lines;
  const post = (authorization: string) =>
    fetch(`${origin}/v1/documents`, {
      method: "POST",
      headers: { authorization, "content-type": "application/json" },
      body: JSON.stringify({ url: "https://www.example.gov.cn/1.html", html: generatedNotice(1) }),
    });
  expect((await post("Bearer nobody")).status).toBe(401);
  const answer = await post(`Bearer ${made?.key}`);
  expect(answer.status).toBe(202);
  const { documents } = (await answer.json()) as { documents: { id: string }[] };
  await vi.waitFor(
    async () => {
      const [row] = (await zhengwen(["quarantine", "show", documents[0]?.id ?? ""], { env })).lines;
      expect(row?.state).toBe("indexed");
    },
    { timeout: 90_000, interval: 500 },
  );
}, 120_000);
