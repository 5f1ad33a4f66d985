/** Numbers of things as people read them. */

/** `1,234 parameters` */
export const countText = (count: number): string =>
  `${count.toLocaleString("en")} parameter${count === 1 ? "" : "s"}`;
