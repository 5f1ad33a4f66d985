/** Components that are drawn anew only when one of their properties is another: most values outlive an evaluation. */
import { Component, type ComponentClass, type VNode } from "preact";

export function memoised<Props extends object>(
  draw: (props: Props) => VNode | null,
): ComponentClass<Props> {
  return class Memoised extends Component<Props> {
    override shouldComponentUpdate(next: Readonly<Props>): boolean {
      return !sameEntries(this.props, next);
    }
    override render(): VNode | null {
      return draw(this.props);
    }
  };
}

function sameEntries(a: object, b: object): boolean {
  const before = Object.entries(a);
  const after = new Map(Object.entries(b));
  return (
    before.length === after.size &&
    before.every(([key, value]) => after.has(key) && after.get(key) === value)
  );
}
