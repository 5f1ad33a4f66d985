/**
 * What a statement's calls of layers own, and what it is called. Two counts run side by side, as the reference has it:
 * every call of a layer or a network counts for the names that random numbers are drawn under, only those that own a
 * parameter count for the names that people write.
 */
import type { AstNode } from "langium";
import type { NameKind, NodeId, SourceRange } from "../graph/graph.js";

/** A value that a call brings along, under a name that continues the layer's: `.weight`, `.hidden`, `[3].inner.bias`. */
export interface Member {
  readonly suffix: string;
  readonly kind: NameKind;
  readonly node: NodeId;
  readonly trainable: boolean;
  readonly isBias: boolean;
  readonly source: SourceRange;
  readonly inner: boolean;
  /** Where the network that it is from defines the name. */
  readonly declaration?: SourceRange;
  /** Other endings that mean the same. */
  readonly aliases?: readonly string[];
}

/** A member with its full name, and the other spellings of it. */
export type NamedMember = Omit<Member, "suffix" | "aliases"> & {
  readonly name: string;
  readonly aliases: readonly string[];
};

export class LayerStatement {
  private calls = 0;
  private readonly drawn = new Map<string, number>();
  private readonly owners: (readonly Member[])[] = [];
  private readonly others: (readonly Member[])[] = [];
  /** A call of a network with several outputs: it has no value of its own, only its members do. */
  severalOutputs:
    { readonly place: AstNode; readonly names: readonly string[] } | undefined;

  constructor(
    /** The name that the statement defines. */
    readonly name: string,
    /** What stands before it in the names of random numbers: `e[0].` inside the network of a layer `e`. */
    private readonly keyPrefix: string,
    readonly kind: "layer" | "definition" | "check",
    /** The offset at which it begins. */
    readonly start: number,
  ) {}

  /** The name that the next layer's random numbers are drawn under: `h[0]`. */
  nextCallKey(): string {
    return `${this.keyPrefix}${this.name}[${String(this.calls++)}]`;
  }

  /** The name that a function draws random numbers under which is no layer: `h.dropout[0]`. */
  nextDrawKey(what: string): string {
    const index = this.drawn.get(what) ?? 0;
    this.drawn.set(what, index + 1);
    return `${this.keyPrefix}${this.name}.${what}[${String(index)}]`;
  }

  /** Whether any layer or network was called. */
  get callsLayers(): boolean {
    return this.calls > 0;
  }

  addCall(members: readonly Member[]): void {
    const owns = members.some(({ trainable }) => trainable);
    if (owns) this.owners.push(members);
    else if (members.length > 0) this.others.push(members);
  }

  /** Everything that the calls brought along, by full name from here. */
  named(): NamedMember[] {
    const [only] = this.owners;
    const owned =
      this.owners.length === 1 && only
        ? only.map((member) =>
            this.spelled(member, this.name, [`${this.name}[0]`]),
          )
        : this.owners.flatMap((members, index) =>
            members.map((member) =>
              this.spelled(member, `${this.name}[${String(index)}]`, []),
            ),
          );
    return [...owned, ...this.namedOthers()];
  }

  /** Calls that own no parameters are counted on behind those that do; one that is alone needs no number. */
  private namedOthers(): NamedMember[] {
    const isAlone = this.owners.length === 0 && this.others.length === 1;
    return this.others.flatMap((members, index) => {
      const numbered = `${this.name}[${String(this.owners.length + index)}]`;
      return members.map((member) =>
        isAlone
          ? this.spelled(member, this.name, [numbered])
          : this.spelled(member, numbered, []),
      );
    });
  }

  private spelled(
    { suffix, aliases = [], ...member }: Member,
    prefix: string,
    otherPrefixes: readonly string[],
  ): NamedMember {
    // Every network around doubles the spellings; nobody writes a mixture of so many.
    const endings = aliases.length < 16 ? [suffix, ...aliases] : [suffix];
    const spellings = [prefix, ...otherPrefixes].flatMap((beginning) =>
      endings.map((ending) => `${beginning}${ending}`),
    );
    return {
      ...member,
      name: `${prefix}${suffix}`,
      aliases: spellings.slice(1),
    };
  }
}
