// What `vitest run` executes: every test except the workbench suite, which runs inside a VS Code (test/workbench).
import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: [...configDefaults.exclude, "test/workbench/**", ".cache/**"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
