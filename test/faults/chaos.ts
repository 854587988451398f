import { setTimeout as wait } from "node:timers/promises";
import type { RestartableServer } from "../services/server.js";
import type { Intercept } from "../support/proxy.js";
import type { Disk } from "./disk.js";
import type { Fleet } from "./fleet.js";
import type { Random } from "./random.js";

/** What faults are done to. The servers are null where everything runs in one process. */
export interface Target {
  readonly fleet: Fleet;
  /** what the embedded store lies on; null where it is the machine's own disk */
  readonly disk: Disk | null;
  readonly servers: { readonly redis: RestartableServer; readonly elasticsearch: RestartableServer; readonly indexPrefix: string } | null;
}

export interface Fault {
  readonly name: string;
  /** once the fixture site has had so many requests */
  readonly after: number;
  run(target: Target): Promise<void>;
  /** a server is away meanwhile: a process may give up over it */
  readonly ofServer?: true;
  /** what the processes must say of it in their log: they wait, but not in silence */
  readonly says?: RegExp;
}

type Deed = Pick<Fault, "name" | "run" | "ofServer" | "says"> & {
  /** what was known of whose turn it is at a host is lost with it */
  readonly forgetsTurns?: true;
};

/** Seconds after which it must be said that a server is away: longer than a request waits for its answer. By which words one knows it. */
const patience = 45;
const words = { redis: /ECONNREFUSED|queue\.unavailable/, elasticsearch: /store\.unavailable/ };

const pause = (name: "redis" | "elasticsearch", seconds: number): Deed => ({
  name: `${name} paused for ${seconds} s`,
  ofServer: true,
  run: async ({ servers }) => {
    const pid = servers?.[name].pid;
    if (pid === undefined) return;
    process.kill(pid, "SIGSTOP");
    await wait(seconds * 1000);
    process.kill(pid, "SIGCONT");
  },
  ...(seconds > patience && { says: words[name] }),
});

const kill = (name: "redis" | "elasticsearch", seconds: number): Deed => ({
  name: `${name} killed, back after ${seconds} s`,
  ofServer: true,
  run: async ({ servers }) => {
    await servers?.[name].kill();
    await wait(seconds * 1000);
    await servers?.[name].restart();
  },
  ...(name === "redis" && { forgetsTurns: true }),
  ...(seconds > patience && { says: words[name] }),
});

const flush: Deed = {
  name: "redis flushed",
  run: async ({ servers }) => {
    if (!servers) return;
    const { Redis } = await import("ioredis");
    const redis = new Redis(servers.redis.url);
    await redis.flushall();
    redis.disconnect();
  },
  forgetsTurns: true,
};

/** As a full disk does it. */
const readOnly = (index: string): Deed => ({
  name: `${index} closed to writing for 4 s`,
  ofServer: true,
  run: async ({ servers }) => {
    if (!servers) return;
    const close = async (blocked: boolean) => {
      const answer = await fetch(`${servers.elasticsearch.url}/${servers.indexPrefix}-${index}/_settings`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ "index.blocks.write": blocked }),
      });
      // before the first worker has made it there is nothing to close
      if (!answer.ok && answer.status !== 404) throw new Error(await answer.text());
    };
    await close(true);
    await wait(4000);
    await close(false);
  },
});

const fullDisk: Deed = {
  name: "disk full for 4 s",
  run: async ({ disk }) => disk?.fill(4000),
  ofServer: true,
};

const documentProcess = (kind: "process" | "embedded"): Deed => ({
  name: "a process that runs documents killed",
  run: ({ fleet }) => fleet.killDocumentProcess(kind),
});

const workers = (kinds: readonly ("crawl" | "process" | "embedded")[]): Deed[] =>
  kinds.flatMap((kind): Deed[] => [
    { name: `a ${kind} process killed`, run: ({ fleet }) => fleet.kill(kind), ...(kind === "embedded" && { forgetsTurns: true as const }) },
    {
      name: `a ${kind} process ended`,
      run: ({ fleet }) => fleet.terminate(kind),
      ...(kind === "embedded" && { forgetsTurns: true as const }),
    },
  ]);

/** The faults of a seed, each at its moment. */
export function planFaults(random: Random, mode: "embedded" | "distributed", requests: number): (Fault & Pick<Deed, "forgetsTurns">)[] {
  const deeds: Deed[] = [];
  if (mode === "embedded") {
    for (let i = 0; i < 2; i++) deeds.push(random.pick(workers(["embedded"])));
    deeds.push(random.pick([fullDisk, documentProcess("embedded")]));
  } else {
    const ofWorkers = workers(["crawl", "process"]);
    deeds.push(random.pick(ofWorkers), random.pick(ofWorkers), random.pick([...ofWorkers, documentProcess("process")]));
    deeds.push(random.pick([pause("redis", 3), kill("redis", 1), kill("redis", 4), kill("redis", 60), pause("redis", 60), flush]));
    deeds.push(
      random.pick([
        kill("elasticsearch", 1),
        pause("elasticsearch", 5),
        pause("elasticsearch", 32),
        readOnly(random.pick(["records", "ledger", "pages", "changes", "state"])),
      ]),
    );
  }
  const planned = deeds.map((deed) => ({ ...deed, after: random.whole(5, Math.floor(requests * 0.9)) }));
  return planned.sort((a, b) => a.after - b.after);
}

/** What stands between the workers and Elasticsearch: answers that get lost, requests that never arrive, items refused for overload. */
export function unreliable(random: Random, active: () => boolean): Intercept {
  return async (seen, forward) => {
    if (!active() || !random.chance(0.04)) return forward();
    const kind = random.pick(["lost answer", "lost request", "overload", "overload"] as const);
    if (kind === "lost request") return "cut";
    if (kind === "lost answer") {
      await forward();
      return "cut";
    }
    if (!seen.path.startsWith("/_bulk"))
      return { status: 429, body: JSON.stringify({ error: { type: "es_rejected_execution_exception", reason: "busy" }, status: 429 }) };
    return refuseSome(seen.body, random, forward);
  };
}

/** Passes some operations of a bulk request on and refuses the others for overload. */
async function refuseSome(body: string, random: Random, forward: Parameters<Intercept>[1]): ReturnType<Intercept> {
  const operations = operationsOf(body);
  const passed = operations.map(() => random.chance(0.5));
  const forwarded = operations.filter((_, i) => passed[i]);
  const answer =
    forwarded.length === 0
      ? { status: 200, body: JSON.stringify({ took: 1, errors: false, items: [] }) }
      : await forward({ body: `${forwarded.map(({ lines }) => lines).join("\n")}\n` });
  if (answer.status !== 200) return answer;
  const given = JSON.parse(answer.body) as { took: number; items: unknown[] };
  const error = { type: "es_rejected_execution_exception", reason: "rejected execution" };
  const items = operations.map(({ action }, i) => (passed[i] ? given.items.shift() : { [action]: { status: 429, error } }));
  return { status: 200, body: JSON.stringify({ ...given, errors: true, items }) };
}

function operationsOf(body: string): { action: string; lines: string }[] {
  const operations: { action: string; lines: string }[] = [];
  const lines = body.split("\n").filter((line) => line !== "");
  for (let i = 0; i < lines.length; i++) {
    const head = lines[i] ?? "";
    const [action = "index"] = Object.keys(JSON.parse(head) as object);
    if (action === "delete") operations.push({ action, lines: head });
    else operations.push({ action, lines: `${head}\n${lines[++i]}` });
  }
  return operations;
}
