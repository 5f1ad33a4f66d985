/** Formulas of what is selected. MathML comes as data and becomes elements here: text of a program stays text. */
import { h, type VNode } from "preact";
import type {
  Equation,
  MathmlElement,
} from "../../../language-server/protocol.js";

export interface EquationsProps {
  readonly equations: readonly Equation[];
  /** Whether newer numbers are on their way. */
  readonly isOld: boolean;
}

export function Equations({ equations, isOld }: EquationsProps): VNode {
  return (
    <div class={isOld ? "equations is-old" : "equations"} aria-busy={isOld}>
      {equations.map(({ title, mathml, text }, index) => (
        <div key={index}>
          <p class="equation-title quiet">{title}</p>
          {/* A wide formula is scrolled with the keys. */}
          <div class="equation" role="math" aria-label={text} tabIndex={0}>
            {elementOf(mathml)}
          </div>
        </div>
      ))}
    </div>
  );
}

const elementOf = ({ tag, attributes, children }: MathmlElement): VNode =>
  h(
    tag,
    { ...attributes },
    ...children.map((child) =>
      typeof child === "string" ? child : elementOf(child),
    ),
  );
