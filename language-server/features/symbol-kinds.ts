/** The icons of definitions in outlines and lists of symbols. */
import { SymbolKind } from "vscode-languageserver";
import type { OutlineKind } from "../graph/outline.js";

export const symbolKinds: Readonly<Record<OutlineKind, SymbolKind>> = {
  network: SymbolKind.Class,
  function: SymbolKind.Function,
  constant: SymbolKind.Constant,
  dataset: SymbolKind.Array,
  hyperparameter: SymbolKind.TypeParameter,
  argument: SymbolKind.Variable,
  column: SymbolKind.Key,
  input: SymbolKind.Interface,
  weight: SymbolKind.Field,
  bias: SymbolKind.Field,
  layer: SymbolKind.Method,
  definition: SymbolKind.Variable,
  output: SymbolKind.Property,
  loss: SymbolKind.Number,
  check: SymbolKind.Boolean,
  training: SymbolKind.Event,
  seed: SymbolKind.Enum,
};
