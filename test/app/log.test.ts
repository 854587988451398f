import { describe, expect, it } from "vitest";
import { readConfig } from "../../src/app/config.js";
import { createLog } from "../../src/app/log.js";

const secret = 'p"ss-word\\1';

function logged(write: (log: ReturnType<typeof createLog>) => void, env: NodeJS.ProcessEnv = {}): Record<string, unknown>[] {
  const lines: string[] = [];
  write(createLog(readConfig({ ZHENGWEN_ES_PASSWORD: secret, ...env }), { write: (line) => lines.push(line) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe("the log", () => {
  it("takes the configuration's secrets out of messages, fields and errors", () => {
    const [line] = logged((log) => log.error({ err: new Error(`refused ${secret}`), said: secret }, `with ${secret}`));
    expect(JSON.stringify(line)).not.toContain("ss-word");
    expect(line).toMatchObject({ said: "[redacted]", msg: "with [redacted]" });
  });

  it("takes user and password out of addresses and leaves the rest of them", () => {
    const [line] = logged((log) => log.info("redis://me:hunter2@redis:6379/0 and https://example.org/a@b"));
    expect(line?.msg).toBe("redis://[redacted]@redis:6379/0 and https://example.org/a@b");
  });

  it("hides the password of Redis, in an address or among the arguments of a command", () => {
    const url = "redis://default:s3cr%2Ft-word@127.0.0.1:6379";
    const error = Object.assign(new Error("WRONGPASS for s3cr/t-word"), { command: { name: "auth", args: ["default", "s3cr/t-word"] } });
    const env = { ZHENGWEN_REDIS_URL: url, ZHENGWEN_ES_URL: "http://elastic:an0ther-one@127.0.0.1:9200" };
    const lines = logged((log) => [log.error({ err: error }), log.warn({ said: ["an0ther-one", "s3cr%2Ft-word"] })], env);
    expect(JSON.stringify(lines)).not.toMatch(/s3cr|an0ther/);
    expect(lines[0]).toMatchObject({ err: { message: "WRONGPASS for [redacted]", command: { name: "auth" } } });
  });

  it.each(["authorization", "password", "cookie", "set-cookie"])("hides the field %s down to the second level", (field) => {
    const [line] = logged((log) =>
      log.info({ [field]: "hunter2", headers: { [field]: "hunter2" }, req: { headers: { [field]: "hunter2", host: "h" } } }),
    );
    expect(JSON.stringify(line)).not.toContain("hunter2");
    expect(line).toMatchObject({ req: { headers: { host: "h" } } });
  });

  it("leaves out what is below the configured level", () => {
    const lines = logged((log) => [log.info("no"), log.warn("yes")], { ZHENGWEN_LOG_LEVEL: "warn" });
    expect(lines.map(({ msg }) => msg)).toEqual(["yes"]);
  });
});
