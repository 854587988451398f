import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { addKey } from "../../src/app/keys.js";
import { hasElasticsearch, startElasticsearch } from "../services/elasticsearch.js";
import { serveSamples } from "../support/served-samples.js";
import { schemathesis } from "./install.js";

/**
 * Holds the served API against its OpenAPI with Schemathesis: made requests, right and wrong ones, on both stores.
 *
 *   npm run test:schemathesis
 *   npm run test:schemathesis -- --store sqlite --examples 20 --seed 7
 */
const { values } = parseArgs({
  options: {
    store: { type: "string", default: "both" },
    /** made requests for each operation and phase */
    examples: { type: "string", default: "16" },
    seed: { type: "string", default: "16" },
    /** cases below which the run fails */
    least: { type: "string", default: "5000" },
    /** arguments of `st run`, for a single operation */
    only: { type: "string" },
  },
});

const say = (text: string) => process.stdout.write(`${text}\n`);
const st = schemathesis();
const withServer = values.store !== "sqlite" && (process.env.ZHENGWEN_TEST_ES_URL !== undefined || hasElasticsearch());
if (values.store !== "sqlite" && !withServer) {
  const missing = "Elasticsearch is missing: npm run test:services:install";
  if (values.store === "elasticsearch" || process.env.ZHENGWEN_TEST_REQUIRE_SERVICES === "1") throw new Error(missing);
  say(missing);
}

let cases = 0;
let failed = false;
if (values.store !== "elasticsearch") await hold("SQLite", {});
if (withServer) {
  const own = process.env.ZHENGWEN_TEST_ES_URL === undefined ? await startElasticsearch() : null;
  try {
    await hold("Elasticsearch", {
      ZHENGWEN_ES_URL: own?.url ?? process.env.ZHENGWEN_TEST_ES_URL ?? "",
      ZHENGWEN_ES_PREFIX: `schemathesis-${process.pid}`,
    });
  } finally {
    await own?.stop();
  }
}
say(`${cases} cases`);
if (values.only === undefined && values.store === "both" && withServer && cases < Number(values.least)) {
  say(`${values.least} are wanted`);
  failed = true;
}
process.exit(failed ? 1 : 0);

async function hold(name: string, env: NodeJS.ProcessEnv): Promise<void> {
  const served = await serveSamples({ ...env, ZHENGWEN_RATE_LIMIT: "1000000" });
  const folder = mkdtempSync(join(tmpdir(), "zhengwen-schemathesis-"));
  try {
    const { secret } = await addKey({ name: "schemathesis", scopes: ["admin"], expiresAt: null }, served.services);
    await served.server.listen({ host: "127.0.0.1", port: 0 });
    const { port } = served.server.server.address() as AddressInfo;
    const ids = (await served.services.store.ids({}, 100)).join(",");
    const report = join(folder, "report.json");
    const status = await run(ids, [
      "run",
      `http://127.0.0.1:${port}/v1/openapi.json`,
      ...["--header", `Authorization: Bearer ${secret}`],
      ...["--max-examples", values.examples, "--seed", values.seed, "--workers", "1", "--request-timeout", "60"],
      ...[
        "--checks",
        "all",
        "--exclude-checks",
        "positive_data_acceptance",
        "--continue-on-failure",
        "--no-shrink",
        "--suppress-health-check",
        "all",
      ],
      ...["--report", "json", "--report-json-path", report, "--report-dir", folder],
      ...(values.only?.split(" ") ?? []),
    ]);
    const found = JSON.parse(readFileSync(report, "utf8"));
    cases += casesOf(found);
    say(`${name}: ${casesOf(found)} cases, ${status === 0 ? "no failure" : "FAILURES"}`);
    if (status !== 0) failed = true;
  } finally {
    await served.close();
    rmSync(folder, { recursive: true });
  }
}

function casesOf(report: { readonly test_cases?: { readonly generated?: number } }): number {
  return report.test_cases?.generated ?? 0;
}

function run(ids: string, args: readonly string[]): Promise<number | null> {
  const child = spawn(st, args, {
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      NO_COLOR: "1",
      SCHEMATHESIS_HOOKS: join(import.meta.dirname, "hooks.py"),
      PYTHONDONTWRITEBYTECODE: "1",
      RECORD_IDS: ids,
    },
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
}
