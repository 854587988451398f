import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** Forks that keep their modules: the segmenter takes 1–2 s and 235 MB per process, so it is loaded once in each. */
const forks = { pool: "forks", isolate: false } as const;

/** Suites that use a real Redis or Elasticsearch; they share one of each, found or started in the set-up. */
const services = ["test/services/**/*.test.ts", "test/conformance/**/*.test.ts"];

/** Of these, the ones in which servers and workers are killed or away: they wait for time-outs, and run with the processes. */
const kills = ["test/services/{alerts-kill,worker-kill,redis-flush}.test.ts", "test/conformance/elasticsearch-faults.test.ts"];

/** What the suites with real servers have in common. */
const withServices = {
  ...forks,
  fileParallelism: false,
  testTimeout: 120_000,
  hookTimeout: 120_000,
  globalSetup: ["test/support/build.ts", "test/services/setup.ts"],
};

/** Suites that start the program, or its child processes, again and again; minutes, so they have a command of their own. */
const processes = ["test/cli/**/*.test.ts", "test/docs/examples.test.ts", "test/sandbox/**/*.test.ts"];

/** The package by its own name, as its users write it, without a build before. */
const resolve = { alias: [{ find: /^zhengwen$/, replacement: join(import.meta.dirname, "src", "index.ts") }] };

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: [...services, ...processes],
          ...forks,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 240_000,
          globalSetup: ["test/support/build.ts"],
        },
      },
      {
        resolve,
        test: {
          name: "processes",
          include: processes,
          ...forks,
          maxWorkers: 2,
          sequence: { groupOrder: 3 },
          testTimeout: 240_000,
          globalSetup: ["test/support/build.ts"],
        },
      },
      {
        resolve,
        test: { name: "services", include: services, exclude: kills, ...withServices, sequence: { groupOrder: 2 } },
      },
      {
        resolve,
        test: { name: "kills", include: kills, ...withServices, sequence: { groupOrder: 4 } },
      },
      {
        test: {
          name: "types",
          include: [],
          typecheck: { enabled: true, only: true, include: ["test/types/**/*.test-d.ts"], tsconfig: "tsconfig.types.json" },
        },
      },
    ],
  },
});
