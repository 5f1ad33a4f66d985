/** A small dense layer as neurons: elements of the input at the left, units at the right, a line for each weight. */
import type { VNode } from "preact";
import type {
  DenseGroup,
  ElementQuantity,
  GraphValues,
  ModelId,
} from "../../../../language-server/graph/graph-model.js";
import type { Point } from "../layout/geometry.js";
import { neuronLayout } from "../layout/neurons.js";
import { own } from "../values/wire-values.js";
import { pathThrough, rounded } from "./path.js";
import { Line } from "./text-lines.js";
import { WireLine, wireClass } from "./wire-line.js";

export interface NeuronsViewProps {
  readonly dense: DenseGroup;
  readonly values: GraphValues | undefined;
  readonly labels: boolean;
}

export function NeuronsView({
  dense,
  values,
  labels,
}: NeuronsViewProps): VNode {
  const { inputs, units, weights, biases, ...size } = neuronLayout(dense);
  const input = elementsOf(values, dense.input, dense.inputs);
  const output = elementsOf(values, dense.output, dense.units);
  const weight = elementsOf(values, dense.weight, dense.inputs * dense.units);
  const bias = elementsOf(values, dense.bias, dense.units);
  return (
    <>
      <Bus
        ends={inputs.map(({ wire }) => wire[0])}
        port={0}
        height={size.height}
      />
      <Bus
        ends={units.map(({ wire }) => wire.at(-1))}
        port={size.width}
        height={size.height}
      />
      {inputs.map(({ index, wire, label, dot }) => (
        <g key={`x${index}`} class={wireClass(input(index))}>
          <WireLine
            points={wire}
            {...(labels && { label })}
            {...input(index)}
            head={false}
          />
          <circle class="dot" cx={rounded(dot.x)} cy={rounded(dot.y)} r={4} />
        </g>
      ))}
      {weights.map(({ unit, input: from, wire, label }) => {
        const quantities = weight(unit * dense.inputs + from);
        return (
          <g
            key={`w${unit},${from}`}
            class={wireClass(quantities)}
            data-weight={`${unit},${from}`}
          >
            <title>{weightText(unit, from, quantities)}</title>
            <WireLine
              points={wire}
              {...(labels && { label })}
              {...quantities}
              head={label !== undefined}
            />
          </g>
        );
      })}
      {biases.map(({ unit, tag, wire, label }) => (
        <g key={`b${unit}`} class={wireClass(bias(unit))}>
          <Line text="b" role="name" x={tag.x} baseline={tag.y + 4} />
          <WireLine points={wire} {...(labels && { label })} {...bias(unit)} />
        </g>
      ))}
      {units.map(({ index, body, wire, label }) => (
        <g key={`u${index}`} class="unit">
          <rect
            class="body"
            x={rounded(body.x)}
            y={rounded(body.y)}
            width={body.width}
            height={rounded(body.height)}
            rx={Math.min(body.width, body.height) / 2}
          />
          <Line
            text="Σ"
            role="symbol"
            x={rounded(body.x + body.width / 2)}
            baseline={rounded(body.y + body.height / 2 + 6)}
          />
          <g class={wireClass(output(index))}>
            <WireLine
              points={wire}
              {...(labels && { label })}
              {...output(index)}
              head={false}
            />
          </g>
        </g>
      ))}
    </>
  );
}

interface ElementQuantities {
  readonly value?: ElementQuantity;
  readonly gradient?: ElementQuantity;
}

/** Elements of a node where it has `size` of them; a batch has more, which neurons do not show. */
function elementsOf(
  values: GraphValues | undefined,
  id: ModelId | undefined,
  size: number,
): (index: number) => ElementQuantities {
  const known = values && id !== undefined ? own(values.nodes, id) : undefined;
  const value = known?.value?.elements;
  const gradient = known?.gradient?.elements;
  return (index) => ({
    ...elementAt("value", value, index, size),
    ...elementAt("gradient", gradient, index, size),
  });
}

function elementAt(
  quantity: keyof ElementQuantities,
  elements: readonly ElementQuantity[] | undefined,
  index: number,
  size: number,
): ElementQuantities {
  const element = elements?.length === size ? elements[index] : undefined;
  return element ? { [quantity]: element } : {};
}

const weightText = (
  unit: number,
  input: number,
  { value, gradient }: ElementQuantities,
): string =>
  [
    `weight [${unit}, ${input}]`,
    ...(value ? [`value ${value.full ?? value.text}`] : []),
    ...(gradient ? [`gradient ${gradient.full ?? gradient.text}`] : []),
  ].join("\n");

/** Where the elements of a tensor part, or come together again, at the frame's side. */
function Bus({
  ends,
  port,
  height,
}: {
  ends: readonly (Point | undefined)[];
  port: number;
  height: number;
}): VNode {
  const known = ends.filter((end) => end !== undefined);
  const x = known[0]?.x ?? port;
  const heights = [...known.map(({ y }) => y), height / 2];
  return (
    <path
      class="bus"
      d={`${pathThrough([
        { x, y: Math.min(...heights) },
        { x, y: Math.max(...heights) },
      ])}${pathThrough([
        { x: port, y: height / 2 },
        { x, y: height / 2 },
      ])}`}
    />
  );
}
