import { openBullQueue } from "../../src/queue/bullmq/queue.js";

/** A worker process that dies on the job `poison`; it says on stdout what it did. Arguments: address and prefix of the queue. */
const [redisUrl = "", prefix = ""] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);
const queue = openBullQueue<{ readonly id: string }>({
  redisUrl,
  prefix,
  name: "pages",
  attempts: 3,
  backoff: 20,
  stalledInterval: 300,
  onError: (error) => say(`error ${error.message}`),
});
await queue.process(
  async ({ id }) => {
    if (id === "poison") process.kill(process.pid, "SIGKILL");
    say(`done ${id}`);
  },
  { concurrency: 1, onFailed: async ({ id }, error) => void say(`failed ${id} ${"code" in error ? error.code : error.message}`) },
);
