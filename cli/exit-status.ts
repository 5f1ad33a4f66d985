/** How the program ends. */
export const exitStatus = {
  good: 0,
  /** A program has an error or a failed check. */
  error: 1,
  /** Wrong usage, or a FILE that cannot be read. */
  usage: 2,
} as const;

export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];

export const worse = (a: ExitStatus, b: ExitStatus): ExitStatus =>
  a > b ? a : b;
