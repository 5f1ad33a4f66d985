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

/** Computes the entries from `from` up to `to`, not included. `values` is indexed by node. */
export function runForward(
  {
    nodes,
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
  for (let entry = from; entry < to; entry++) {
    const a = values[operandA[entry] ?? 0] ?? 0;
    const b = values[operandB[entry] ?? 0] ?? 0;
    const opcode = opcodes[entry] ?? 0;
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
        const c = values[operandC[entry] ?? 0] ?? 0;
        out = evaluate(instructions[opcode], a, b, c);
      }
    }
    values[nodes[entry] ?? 0] = out;
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

/** What a backward run writes to: local derivatives by entry, for each of at most three operands. */
export type LocalDerivatives = readonly [
  Float64Array,
  Float64Array,
  Float64Array,
];

/**
 * Walks the entries from `to` (not included) down to `from`: keeps each one's local derivatives and adds upstream ·
 * local to its operands' gradients. `values`, `gradients` and `reached` are indexed by node; nodes that are not reached
 * are passed over, and what arrives at them means nothing.
 */
export function runBackward(
  program: ScalarProgram,
  values: Float64Array,
  gradients: Float64Array,
  reached: Uint8Array,
  locals: LocalDerivatives,
  from: number,
  to: number,
): void {
  const { nodes, opcodes, a: operandA, b: operandB } = program;
  const [localA, localB] = locals;
  for (let entry = to - 1; entry >= from; entry--) {
    const node = nodes[entry] ?? 0;
    if (reached[node] === 0) continue;
    const opcode = opcodes[entry] ?? 0;
    if (opcode >= siteCount) {
      passBack(program, entry, values, gradients, locals);
      continue;
    }
    const nodeA = operandA[entry] ?? 0;
    const nodeB = operandB[entry] ?? 0;
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
    localA[entry] = byA;
    const gate = gates[opcode] === 1;
    if (!(gate && byA === 0))
      gradients[nodeA] = (gradients[nodeA] ?? 0) + upstream * byA;
    if (opcode < firstBinarySite) continue;
    localB[entry] = byB;
    if (!(gate && byB === 0))
      gradients[nodeB] = (gradients[nodeB] ?? 0) + upstream * byB;
  }
}

/** One entry backward, whatever its operation is. */
function passBack(
  { nodes, opcodes, a, b, c, instructions }: ScalarProgram,
  entry: number,
  values: Float64Array,
  gradients: Float64Array,
  locals: LocalDerivatives,
): void {
  const instruction = instructions[opcodes[entry] ?? 0];
  if (!instruction) return;
  const { operation, partials, parameters } = instruction;
  const node = nodes[entry] ?? 0;
  const operands = [a[entry] ?? 0, b[entry] ?? 0, c[entry] ?? 0] as const;
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
    kept[entry] = local;
    if (operation.gate === true && local === 0) continue;
    gradients[at] = (gradients[at] ?? 0) + upstream * local;
  }
}
