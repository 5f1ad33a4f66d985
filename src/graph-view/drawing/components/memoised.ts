/** Components that are drawn anew only when one of their properties is another: most values outlive an evaluation. */
import { Component, type ComponentClass, type VNode } from "preact";

export function memoised<Props extends object>(
  draw: (props: Props) => VNode | null,
): ComponentClass<Props> {
  return class Memoised extends Component<Props> {
    override shouldComponentUpdate(next: Readonly<Props>): boolean {
      return !sameEntries<Props>(this.props, next);
    }
    override render(): VNode | null {
      return draw(this.props);
    }
  };
}

/** Asked of everything in view, at every evaluation: makes nothing. A property that is undefined may as well be absent. */
function sameEntries<Props extends object>(a: Props, b: Props): boolean {
  for (const key in a) if (a[key] !== b[key]) return false;
  for (const key in b) if (a[key] !== b[key]) return false;
  return true;
}
