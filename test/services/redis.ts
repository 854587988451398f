import { mkdtempSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { discard, freePort, killed, launch, onPath, type RestartableServer } from "./server.js";

export const redisRemedy = "install redis-server (on Debian: apt-get install redis-server) or set ZHENGWEN_TEST_REDIS_URL";

/** Whether `startRedis` can work on this machine. */
export function hasRedis(): boolean {
  return onPath("redis-server");
}

/** Starts a Redis of its own, configured as in production: an append-only file and no eviction. */
export async function startRedis(): Promise<RestartableServer> {
  const folder = mkdtempSync(join(tmpdir(), "zhengwen-redis-"));
  const port = await freePort();
  const persistence = ["--appendonly", "yes", "--appendfsync", "everysec", "--save", ""];
  const start = () =>
    launch({
      name: "redis-server",
      command: "redis-server",
      args: ["--bind", "127.0.0.1", "--port", String(port), "--dir", folder, ...persistence, "--maxmemory-policy", "noeviction"],
      options: {},
      folder,
      answers: () => answersPing(port),
      seconds: 20,
    });
  let child = await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    get pid() {
      return child.pid ?? 0;
    },
    kill: () => killed(child),
    restart: async () => {
      child = await start();
    },
    stop: () => discard(child, folder),
  };
}

function answersPing(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: "127.0.0.1", port }, () => socket.write("PING\r\n"));
    socket.setTimeout(1000, () => socket.destroy());
    socket.once("data", (data) => {
      resolve(data.toString().startsWith("+PONG"));
      socket.destroy();
    });
    socket.once("error", () => resolve(false));
    socket.once("close", () => resolve(false));
  });
}
