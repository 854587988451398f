import { join } from "node:path";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type ServedSamples, serveSamples } from "../support/served-samples.js";
import { fuzzTools } from "./fuzz.js";

/** The program as a client starts it: over standard input and output. */
let served: ServedSamples;
let client: Client;

beforeAll(async () => {
  served = await serveSamples();
  client = new Client({ name: "test", version: "1.0.0" });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [join(import.meta.dirname, "../../dist/src/cli/main.js"), "mcp"],
      env: { ZHENGWEN_STORE: served.services.config.store, ZHENGWEN_LOG_LEVEL: "error" },
    }),
  );
}, 240_000);
afterAll(async () => {
  await client.close();
  await served.close();
});

it("offers its tools over standard input and output", async () => {
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual(["search", "read", "parts", "entities", "cite", "verify", "panel", "as_of"]);
});

it("answers whatever it is called with, and quotes exactly", { timeout: 240_000 }, async () => {
  const calls = Number(process.env.ZHENGWEN_TEST_MCP_CALLS ?? 200);
  const { answered, quotations } = await fuzzTools(client, served.services.store, { calls, seed: 16 });
  expect(answered).toBeGreaterThan(calls / 5);
  expect(quotations).toBeGreaterThan(calls / 10);
  if (calls > 200) console.log(`${calls} calls, ${answered} answered, ${quotations} quotations`);
});
