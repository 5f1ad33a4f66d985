/** The recurrent layers `rnn`, `lstm`, `gru`: what they own, in PyTorch's gate order; the operations are in recurrent/. */
import type { LayerFunction, OwnedParameter } from "../composite.js";
import { type Dimension, multiplyDimensions } from "../../graph/dimension.js";
import { formatShape } from "../../graph/shape.js";

function recurrentLayer(description: {
  readonly name: string;
  readonly operation: string;
  readonly gates: number;
  readonly summary: string;
  readonly formula: string;
}): LayerFunction {
  const { name, operation, gates, summary, formula } = description;
  return {
    kind: "layer",
    name,
    family: "layer",
    summary,
    formula,
    callable: true,
    signature: [
      {
        name: "x",
        kind: "tensor",
        summary: "Sequences, `[batch, seq, in]` or `[seq, in]`.",
      },
      {
        name: "units",
        kind: "dimension",
        summary: "The length of the state.",
      },
      {
        name: "bias",
        kind: "switch",
        default: true,
        named: true,
        summary: "Whether there are biases.",
      },
    ],
    examples: [{ operands: ["[batch, seq, 10]"], attributes: { units: 16 } }],
    parameterNames: ["weight_ih", "weight_hh", "bias_ih", "bias_hh"],
    parameters: ([x = []], attributes) => {
      const features = x.at(-1);
      if (features === undefined || (x.length !== 2 && x.length !== 3))
        return {
          mismatch: `${name} needs [batch, seq, in] or [seq, in], and its operand is ${formatShape(x)}`,
          operands: [0],
        };
      const units = attributes["units"] as Dimension;
      const rows = multiplyDimensions(units, gates);
      const weight = (suffix: string, columns: Dimension): OwnedParameter => ({
        name: `weight_${suffix}`,
        shape: [rows, columns],
        initialiser: { name: "glorot_uniform", values: [] },
        isBias: false,
      });
      const bias = (suffix: string): OwnedParameter => ({
        name: `bias_${suffix}`,
        shape: [rows],
        initialiser: 0,
        isBias: true,
      });
      const weights = [weight("ih", features), weight("hh", units)];
      return attributes["bias"] === false
        ? weights
        : [...weights, bias("ih"), bias("hh")];
    },
    build: (builder, [x], parameters) => {
      const biases = parameters.has("bias_ih")
        ? [parameters.get("bias_ih"), parameters.get("bias_hh")]
        : [];
      return builder.apply(operation, [
        x,
        parameters.get("weight_ih"),
        parameters.get("weight_hh"),
        ...biases,
      ]);
    },
  };
}

export const recurrentLayers: readonly LayerFunction[] = [
  recurrentLayer({
    name: "rnn",
    operation: "simple_recurrence",
    gates: 1,
    summary: "Simple recurrent layer: the state after every step.",
    formula: "hₜ = tanh(W_ih xₜ + b_ih + W_hh hₜ₋₁ + b_hh)",
  }),
  recurrentLayer({
    name: "lstm",
    operation: "lstm_recurrence",
    gates: 4,
    summary:
      "Long short-term memory, gates i, f, g, o: the state after every step.",
    formula: "cₜ = f cₜ₋₁ + i g, hₜ = o tanh cₜ",
  }),
  recurrentLayer({
    name: "gru",
    operation: "gru_recurrence",
    gates: 3,
    summary:
      "Gated recurrent unit, gates r, z, n, the reset gate after the product: the state after every step.",
    formula:
      "n = tanh(W_in x + b_in + r (W_hn h + b_hn)), hₜ = (1 − z) n + z hₜ₋₁",
  }),
];
