import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { pipelineLimits, readConfig, settings, unknownVariables } from "../../src/app/config.js";
import { ZhengwenError } from "../../src/model/errors.js";
import { defaultLimits } from "../../src/pipeline/limits.js";

function mistakesOf(env: NodeJS.ProcessEnv): string {
  try {
    readConfig(env);
  } catch (error) {
    expect(error).toBeInstanceOf(ZhengwenError);
    expect((error as ZhengwenError).code).toBe("config.invalid");
    return (error as Error).message;
  }
  throw new Error("the configuration was taken");
}

describe("readConfig", () => {
  it("gives the defaults of DESIGN §6 to an empty environment", () => {
    const config = readConfig({});
    expect(config).toMatchObject({ redisUrl: null, workers: null });
    expect(config).toMatchObject({ pageLimit: 10_000_000, attachmentLimit: 50_000_000, robotsLimit: 524_288, fetchTimeout: 30_000 });
    expect(config).toMatchObject({ redirectLimit: 5, esUrl: null, esPassword: null, fetchAllow: [], port: 8080 });
    expect(pipelineLimits(config)).toEqual(defaultLimits);
  });

  it("takes Elasticsearch without Redis, the queue being in process then", () => {
    expect(readConfig({ ZHENGWEN_ES_URL: "http://elasticsearch:9200" }).redisUrl).toBeNull();
    const config = readConfig({ ZHENGWEN_REDIS_URL: "redis://redis:6379", ZHENGWEN_ES_URL: "http://elasticsearch:9200" });
    expect(config.redisUrl).toBe("redis://redis:6379");
  });

  it("refuses Redis without Elasticsearch, with the reason", () => {
    expect(mistakesOf({ ZHENGWEN_REDIS_URL: "redis://redis:6379" })).toContain("ZHENGWEN_REDIS_URL needs ZHENGWEN_ES_URL");
  });

  it("takes an empty variable as not set, as a compose file passes it", () => {
    expect(readConfig({ ZHENGWEN_REDIS_URL: "", ZHENGWEN_PORT: "" })).toEqual(readConfig({}));
  });

  it("takes a secret from the first line of a file that a variable names", () => {
    const folder = mkdtempSync(join(tmpdir(), "zhengwen-config-"));
    try {
      const file = join(folder, "password");
      writeFileSync(file, "a secret word\nnot this\n");
      const env = { ZHENGWEN_ES_URL: "http://elasticsearch:9200", ZHENGWEN_ES_PASSWORD_FILE: file };
      expect(readConfig(env).esPassword).toBe("a secret word");
      expect(unknownVariables({ ...env, ZHENGWEN_PORT_FILE: file })).toEqual(["ZHENGWEN_PORT_FILE"]);
      expect(mistakesOf({ ...env, ZHENGWEN_ES_PASSWORD: "b" })).toContain(
        "ZHENGWEN_ES_PASSWORD and ZHENGWEN_ES_PASSWORD_FILE are both set",
      );
      expect(mistakesOf({ ZHENGWEN_ES_PASSWORD_FILE: join(folder, "none") })).toContain("no such file");
      writeFileSync(file, "\n");
      expect(mistakesOf(env)).toContain("is empty");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("reports every mistake at once, each with the variable's name", () => {
    const message = mistakesOf({
      ZHENGWEN_PORT: "80a",
      ZHENGWEN_PAGE_LIMIT: "ten",
      ZHENGWEN_LOG_LEVEL: "loud",
      ZHENGWEN_ES_URL: "localhost:9200",
    });
    for (const name of ["ZHENGWEN_PORT", "ZHENGWEN_PAGE_LIMIT", "ZHENGWEN_LOG_LEVEL", "ZHENGWEN_ES_URL"]) {
      expect(message).toContain(name);
    }
  });

  it("never repeats what was given: it may be a password", () => {
    expect(
      mistakesOf({ ZHENGWEN_ES_PASSWORD: " ", ZHENGWEN_ES_URL: "ftp://user:hunter2@host", ZHENGWEN_REDIS_URL: "redis://x" }),
    ).not.toContain("hunter2");
  });

  it.each([
    ["ZHENGWEN_PAGE_LIMIT", "512KiB", "pageLimit", 524_288],
    ["ZHENGWEN_PAGE_LIMIT", "1000", "pageLimit", 1000],
    ["ZHENGWEN_HOST_GAP", "0.5", "hostGap", 500],
    ["ZHENGWEN_UNDECODABLE_SHARE", "1", "undecodableShare", 1],
    ["ZHENGWEN_FETCH_ALLOW", "127.0.0.1:8080, [::1]:9", "fetchAllow", ["127.0.0.1:8080", "[::1]:9"]],
    ["ZHENGWEN_ES_PREFIX", "news-2", "esPrefix", "news-2"],
  ])("reads %s=%s", (name, given, key, expected) => {
    expect(readConfig({ [name]: given })).toHaveProperty(key, expected);
  });

  it.each([
    ["ZHENGWEN_PAGE_LIMIT", "0"],
    ["ZHENGWEN_PAGE_LIMIT", "-5"],
    ["ZHENGWEN_PAGE_LIMIT", "10 mb"],
    ["ZHENGWEN_PORT", "65536"],
    ["ZHENGWEN_CONCURRENCY", "0"],
    ["ZHENGWEN_UNDECODABLE_SHARE", "1.5"],
    ["ZHENGWEN_HOST_GAP", "Infinity"],
    ["ZHENGWEN_FETCH_ALLOW", "localhost:8080"],
    ["ZHENGWEN_FETCH_ALLOW", "127.0.0.1"],
    ["ZHENGWEN_FETCH_ALLOW", "127.0.0.256:80"],
    ["ZHENGWEN_FETCH_ALLOW", "127.0.0.1:70000"],
    ["ZHENGWEN_ES_PREFIX", "News*"],
  ])("refuses %s=%s", (name, given) => {
    expect(mistakesOf({ [name]: given })).toContain(name);
  });
});

describe("the configuration table", () => {
  it("names each variable once, with a default that its own schema takes", () => {
    expect(new Set(settings.map(({ name }) => name)).size).toBe(settings.length);
    for (const { name, default: standard, schema } of settings) {
      expect(name).toMatch(/^ZHENGWEN_[A-Z_]+$/);
      if (standard !== null) expect(schema.safeParse(standard).success, name).toBe(true);
    }
  });

  it("tells misspelt variables from those of tests and others' variables", () => {
    const env = { ZHENGWEN_STOER: "x", ZHENGWEN_STORE: "x", ZHENGWEN_TEST_ES_URL: "x", ZHENGWEN_CORPUS: "x", PATH: "x" };
    expect(unknownVariables(env)).toEqual(["ZHENGWEN_STOER"]);
  });
});
