/** Controls for the numbers of a node: a slider with a field for one, a field each for the elements of a small vector. */
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ModelLiteral } from "../../../language-server/protocol.js";
import { printable } from "../drawing/text/printable.js";
import { Cell } from "./cell.js";
import type { EditableNode } from "./editable.js";
import { numberText, type SliderScale, sliderScale } from "./number-edits.js";

/** `continues`: the same gesture goes on, so that undo takes all of it back at once. */
export type SetNumber = (
  index: number,
  text: string,
  continues: boolean,
) => void;

export function NumberControls({
  node,
  set,
}: {
  node: EditableNode;
  set: SetNumber;
}): VNode {
  const name = printable(node.name ?? node.label);
  const [only, ...more] = node.literals;
  return (
    <div class="numbers" role="group" aria-label={name}>
      <span class="numbers-name">{name}</span>
      {only && more.length === 0 && (
        <Slider name={name} literal={only} set={set} />
      )}
      <span class="cells">
        {node.literals.map((literal, index) => (
          <Cell
            key={index}
            name={more.length === 0 ? name : `${name}, element ${index}`}
            literal={literal}
            set={(text) => set(index, text, false)}
          />
        ))}
      </span>
    </div>
  );
}

/** In milliseconds: so long after its last step a gesture is over, and the text has followed. */
const gestureEnd = 1000;
const textFollows = 400;

function Slider({
  name,
  literal: { value },
  set,
}: {
  name: string;
  literal: ModelLiteral;
  set: SetNumber;
}): VNode {
  // The range stays while the slider moves, or it would run away from the pointer; so does the place, as the text follows later.
  const [held, hold] = useState<{ scale: SliderScale; at: number }>();
  const gesture = useRef({ isGoing: false, isPointerDown: false });
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const releaseIn = (milliseconds: number): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      gesture.current.isGoing = false;
      hold(undefined);
    }, milliseconds);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const pointerIsUp = (): void => {
    gesture.current = { isGoing: false, isPointerDown: false };
    releaseIn(textFollows);
  };
  const scale = held?.scale ?? sliderScale(value);
  return (
    <input
      type="range"
      aria-label={name}
      min={scale.min}
      max={scale.max}
      step={scale.step}
      value={held?.at ?? value}
      onInput={({ currentTarget }) => {
        const at = currentTarget.valueAsNumber;
        const { isGoing, isPointerDown } = gesture.current;
        hold({ scale, at });
        set(0, numberText(at, scale.decimals), isGoing);
        gesture.current.isGoing = true;
        clearTimeout(timer.current);
        if (!isPointerDown) releaseIn(gestureEnd);
      }}
      onPointerDown={() => {
        gesture.current = { isGoing: false, isPointerDown: true };
      }}
      onPointerUp={pointerIsUp}
      onPointerCancel={pointerIsUp}
      onBlur={pointerIsUp}
    />
  );
}
