/** How much one evaluation may take. */
export interface Limits {
  /** In seconds. */
  readonly time: number;
  /** Of the tensors, in bytes. */
  readonly memory: number;
}
