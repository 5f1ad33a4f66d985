/**
 * Every function against PyTorch's numbers in data/, which make_oracle.py wrote: values and all gradients within 1e-12
 * of the tensor's largest magnitude (absolute below 1), or of each element where a case asks for that.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type {
  Attributes,
  AttributeValue,
} from "../../language-server/graph/graph.js";
import {
  type Callable,
  operations,
  resolveFunction,
} from "../../language-server/ops/registry.js";
import { ownedParameters, runFunction } from "../ops/run-function.js";
import { type Tensor, tensor } from "../ops/run-operation.js";

/** A number of the file: what JSON cannot say is a string. */
type Written = number | string;

interface WrittenTensor {
  readonly shape: readonly number[];
  readonly data: readonly Written[];
}

interface Case {
  readonly function: string;
  readonly operands: readonly WrittenTensor[];
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly parameters?: Readonly<Record<string, WrittenTensor>>;
  readonly parameterGradients?: Readonly<Record<string, readonly Written[]>>;
  readonly value: WrittenTensor;
  readonly gradients: readonly (readonly Written[] | null)[];
  readonly tolerance?: number;
  readonly relative?: boolean;
  readonly inference?: boolean;
}

const folder = new URL("data/", import.meta.url);
const cases = readdirSync(folder).flatMap((file) => {
  const { cases: found } = JSON.parse(
    readFileSync(new URL(file, folder), "utf8"),
  ) as { readonly cases: readonly Case[] };
  return found;
});

describe.each([...Map.groupBy(cases, (each) => each.function)])(
  "%s",
  (_name, group) => {
    it("has PyTorch's values and gradients", () => {
      for (const each of group) check(each);
    });
  },
);

/** Operators have no name to call, so they are found among the operations. */
function callableOf({ function: name, operands }: Case): Callable {
  const found = resolveFunction(name, operands.length) ?? operations.get(name);
  if (!found) throw new Error(`There is no function ${name}`);
  return found;
}

function check(each: Case): void {
  const callable = callableOf(each);
  const operands = each.operands.map(read);
  const attributes = readAttributes(each.attributes ?? {});
  const parameters = new Map(
    Object.entries(each.parameters ?? {}).map(([name, written]) => [
      name,
      read(written),
    ]),
  );
  const where = JSON.stringify({ ...each, value: undefined });
  if ("kind" in callable && callable.kind === "layer")
    expect(shapesOf(parameters), `the parameters of ${each.function}`).toEqual(
      ownedParameters(
        callable,
        operands.map(({ shape }) => shape),
        attributes,
      ),
    );
  const run = runFunction(
    callable,
    operands,
    attributes,
    parameters,
    each.inference !== true,
  );
  expect(run.output.shape, where).toEqual(each.value.shape);
  compare(run.output.data, each.value.data, each, `value of ${where}`);
  const upstream = run.output.data.map((_, i) => Math.cos(1 + 2 * i));
  const gradients = run.gradients(upstream);
  for (const [operand, wanted] of each.gradients.entries())
    compareGradient(gradients[operand], wanted, each, `operand ${operand}`);
  for (const [i, name] of [...parameters.keys()].entries())
    compareGradient(
      gradients[operands.length + i],
      each.parameterGradients?.[name] ?? null,
      each,
      name,
    );
}

const shapesOf = (
  tensors: ReadonlyMap<string, Tensor>,
): Map<string, readonly number[]> =>
  new Map([...tensors].map(([name, { shape }]) => [name, shape]));

/** No gradient on PyTorch's side is none or zeros on ours: a step has derivative 0 here. */
function compareGradient(
  found: Float64Array | undefined,
  wanted: readonly Written[] | null,
  each: Case,
  what: string,
): void {
  const where = `gradient by ${what} of ${JSON.stringify({ ...each, value: undefined })}`;
  if (wanted) compare(found ?? new Float64Array(0), wanted, each, where);
  else expect(found?.every((value) => value === 0) ?? true, where).toBe(true);
}

function compare(
  found: Float64Array,
  written: readonly Written[],
  { tolerance = 1e-12, relative = false }: Case,
  where: string,
): void {
  const wanted = written.map(readNumber);
  expect(found.length, where).toBe(wanted.length);
  const finite = wanted.map(Math.abs).filter(Number.isFinite);
  const magnitude = Math.max(1, ...finite);
  for (const [i, value] of wanted.entries()) {
    const result = found[i] ?? NaN;
    const scale = relative ? Math.abs(value) : magnitude;
    const equal =
      Object.is(result, value) ||
      result === value ||
      Math.abs(result - value) <= tolerance * scale ||
      // Below the normal numbers there are no digits left to compare.
      (relative && Math.abs(result - value) < 1e-307);
    if (!equal)
      expect.fail(`element ${i}: ${result} instead of ${value}, ${where}`);
  }
}

const read = ({ shape, data }: WrittenTensor): Tensor =>
  tensor(shape, data.map(readNumber));

/** `NaN`, `Infinity`, `-Infinity` and `-0` are written as strings. */
const readNumber = (written: Written): number => Number(written);

function readAttributes(
  written: Readonly<Record<string, unknown>>,
): Attributes {
  return Object.fromEntries(
    Object.entries(written).map(([name, value]) => [
      name,
      value === "Infinity" ? Infinity : (value as AttributeValue),
    ]),
  );
}
