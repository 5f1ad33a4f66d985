/** Buttons that copy the selected node's value or gradient, as a literal of the language or as Python. */
import type { VNode } from "preact";
import type { CopyMessage } from "../messages.js";

const formats = [
  { format: "nn", name: ".nn" },
  { format: "python", name: "Python" },
] as const;

export interface CopyButtonsProps {
  readonly hasGradient: boolean;
  readonly onCopy: (wanted: Pick<CopyMessage, "quantity" | "format">) => void;
}

export function CopyButtons({ hasGradient, onCopy }: CopyButtonsProps): VNode {
  const quantities = hasGradient
    ? (["value", "gradient"] as const)
    : (["value"] as const);
  return (
    <>
      {quantities.map((quantity) => (
        <p key={quantity} class="openings">
          Copy {quantity}:
          {formats.map(({ format, name }) => (
            <button
              key={format}
              type="button"
              aria-label={`Copy ${quantity} as ${name}`}
              onClick={() => onCopy({ quantity, format })}
            >
              {name}
            </button>
          ))}
        </p>
      ))}
    </>
  );
}
