// What `vitest run` executes: the unit tests, then `npm start` itself. The suite that runs inside a VS Code is Mocha's
// (test/workbench).
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // How long what is waited for may take: the machine may be doing other things.
    expect: { poll: { timeout: 8000 } },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/workbench/**", "test/start/**"],
        },
      },
      {
        extends: true,
        test: {
          name: "start",
          include: ["test/start/**/*.test.ts"],
          // It builds, so nothing else may use dist/ meanwhile.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
