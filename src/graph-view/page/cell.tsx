/** A field for a number of the text. What is no number is refused in words, and never stays as if it were in the text. */
import type { VNode } from "preact";
import { useId, useState } from "preact/hooks";
import type { ModelLiteral } from "../../../language-server/protocol.js";
import { printable, shortened } from "../drawing/text/printable.js";
import { typedNumber } from "./number-edits.js";

export interface CellProps {
  readonly name: string;
  readonly literal: ModelLiteral;
  readonly set: (text: string) => void;
}

export function Cell({ name, literal: { value }, set }: CellProps): VNode {
  /** What is typed and not in the text yet. */
  const [draft, setDraft] = useState<string>();
  /** Whether the user wanted it in the text: before that it may become a number yet. */
  const [isRefused, refuse] = useState(false);
  const explanation = useId();
  const isWrong = draft !== undefined && typedNumber(draft) === undefined;
  const restore = (): void => {
    setDraft(undefined);
    refuse(false);
  };
  const take = (typed: string): void => {
    const text = typedNumber(typed);
    if (text === undefined) {
      refuse(true);
      return;
    }
    if (Number(text) !== value) set(text);
    restore();
  };
  return (
    <>
      <input
        class="cell"
        type="text"
        inputMode="decimal"
        size={7}
        aria-label={`${name}, value`}
        aria-invalid={isWrong}
        aria-describedby={isWrong && isRefused ? explanation : undefined}
        value={draft ?? String(value)}
        onInput={({ currentTarget }) => {
          setDraft(currentTarget.value);
          refuse(false);
        }}
        onChange={({ currentTarget }) => take(currentTarget.value)}
        onBlur={restore}
        onKeyDown={({ key, currentTarget }) => {
          if (key === "Escape") restore();
          // Typed again after a refusal, nothing has changed.
          if (key === "Enter") take(currentTarget.value);
        }}
      />
      {isWrong && isRefused && (
        <span id={explanation} class="cell-refusal" role="alert">
          {refusalOf(draft, value)}
        </span>
      )}
    </>
  );
}

/** Of what was typed so much is repeated, in characters. */
const longestRepeated = 20;

function refusalOf(typed: string, value: number): string {
  const found =
    typed.trim() === ""
      ? "nothing"
      : `“${shortened(printable(typed), longestRepeated)}”`;
  return `Expected a finite number, such as −2.5 or 1e-3, found ${found}. Escape brings ${String(value).replace("-", "−")} back.`;
}
