/** Does one thing after the other, in the order in which they were asked for. */

export class Queue {
  private last: Promise<unknown> = Promise.resolve();

  /** Rejects as the task does; the tasks behind it are done all the same. */
  add<Result>(task: () => Promise<Result>): Promise<Result> {
    const result = this.last.then(task);
    this.last = result.catch(() => undefined);
    return result;
  }
}
