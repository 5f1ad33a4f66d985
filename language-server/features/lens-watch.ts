/**
 * Whether the client asks for lenses again after they changed. VS Code waits for a moment before it does, and then does not
 * ask at all where its editor has lost the keyboard meanwhile: a number from before an edit would stand there as if it were
 * the text's.
 *
 * In that moment, and until it draws the answer (250 ms each, or more), VS Code goes on showing the lenses of before, and
 * there is no way to take a lens back: what an extension can tell is that there are others, upon which VS Code waits anew.
 */
export class LensWatch {
  /** Those that the client shows, or has shown. */
  private readonly shown = new Set<string>();
  private readonly waiting = new Map<string, ReturnType<typeof setTimeout>>();

  /** @param remind tells the client that there are other lenses */
  constructor(private readonly remind: () => void) {}

  /** The client asked for the document's lenses. */
  asked(uri: string): void {
    this.shown.add(uri);
    this.rest(uri);
  }

  /** The lenses of a document may be others now; of all of them without one. */
  changed(uri?: string): void {
    for (const each of uri === undefined ? this.shown : [uri]) {
      if (!this.shown.has(each)) continue;
      this.rest(each);
      const timer = setTimeout(() => {
        this.waiting.delete(each);
        this.remind();
      }, patience);
      this.waiting.set(each, timer);
    }
  }

  closed(uri: string): void {
    this.shown.delete(uri);
    this.rest(uri);
  }

  stop(): void {
    for (const uri of [...this.shown]) this.closed(uri);
  }

  private rest(uri: string): void {
    clearTimeout(this.waiting.get(uri));
    this.waiting.delete(uri);
  }
}

/** How long a client may take to ask, in milliseconds. */
const patience = 1000;
