/** Runs a scalar program forward and backward. Each `case` is a call site of its own, see call-sites.ts. */
import {
  abs,
  add,
  divide,
  exp,
  firstBinarySite,
  callSites,
  identity,
  log,
  maximum,
  minimum,
  multiply,
  negate,
  noParameters as none,
  power,
  relu,
  sigmoid,
  sqrt,
  subtract,
  tanh,
} from "./call-sites.js";
import type { Instruction, ScalarProgram } from "./scalar-program.js";

const siteCount = callSites.length;
/** By call site: whether a derivative of 0 lets nothing pass, whatever arrives. */
const gates = Uint8Array.from(callSites, ({ operation }) =>
  operation.gate === true ? 1 : 0,
);

/** Computes the scalars among the nodes from `from` up to `to`, not included. `values` is indexed by node. */
export function runForward(
  {
    opcodes,
    a: operandA,
    b: operandB,
    c: operandC,
    instructions,
  }: ScalarProgram,
  values: Float64Array,
  from: number,
  to: number,
): void {
  for (let node = from; node < to; node++) {
    const opcode = opcodes[node] ?? 0;
    if (opcode < 0) continue;
    const a = values[operandA[node] ?? 0] ?? 0;
    const b = values[operandB[node] ?? 0] ?? 0;
    let out: number;
    switch (opcode) {
      case 0:
        out = identity.forward(a, 0, 0, none);
        break;
      case 1:
        out = negate.forward(a, 0, 0, none);
        break;
      case 2:
        out = abs.forward(a, 0, 0, none);
        break;
      case 3:
        out = exp.forward(a, 0, 0, none);
        break;
      case 4:
        out = log.forward(a, 0, 0, none);
        break;
      case 5:
        out = sqrt.forward(a, 0, 0, none);
        break;
      case 6:
        out = tanh.forward(a, 0, 0, none);
        break;
      case 7:
        out = sigmoid.forward(a, 0, 0, none);
        break;
      case 8:
        out = relu.forward(a, 0, 0, none);
        break;
      case 9:
        out = add.forward(a, b, 0, none);
        break;
      case 10:
        out = subtract.forward(a, b, 0, none);
        break;
      case 11:
        out = multiply.forward(a, b, 0, none);
        break;
      case 12:
        out = divide.forward(a, b, 0, none);
        break;
      case 13:
        out = power.forward(a, b, 0, none);
        break;
      case 14:
        out = minimum.forward(a, b, 0, none);
        break;
      case 15:
        out = maximum.forward(a, b, 0, none);
        break;
      default: {
        const c = values[operandC[node] ?? 0] ?? 0;
        out = evaluate(instructions[opcode], a, b, c);
      }
    }
    values[node] = out;
  }
}

function evaluate(
  instruction: Instruction | undefined,
  a: number,
  b: number,
  c: number,
): number {
  if (!instruction) return NaN;
  return instruction.operation.forward(a, b, c, instruction.parameters);
}

/** What a backward run keeps: local derivatives by node, for each of at most three operands. */
export type LocalDerivatives = readonly [
  Float64Array,
  Float64Array,
  Float64Array,
];

/**
 * Walks the scalars among the nodes from `to` (not included) down to `from`: keeps each one's local derivatives and adds
 * upstream · local to its operands' gradients. `values` and `gradients` are indexed by node. Nodes whose `offsets` are
 * negative are not reached; they are passed over, and what arrives at them means nothing.
 */
export function runBackward(
  program: ScalarProgram,
  values: Float64Array,
  gradients: Float64Array,
  offsets: Int32Array,
  locals: LocalDerivatives,
  from: number,
  to: number,
): void {
  const { opcodes, a: operandA, b: operandB } = program;
  const [localA, localB] = locals;
  for (let node = to - 1; node >= from; node--) {
    const opcode = opcodes[node] ?? 0;
    if (opcode < 0 || (offsets[node] ?? 0) < 0) continue;
    if (opcode >= siteCount) {
      passBack(program, node, values, gradients, locals);
      continue;
    }
    const nodeA = operandA[node] ?? 0;
    const nodeB = operandB[node] ?? 0;
    const a = values[nodeA] ?? 0;
    const b = values[nodeB] ?? 0;
    const out = values[node] ?? 0;
    const upstream = gradients[node] ?? 0;
    let byA: number;
    let byB = 0;
    switch (opcode) {
      case 0:
        byA = identity.byA(a, 0, 0, out, none);
        break;
      case 1:
        byA = negate.byA(a, 0, 0, out, none);
        break;
      case 2:
        byA = abs.byA(a, 0, 0, out, none);
        break;
      case 3:
        byA = exp.byA(a, 0, 0, out, none);
        break;
      case 4:
        byA = log.byA(a, 0, 0, out, none);
        break;
      case 5:
        byA = sqrt.byA(a, 0, 0, out, none);
        break;
      case 6:
        byA = tanh.byA(a, 0, 0, out, none);
        break;
      case 7:
        byA = sigmoid.byA(a, 0, 0, out, none);
        break;
      case 8:
        byA = relu.byA(a, 0, 0, out, none);
        break;
      case 9:
        byA = add.byA(a, b, 0, out, none);
        byB = add.byB(a, b, 0, out, none);
        break;
      case 10:
        byA = subtract.byA(a, b, 0, out, none);
        byB = subtract.byB(a, b, 0, out, none);
        break;
      case 11:
        byA = multiply.byA(a, b, 0, out, none);
        byB = multiply.byB(a, b, 0, out, none);
        break;
      case 12:
        byA = divide.byA(a, b, 0, out, none);
        byB = divide.byB(a, b, 0, out, none);
        break;
      case 13:
        byA = power.byA(a, b, 0, out, none);
        byB = power.byB(a, b, 0, out, none);
        break;
      case 14:
        byA = minimum.byA(a, b, 0, out, none);
        byB = minimum.byB(a, b, 0, out, none);
        break;
      default:
        byA = maximum.byA(a, b, 0, out, none);
        byB = maximum.byB(a, b, 0, out, none);
    }
    localA[node] = byA;
    const gate = gates[opcode] === 1;
    if (!(gate && byA === 0))
      gradients[nodeA] = (gradients[nodeA] ?? 0) + upstream * byA;
    if (opcode < firstBinarySite) continue;
    localB[node] = byB;
    if (!(gate && byB === 0))
      gradients[nodeB] = (gradients[nodeB] ?? 0) + upstream * byB;
  }
}

/** One node backward, whatever its operation is. */
function passBack(
  { opcodes, a, b, c, instructions }: ScalarProgram,
  node: number,
  values: Float64Array,
  gradients: Float64Array,
  locals: LocalDerivatives,
): void {
  const instruction = instructions[opcodes[node] ?? 0];
  if (!instruction) return;
  const { operation, partials, parameters } = instruction;
  const operands = [a[node] ?? 0, b[node] ?? 0, c[node] ?? 0] as const;
  const valueA = values[operands[0]] ?? 0;
  const valueB = values[operands[1]] ?? 0;
  const valueC = values[operands[2]] ?? 0;
  const out = values[node] ?? 0;
  const upstream = gradients[node] ?? 0;
  for (let operand = 0; operand < operation.arity; operand++) {
    const partial = partials[operand];
    if (!partial) continue;
    const local = partial(valueA, valueB, valueC, out, parameters);
    const kept = locals[operand];
    const at = operands[operand];
    if (!kept || at === undefined) continue;
    kept[node] = local;
    if (operation.gate === true && local === 0) continue;
    gradients[at] = (gradients[at] ?? 0) + upstream * local;
  }
}
