/** Full names from the inside: `h.weight` is called `weight` in `h`. */

export const lastMember = (name: string): string =>
  name.slice(name.lastIndexOf(".") + 1);
