/**
 * What names mean at a place: values, and functions with networks, are two namespaces. Inside a network a name hides
 * the file's constants and datasets; names are compared in Unicode's composed form, which the parser has applied.
 */
import type { NodeId, SourceRange } from "../graph/graph.js";
import type { Dimension } from "../graph/dimension.js";
import type { Constant as ConstantValue } from "../engine/constant.js";
import type {
  Constant,
  Dataset,
  FunctionDefinition,
  Network,
} from "../grammar/generated/ast.js";
import type { SourceUnit } from "./context.js";

interface Declared {
  /** Where the name is defined. */
  readonly source: SourceRange;
}

/** What a name in an expression can stand for. */
export type ValueEntity =
  | (Declared & {
      readonly kind: "value";
      /** Absent where the statement that defines it has an error. */
      readonly node: NodeId | undefined;
      /** The outputs to choose from, where the name is that of a network with several. */
      readonly outputs?: readonly string[];
    })
  | (Declared & {
      readonly kind: "argument";
      readonly node: NodeId | undefined;
    })
  | (Declared & {
      readonly kind: "hyperparameter";
      readonly value: ConstantValue | undefined;
    })
  | (Declared & { readonly kind: "dimension"; readonly dimension: Dimension })
  | (Declared & {
      readonly kind: "constant";
      readonly declaration: Constant;
      readonly unit: SourceUnit;
    })
  | (Declared & {
      readonly kind: "dataset";
      readonly declaration: Dataset;
      readonly unit: SourceUnit;
    });

/** What a name before `(` or after `|>` can stand for, besides the built-in functions. */
export type CallableEntity =
  | (Declared & {
      readonly kind: "function";
      readonly declaration: FunctionDefinition;
      readonly unit: SourceUnit;
    })
  | (Declared & {
      readonly kind: "network";
      readonly declaration: Network;
      readonly unit: SourceUnit;
    });

/** The values that are visible, innermost first. */
export class Scope {
  private readonly own = new Map<string, ValueEntity>();

  constructor(private readonly outer?: Scope) {}

  define(name: string, entity: ValueEntity): void {
    this.own.set(name, entity);
  }

  /** What this scope itself defines under the name, not what it hides. */
  ownEntity(name: string): ValueEntity | undefined {
    return this.own.get(name);
  }

  /** Everything that this scope itself defines. */
  ownEntities(): ReadonlyMap<string, ValueEntity> {
    return this.own;
  }

  lookUp(name: string): ValueEntity | undefined {
    return this.own.get(name) ?? this.outer?.lookUp(name);
  }

  /** The symbolic dimensions that this scope itself defines. */
  dimensions(): { readonly name: string; readonly source: SourceRange }[] {
    return [...this.own].flatMap(([name, { kind, source }]) =>
      kind === "dimension" ? [{ name, source }] : [],
    );
  }

  /** Every visible name, for suggestions. */
  names(): string[] {
    return [...this.own.keys(), ...(this.outer?.names() ?? [])];
  }
}

/** Numbers that have a name in every program and cannot be redefined. */
export const builtInConstants: ReadonlyMap<string, number> = new Map([
  ["pi", Math.PI],
  ["π", Math.PI],
  ["inf", Infinity],
]);
