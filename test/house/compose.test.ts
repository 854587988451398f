import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { readConfig, settings } from "../../src/app/config.js";
import { elasticsearchVersion } from "../services/cache.js";
import { read, root } from "./repository.js";

const serviceSchema = z.object({
  image: z.string(),
  build: z.string().optional(),
  command: z.array(z.string()).optional(),
  profiles: z.array(z.string()).optional(),
  restart: z.string(),
  environment: z.record(z.string(), z.string()).default({}),
  depends_on: z.record(z.string(), z.object({ condition: z.enum(["service_healthy", "service_completed_successfully"]) })).default({}),
  ports: z.array(z.string()).default([]),
  mem_limit: z.string().optional(),
  volumes: z.array(z.unknown()).default([]),
  container_name: z.string().optional(),
  /** one that ends by itself has none */
  healthcheck: z.object({ test: z.array(z.string()), interval: z.string(), timeout: z.string(), retries: z.int() }).optional(),
});
const composeSchema = z.object({ services: z.record(z.string(), serviceSchema), volumes: z.record(z.string(), z.null()) });

const composeText = read("docker-compose.yml");
const { services, volumes } = composeSchema.parse(parse(composeText, { merge: true }));
const packageJson = JSON.parse(read("package.json")) as {
  bin: Record<string, string>;
  scripts: Record<string, string>;
  engines: { node: string };
  dependencies: Record<string, string>;
};
const known = new Set(settings.map(({ name }) => name));
const program = ["api", "worker-process", "worker-crawl", "worker-deliver"];

/** A service's environment as compose passes it where the outside sets a password and nothing else. */
function environmentOf(service: string): Record<string, string> {
  const outside: Record<string, string> = { ZHENGWEN_ES_PASSWORD: "a-password", ELASTIC_PASSWORD: "another" };
  const filled = (value: string) =>
    value.replace(
      /\$\{(\w+)(?::([-?])([^}]*))?\}/g,
      (_, name: string, mark?: string, word = "") => outside[name] ?? (mark === "-" ? word : ""),
    );
  return Object.fromEntries(Object.entries(services[service]?.environment ?? {}).map(([name, value]) => [name, filled(value)]));
}

describe("docker-compose.yml", () => {
  it("has the two servers, what makes the role, and the four parts of the program, each with a health check that does not end", () => {
    expect(Object.keys(services).sort()).toEqual(["redis", "elasticsearch", "elasticsearch-role", ...program].sort());
    const unchecked = Object.entries(services).filter(([, { healthcheck }]) => healthcheck === undefined);
    expect(unchecked.map(([name]) => name)).toEqual(["elasticsearch-role"]);
  });

  it("gives the superuser's password to nothing but the server and what makes the role that the programs have", () => {
    const holders = Object.entries(services).filter(([, { environment }]) => JSON.stringify(environment).includes("{ELASTIC_PASSWORD"));
    expect(holders.map(([name]) => name).sort()).toEqual(["elasticsearch", "elasticsearch-role"]);
    for (const name of program) expect(readConfig(environmentOf(name)).esUsername).toBe("zhengwen");
    const [script = ""] = services["elasticsearch-role"]?.command ?? [];
    expect(script).toContain("put role/zhengwen @/role.json");
    expect(script).toContain("put user/zhengwen ");
    const { names } = (JSON.parse(read("docs/elasticsearch-role.json")) as { indices: { names: string[] }[] }).indices[0] ?? { names: [] };
    expect(names).toEqual([`${readConfig({}).esPrefix}-*`]);
  });

  it("names only variables of the configuration table, and of the servers themselves", () => {
    const named = new Set(composeText.match(/\bZHENGWEN_[A-Z_]+/g));
    expect([...named].filter((name) => !known.has(name))).toEqual([]);
    for (const name of program) {
      expect(Object.keys(services[name]?.environment ?? {}).filter((variable) => !known.has(variable))).toEqual([]);
    }
  });

  it.each(program)("gives %s a configuration that the program takes, on the compose file's own servers", (name) => {
    const config = readConfig(environmentOf(name));
    expect(new URL(config.redisUrl ?? "").hostname).toBe("redis");
    expect(new URL(config.esUrl ?? "").hostname).toBe("elasticsearch");
    expect(config.esPassword).toBe("a-password");
    expect(Object.keys(services[name]?.depends_on ?? {}).sort()).toEqual(["elasticsearch", "elasticsearch-role", "redis"]);
  });

  it("keeps every queued job: Redis writes an append-only file into a volume and evicts nothing", () => {
    expect(services.redis?.image).toBe("redis:7-alpine");
    const command = services.redis?.command?.join(" ");
    expect(command).toContain("--appendonly yes");
    expect(command).toContain("--maxmemory-policy noeviction");
    expect(services.redis?.volumes).toContain("redis:/data");
    expect(Object.keys(volumes).sort()).toEqual(["elasticsearch", "redis"]);
  });

  it("runs the Elasticsearch that the tests run and the client talks to, with security and a password from outside", () => {
    expect(services.elasticsearch?.image).toBe(`elasticsearch:${elasticsearchVersion}`);
    expect(packageJson.dependencies["@elastic/elasticsearch"]).toContain(`~${elasticsearchVersion.split(".").slice(0, 2).join(".")}.`);
    expect(services.elasticsearch?.environment["xpack.security.enabled"]).toBe("true");
    expect(services.elasticsearch?.environment.ELASTIC_PASSWORD).toMatch(/^\$\{ELASTIC_PASSWORD:\?/);
    expect(services.elasticsearch?.volumes).toContain("elasticsearch:/usr/share/elasticsearch/data");
  });

  it("bounds the memory of each, and asks each worker on the port that it answers on", () => {
    for (const [name, { mem_limit }] of Object.entries(services)) expect(mem_limit, name).toMatch(/^\d+g$/);
    for (const name of program) {
      const { port, workerPort } = readConfig(environmentOf(name));
      const asked = name === "api" ? port : workerPort;
      expect(services[name]?.healthcheck?.test.join(" "), name).toContain(`http://127.0.0.1:${asked}/ready`);
    }
  });

  it("lets the workers scale: they have no name and no port of their own", () => {
    for (const name of ["worker-process", "worker-crawl"]) {
      expect(services[name]?.container_name).toBeUndefined();
      expect(services[name]?.ports).toEqual([]);
    }
  });

  it("hands a webhook that is named outside on to whoever sends to it", () => {
    for (const name of ["worker-crawl", "worker-deliver"]) {
      const { ZHENGWEN_WEBHOOK_URL: url, ZHENGWEN_WEBHOOK_SECRET: secret } = services[name]?.environment ?? {};
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is compose that fills this in
      expect([url, secret]).toEqual(["${ZHENGWEN_WEBHOOK_URL:-}", "${ZHENGWEN_WEBHOOK_SECRET:-}"]);
    }
  });

  it("publishes the API alone, to this machine, on the port that it listens on", () => {
    const published = Object.entries(services).filter(([, { ports }]) => ports.length > 0);
    expect(published.map(([name]) => name)).toEqual(["api"]);
    expect(services.api?.ports).toEqual([`127.0.0.1:${readConfig({}).port}:${readConfig({}).port}`]);
  });

  it("starts each part by a command of the program", () => {
    expect(program.map((name) => services[name]?.command)).toEqual([
      ["serve"],
      ["work", "process"],
      ["work", "crawl"],
      ["work", "deliver"],
    ]);
  });
});

describe("Dockerfile", () => {
  const text = read("Dockerfile");
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith("FROM ")));

  it("runs the package's own program on one Node, named by its full version, that the package takes", () => {
    expect(last).toContain(`ENTRYPOINT ["node", "${packageJson.bin.zhengwen}"]`);
    const images = new Set(lines.filter((line) => line.startsWith("FROM ")).map((line) => line.split(" ")[1]));
    expect(images.size).toBe(1);
    const [, version = ""] = /^node:(\d+\.\d+\.\d+)-bookworm-slim$/.exec([...images][0] ?? "") ?? [];
    const [, oldest = ""] = /(\d+\.\d+)/.exec(packageJson.engines.node) ?? [];
    expect(version.localeCompare(oldest, "en", { numeric: true })).toBeGreaterThan(0);
  });

  it("builds from the lock file with scripts that package.json has, where a compiler is at hand", () => {
    expect(text).toContain("RUN npm ci\n");
    for (const [, script = ""] of text.matchAll(/npm run ([\w:-]+)/g)) expect(packageJson.scripts).toHaveProperty([script]);
    for (const tool of ["g++", "make", "python3"])
      expect(text).toMatch(new RegExp(`apt-get install[^\\n]* ${tool.replaceAll("+", "\\+")}( |$)`, "m"));
    expect(last.some((line) => line.includes("apt-get"))).toBe(false);
  });

  it("copies only what is there, and everything that the program reads", () => {
    const copied = lines.filter((line) => /^COPY (?!--from)/.test(line)).flatMap((line) => line.split(" ").slice(1, -1));
    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    for (const folder of ["dictionaries", "samples", "schema"]) expect(copied).toContain(folder);
    const ignored = read(".dockerignore").split("\n");
    expect(copied.filter((path) => ignored.includes(path))).toEqual([]);
  });

  it("does not run as root, and names only variables of the configuration table", () => {
    expect(last).toContain("USER 1000:1000");
    const named = text.match(/\bZHENGWEN_[A-Z_]+/g) ?? [];
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });
});
