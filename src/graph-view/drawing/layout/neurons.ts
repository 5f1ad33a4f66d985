/**
 * Where the neurons and weights of an open dense layer stand inside its frame. Inputs are dots at the left, units at
 * the right; a weight is a line from one to the other. Few weights have room for their value and gradient, more are
 * lines only. Depends on the two sizes alone.
 */
import type { DenseGroup } from "../../../../language-server/graph/graph-model.js";
import type { Point, Rectangle } from "./geometry.js";
import { wireLabelSize } from "./wire-label.js";

export interface NeuronLayout {
  readonly width: number;
  readonly height: number;
  readonly inputs: readonly InputDot[];
  readonly units: readonly Unit[];
  /** One for each unit and input, unit by unit, as in the weight. */
  readonly weights: readonly WeightLine[];
  readonly biases: readonly BiasLine[];
}

/** An element of the input: a short wire with its label, which ends in a dot. */
export interface InputDot {
  readonly index: number;
  readonly wire: readonly Point[];
  readonly label: Rectangle;
  readonly dot: Point;
}

export interface Unit {
  readonly index: number;
  readonly body: Rectangle;
  /** The wire that leaves it, with its label. */
  readonly wire: readonly Point[];
  readonly label: Rectangle;
}

export interface WeightLine {
  readonly unit: number;
  readonly input: number;
  readonly wire: readonly Point[];
  /** Absent where there are too many weights for labels. */
  readonly label?: Rectangle;
}

export interface BiasLine {
  readonly unit: number;
  readonly tag: Point;
  readonly wire: readonly Point[];
  readonly label: Rectangle;
}

/** So many weights have room for labels. */
const mostLabelledWeights = 24;

const top = 46;
/** Of an element each. */
const labelSize = wireLabelSize();
const margin = 14;
const bus = 10;
const unitWidth = 34;
const unitGap = 14;
const tagWidth = 18;

export const neuronsSize = (
  dense: DenseGroup,
): { width: number; height: number } => {
  const { width, height } = neuronLayout(dense);
  return { width, height };
};

export function neuronLayout({
  inputs,
  units,
  bias,
}: DenseGroup): NeuronLayout {
  const labelled = inputs * units <= mostLabelledWeights;
  const biased = labelled && bias !== undefined;
  const slots = labelled ? inputs + (biased ? 1 : 0) : 1;
  const slot = labelSize.height + 2;
  const unitHeight = slots * slot;
  const unitsHeight = units * (unitHeight + unitGap) - unitGap;
  const inputDistance = Math.max(slot, Math.min(unitsHeight / inputs, 90));
  const inputsHeight = inputs * inputDistance;
  const inner = Math.max(unitsHeight, inputsHeight);

  const start = margin + bus;
  const dotAt = start + labelSize.width + 8;
  const fan = Math.min(60 + inner / 4, 180);
  const slotAt = dotAt + fan;
  const unitAt = slotAt + (labelled ? labelSize.width + 8 : 0);
  const outAt = unitAt + unitWidth;
  const end = outAt + labelSize.width + 8;
  const middle = top + inner / 2;

  const inputDots = count(inputs).map((index): InputDot => {
    const y = middle - inputsHeight / 2 + (index + 0.5) * inputDistance;
    const dot = { x: dotAt, y };
    return {
      index,
      dot,
      wire: [{ x: start, y }, dot],
      label: labelAt(start + 2, y),
    };
  });
  const unitBoxes = count(units).map((index): Unit => {
    const y = middle - unitsHeight / 2 + index * (unitHeight + unitGap);
    const centre = y + unitHeight / 2;
    return {
      index,
      body: { x: unitAt, y, width: unitWidth, height: unitHeight },
      wire: [
        { x: outAt, y: centre },
        { x: end, y: centre },
      ],
      label: labelAt(outAt + 4, centre),
    };
  });
  const weights = unitBoxes.flatMap(({ index: unit, body }) =>
    inputDots.map(({ index: input, dot }): WeightLine => {
      const y = body.y + (labelled ? (input + 0.5) * slot : body.height / 2);
      const fanned = [dot, { x: slotAt, y }];
      return labelled
        ? {
            unit,
            input,
            wire: [...fanned, { x: unitAt, y }],
            label: labelAt(slotAt + 4, y),
          }
        : { unit, input, wire: fanned };
    }),
  );
  const biases = (biased ? unitBoxes : []).map(
    ({ index: unit, body }): BiasLine => {
      const y = body.y + (inputs + 0.5) * slot;
      return {
        unit,
        tag: { x: slotAt - tagWidth / 2, y },
        wire: [
          { x: slotAt, y },
          { x: unitAt, y },
        ],
        label: labelAt(slotAt + 4, y),
      };
    },
  );
  return {
    width: end + bus + margin,
    height: top + inner + margin,
    inputs: inputDots,
    units: unitBoxes,
    weights,
    biases,
  };
}

const count = (length: number): number[] =>
  Array.from({ length }, (_, index) => index);

const labelAt = (x: number, y: number): Rectangle => ({
  x,
  y: y - labelSize.height / 2,
  ...labelSize,
});
