/** Numbers for what the editor asks for later: a number is never given twice, so that an old one is known to be old. */

export class Handles<Thing> {
  private things = new Map<number, Thing>();
  private last = 0;

  add(thing: Thing): number {
    this.things.set(++this.last, thing);
    return this.last;
  }

  get(handle: number): Thing | undefined {
    return this.things.get(handle);
  }

  /** Forgets what the numbers stand for. */
  clear(): void {
    this.things = new Map();
  }
}
