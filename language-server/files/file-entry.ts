/**
 * One thing that programs want of one file, and how far having it has come. Asking never waits: an answer is there, or is
 * on its way, and the revision tells whoever asked that there is another answer now.
 */
import { type FileFailure, isFailure } from "./file-system.js";
import type { NamedFile } from "./reading-rule.js";

export type FileState<Content> =
  | { readonly kind: "pending" }
  | { readonly kind: "loaded"; readonly content: Content }
  | { readonly kind: "failed"; readonly failure: FileFailure };

/** What reading gives, the address that the file was read at, links resolved, and its stamp there. */
export interface Read<Content> {
  readonly uri?: string;
  readonly stamp?: string | undefined;
  readonly result: { readonly content: Content } | FileFailure;
}

export class FileEntry<Content> {
  private current: FileState<Content> = { kind: "pending" };
  private changes = 0;
  private turn = 0;
  private loading: Promise<void> = Promise.resolve();
  private realUri: string | undefined;
  private stamp: string | undefined;

  constructor(
    readonly named: NamedFile,
    private readonly read: () => Promise<Read<Content>>,
    private readonly onChange: () => void,
  ) {}

  get state(): FileState<Content> {
    return this.current;
  }

  /** Grows with every change of the state. */
  get revision(): number {
    return this.changes;
  }

  /** Resolves when the file has been read that is being read now. */
  get settled(): Promise<void> {
    return this.loading;
  }

  /** Whether this is the file at the address, by its name or where its links lead. */
  isAt(uri: string): boolean {
    return this.named.uri === uri || this.realUri === uri;
  }

  /** Reads the file, again if it was read before. Until that is done the state stays what it is. */
  load(): void {
    const turn = ++this.turn;
    this.loading = this.read().then(
      ({ uri, stamp, result }) => {
        if (turn !== this.turn) return;
        this.realUri = uri ?? this.realUri;
        this.stamp = stamp;
        this.settle(
          isFailure(result)
            ? { kind: "failed", failure: result }
            : { kind: "loaded", content: result.content },
        );
      },
      (error: unknown) => {
        if (turn !== this.turn) return;
        const reason = error instanceof Error ? error.message : String(error);
        this.settle({
          kind: "failed",
          failure: { code: "unreadable-file", reason },
        });
      },
    );
  }

  /** Reads the file again if it is another one than when it was read. Resolves when that is done. */
  async recheck(
    stampOf: (uri: string) => Promise<string | undefined>,
  ): Promise<void> {
    if (this.current.kind !== "pending") {
      const stamp = await stampOf(this.realUri ?? this.named.uri);
      if (stamp !== this.stamp) this.load();
    }
    await this.loading;
  }

  /** Puts this content in the place of what was read, or is being read. */
  replace(content: Content): void {
    this.turn++;
    this.settle({ kind: "loaded", content });
  }

  private settle(state: FileState<Content>): void {
    if (isSame(this.current, state)) return;
    this.current = state;
    this.changes++;
    this.onChange();
  }
}

/** Whether nothing is gained by taking one for the other. */
function isSame<Content>(
  a: FileState<Content>,
  b: FileState<Content>,
): boolean {
  if (a.kind === "loaded" && b.kind === "loaded")
    return a.content === b.content;
  return (
    a.kind === "failed" &&
    b.kind === "failed" &&
    a.failure.code === b.failure.code &&
    a.failure.reason === b.failure.reason
  );
}
