// Proves that the import rules of eslint/rooms.js fire: each room is linted, in memory, with an import that it may not have.
import { Linter } from "eslint";
import typescript from "typescript-eslint";
import { describe, expect, it } from "vitest";
import { roomRules } from "../../eslint/rooms.js";

const linter = new Linter();

function complaints(file: string, code: string): string[] {
  const language = {
    files: ["**/*.{ts,tsx}"],
    plugins: { "@typescript-eslint": typescript.plugin },
    languageOptions: { parser: typescript.parser },
  };
  const messages = linter.verify(code, [language, ...roomRules] as never, {
    filename: file,
  });
  return messages.map(({ message }) => message);
}

const refused: [room: string, code: string][] = [
  ["language-server/ops/elementwise.ts", 'import "langium";'],
  ["language-server/graph/graph.ts", 'import "langium/lsp";'],
  ["language-server/engine/plan.ts", 'import "vscode-languageserver";'],
  ["language-server/engine/plan.ts", 'import "vscode";'],
  ["language-server/engine/plan.ts", 'import "node:fs";'],
  ["language-server/engine/plan.ts", 'import "worker_threads";'],
  ["language-server/engine/plan.ts", "process.exit();"],
  ["language-server/engine/plan.ts", 'import "../language/lowering.js";'],
  ["language-server/engine/plan.ts", 'import "../evaluation/evaluator.js";'],
  ["language-server/ops/deep/er.ts", 'import "../../features/hover.js";'],
  ["language-server/graph/graph.ts", 'import "../module.js";'],
  ["language-server/graph/graph.ts", 'import type { A } from "../module.js";'],
  ["language-server/analysis/cost.ts", 'import "langium";'],
  ["language-server/presentation/numbers.ts", 'import "langium";'],
  ["language-server/graph-model/build.ts", 'import "vscode-languageserver";'],
  ["language-server/engine/plan.ts", 'import "../graph-model/build.js";'],
  ["language-server/engine/plan.ts", 'import "../navigation/mentions.js";'],
  ["language-server/navigation/folds.ts", 'import "vscode-languageserver";'],
  ["language-server/presentation/numbers.ts", 'import "vscode-uri";'],
  ["language-server/files/root.ts", 'import "node:fs";'],
  ["language-server/files/root.ts", 'import "langium";'],
  ["language-server/files/root.ts", 'import "vscode";'],
  ["language-server/files/root.ts", 'import "vscode-languageserver";'],
  ["language-server/files/root.ts", 'import "../language/unit.js";'],
  ["language-server/engine/plan.ts", 'import "../files/reading-rule.js";'],
  ["language-server/trace/steps.ts", 'import "../grammar/generated/ast.js";'],
  ["language-server/interop/onnx.ts", 'import "node:fs";'],
  ["language-server/training/loop.ts", 'import "../features/hover.js";'],
  ["language-server/language/lowering.ts", 'import "langium/lsp";'],
  ["language-server/language/lowering.ts", 'import "vscode-languageserver";'],
  ["language-server/language/lowering.ts", 'import "../features/hover.js";'],
  ["language-server/language/lowering.ts", 'import "node:path";'],
  ["language-server/language/lowering.ts", 'import "langium/node";'],
  ["language-server/evaluation/evaluator.ts", 'import "node:worker_threads";'],
  [
    "language-server/evaluation/evaluator.ts",
    'import "../grammar/generated/ast.js";',
  ],
  [
    "language-server/evaluation/evaluator.ts",
    'import "vscode-languageserver-types";',
  ],
  [
    "language-server/features/hover.ts",
    'import type { Network } from "../grammar/generated/ast.js";',
  ],
  ["language-server/features/hover.ts", 'import "node:fs";'],
  ["language-server/features/hover.ts", 'import "../../src/extension.js";'],
  ["language-server/module.ts", 'import "vscode-languageserver/node";'],
  ["language-server/protocol.ts", 'import "vscode-jsonrpc";'],
  ["language-server/protocol.ts", 'import { a } from "./graph/graph.js";'],
  ["language-server/protocol.ts", 'import "./features/hover.js";'],
  ["language-server/protocol/graph.ts", 'import "vscode-jsonrpc";'],
  ["language-server/protocol/graph.ts", 'import "../features/hover.js";'],
  [
    "language-server/protocol/graph.ts",
    'import { a } from "../graph/graph.js";',
  ],
  ["language-server/engine/plan.ts", 'import "../protocol/graph.js";'],
  ["src/status-bar.ts", 'import "../language-server/module.js";'],
  ["src/status-bar.ts", 'import type { A } from "../language-server/main.js";'],
  ["src/status-bar.ts", 'import { a } from "../language-server/graph/a.js";'],
  ["src/commands/evaluate.ts", 'import "node:fs";'],
  ["src/commands/evaluate.ts", 'import "vscode-languageclient/node";'],
  ["src/graph-view/drawing/layout.ts", 'import "vscode";'],
  ["src/graph-view/drawing/layout.ts", 'import "node:fs";'],
  ["src/graph-view/drawing/layout.ts", "document.title;"],
  ["src/graph-view/drawing/nodes/gate.tsx", 'import "../../page/zoom.js";'],
  ["src/graph-view/drawing/layout.ts", 'import "../panel.js";'],
  ["src/debug/adapter/session.ts", 'import "vscode";'],
  ["src/debug/adapter/session.ts", 'import "node:net";'],
  ["src/debug/adapter/session.ts", 'import "../client-trace-server.js";'],
  ["src/debug/adapter/session.ts", "process.exit();"],
  [
    "src/graph-view/drawing/layout.ts",
    'import "../../../language-server/presentation/numbers.js";',
  ],
  ["cli/graph.ts", 'import "../src/status-bar.js";'],
  ["cli/eval.ts", 'import "../language-server/features/hover.js";'],
  ["cli/eval.ts", 'import "vscode-languageserver";'],
  ["cli/main.ts", 'import "../language-server/grammar/generated/ast.js";'],
];

const welcome: [room: string, code: string][] = [
  ["language-server/engine/plan.ts", 'import "../graph/graph.js";'],
  ["language-server/language/lowering.ts", 'import "langium";'],
  [
    "language-server/language/lowering.ts",
    'import "../grammar/generated/ast.js";',
  ],
  ["language-server/evaluation/worker.ts", 'import "node:worker_threads";'],
  ["language-server/evaluation/node-worker.ts", 'import "node:path";'],
  ["language-server/language/node-files.ts", 'import "node:fs";'],
  ["language-server/features/hover.ts", 'import "langium/lsp";'],
  ["language-server/main.ts", 'import "vscode-languageserver/node";'],
  ["language-server/protocol.ts", 'import type { A } from "./graph/a.js";'],
  ["src/status-bar.ts", 'import { b } from "../language-server/protocol.js";'],
  [
    "src/status-bar.ts",
    'import type { A } from "../language-server/graph/a.js";',
  ],
  ["src/extension.ts", 'import "vscode-languageclient/node";'],
  [
    "src/debug/adapter/trace.ts",
    'import { b } from "../../../language-server/protocol.js";',
  ],
  ["cli/eval.ts", 'import "node:fs";'],
  ["cli/graph.ts", 'import "../src/graph-view/drawing/svg-document.js";'],
  [
    "src/graph-view/drawing/layout.ts",
    'import type { A } from "../../../language-server/graph/graph-model.js";',
  ],
  ["language-server/files/node-files.ts", 'import "node:fs";'],
  ["language-server/files/root.ts", 'import "vscode-uri";'],
  ["language-server/language/unit.ts", 'import "../files/text.js";'],
  ["cli/eval.ts", 'import "../language-server/module.js";'],
];

describe("the import rules", () => {
  it.each(refused)("%s may not have %s", (file, code) => {
    expect(complaints(file, code)).toHaveLength(1);
  });

  it.each(welcome)("%s may have %s", (file, code) => {
    expect(complaints(file, code)).toEqual([]);
  });
});
