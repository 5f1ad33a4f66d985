// How the project is linted: typescript-eslint's strict type-checked rules, and the rooms of ARCHITECTURE.md.
import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import typescript from "typescript-eslint";
import { roomRules } from "./eslint/rooms.js";

export default defineConfig(
  globalIgnores(["dist/", "out/", ".cache/", "language-server/**/generated/"]),
  js.configs.recommended,
  typescript.configs.strictTypeChecked,
  typescript.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: {
      noInlineConfig: true,
      reportUnusedDisableDirectives: "error",
    },
    rules: {
      eqeqeq: "error",
      "object-shorthand": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-import-type-side-effects": "error",
      "@typescript-eslint/no-confusing-void-expression": "off",
      // These two take 40 % of the time; there are few enums and no classes that only look alike.
      "@typescript-eslint/no-unsafe-enum-assignment": "off",
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    // Plain JavaScript is type-checked as well, and tsc knows the names that exist better.
    files: ["**/*.{js,mjs}"],
    rules: {
      "no-undef": "off",
      // Casts in JSDoc are invisible to these two.
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
    },
  },
  {
    // ES5, outside the type check.
    files: ["cli/nn.cjs"],
    extends: [typescript.configs.disableTypeChecked],
    languageOptions: {
      sourceType: "commonjs",
      globals: {
        process: "readonly",
        require: "readonly",
        __dirname: "readonly",
      },
    },
    rules: {
      "no-var": "off",
      "object-shorthand": "off",
      "@typescript-eslint/no-require-imports": "off",
    },
  },
  roomRules,
);
