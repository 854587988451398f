import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/services/**", "test/types/**"],
          pool: "forks",
          isolate: false,
          maxWorkers: 2,
          testTimeout: 60_000,
        },
      },
    ],
  },
});
