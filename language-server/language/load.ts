/** `load("file.safetensors", "tensor.name")`: an array from a file, as the value of a parameter or an input. */
import type { FileEntry } from "../files/file-entry.js";
import type { FileFailure } from "../files/file-system.js";
import { addressOf } from "../files/reading-rule.js";
import {
  type Shape,
  formatShape,
  shapesProvablyDiffer,
} from "../graph/shape.js";
import type { Operand } from "../ops/composite.js";
import { type Call, isTextLiteral } from "../grammar/generated/ast.js";
import {
  addConstant,
  type Context,
  noteOccurrence,
  report,
} from "./context.js";
import { nearestName } from "./nearest-name.js";
import { sourceOf } from "./source.js";

const form =
  'load("file.safetensors", "tensor.name"), load("file.npz", "name") or load("file.npy")';

export const isLoadCall = (call: Call): boolean => call.function === "load";

/** What is known of a loaded array: its shape before its numbers. */
export interface LoadedArray {
  readonly shape: Shape | undefined;
  /** Absent where it cannot be had, which is reported, or not yet. */
  readonly node: Operand;
}

/** Which array a call means. */
interface Wanted {
  readonly path: string;
  readonly uri: string;
  readonly name: string | undefined;
  readonly kind: "safetensors" | "npz" | "npy";
}

/**
 * The array as a constant. With `expected` it has to have that very shape, and a tensor of another one is not read.
 * While it is not there the network cannot be evaluated.
 */
export function lowerLoad(
  call: Call,
  context: Context,
  expected?: Shape,
): LoadedArray | undefined {
  const { start } = sourceOf(call, context.unit.file);
  noteOccurrence(context, {
    source: {
      file: context.unit.file,
      start,
      end: start + call.function.length,
    },
    kind: "builtin",
    name: call.function,
  });
  const wanted = wantedArray(call, context);
  const loaded = wanted && loadArray(wanted, call, context, expected);
  if (loaded?.node === undefined) context.builder.lacksValues = true;
  return loaded;
}

function wantedArray(call: Call, context: Context): Wanted | undefined {
  const [path, name, ...more] = call.arguments.map(({ name: label, value }) =>
    label === undefined && isTextLiteral(value) ? value.text : undefined,
  );
  const isWhole = call.arguments.length > 0 && more.length === 0;
  if (!isWhole || path === undefined) return reportForm(call, context);
  const uri = addressOf(path, context.unit.uri);
  if (typeof uri !== "string") return reportFailure(path, uri, call, context);
  const kind = /\.(safetensors|npz|npy)$/i.exec(path)?.[1]?.toLowerCase() as
    Wanted["kind"] | undefined;
  if (!kind)
    return reportFailure(
      path,
      {
        code: "invalid-path",
        reason: "arrays are in .safetensors, .npz and .npy files",
      },
      call,
      context,
    );
  const needsName = kind !== "npy";
  if (needsName !== (call.arguments.length === 2 && name !== undefined))
    return reportForm(call, context);
  return { path, uri, name, kind };
}

function reportForm(call: Call, context: Context): undefined {
  return report(
    context,
    call,
    "invalid-argument",
    `\`load\` takes a file and the name of an array in it, both as they are, in quotes: ${form}.`,
  );
}

function reportFailure(
  path: string,
  { code, reason }: FileFailure,
  call: Call,
  context: Context,
): undefined {
  return report(context, call, code, `\`${path}\` cannot be read: ${reason}.`);
}

function loadArray(
  wanted: Wanted,
  call: Call,
  context: Context,
  expected: Shape | undefined,
): LoadedArray | undefined {
  const { requests } = context.collected;
  const { path, uri, name, kind } = wanted;
  const isTensor = kind === "safetensors";
  const shape = isTensor ? shapeInHeader(wanted, call, context) : undefined;
  if (isTensor && !(shape && hasShape(shape, expected, call, context)))
    return undefined;
  if (isTensor && !requests.readsTensors) return { shape, node: undefined };
  const entry = isTensor
    ? requests.tensor(uri, name ?? "")
    : requests.array(uri, name);
  const array = contentOf(entry, path, call, context);
  if (!array) return shape && { shape, node: undefined };
  return hasShape(array.shape, expected, call, context)
    ? { shape: array.shape, node: addConstant(context, array, call) }
    : undefined;
}

/** What was asked for; absent where it cannot be had, or not yet, which is said. */
function contentOf<Content>(
  { state }: FileEntry<Content>,
  path: string,
  call: Call,
  context: Context,
): Content | undefined {
  if (state.kind === "loaded") return state.content;
  return state.kind === "failed"
    ? reportFailure(path, state.failure, call, context)
    : report(context, call, "reading-file", `Reading \`${path}\`.`, {
        severity: "information",
      });
}

/** The shape before the numbers: what does not fit is not read. */
function shapeInHeader(
  { path, uri, name = "" }: Wanted,
  call: Call,
  context: Context,
): Shape | undefined {
  const header = context.collected.requests.tensors(uri);
  const tensors = contentOf(header, path, call, context)?.tensors;
  if (!tensors) return undefined;
  const entry = tensors.get(name);
  if (entry) return entry.shape;
  const nearest = nearestName(name, tensors.keys());
  return report(
    context,
    call,
    "undefined-tensor",
    `\`${path}\` has no tensor named \`${name}\`.${nearest === undefined ? "" : ` Did you mean \`${nearest}\`?`}`,
    nearest === undefined ? {} : { data: { nearest } },
  );
}

/** Whether the array has the very shape that is expected; a shape is not stretched, as that of a number would be. */
function hasShape(
  found: Shape,
  expected: Shape | undefined,
  call: Call,
  context: Context,
): boolean {
  if (!expected || !shapesProvablyDiffer(found, expected)) return true;
  report(
    context,
    call,
    "shape-mismatch",
    `Expected an array of shape ${formatShape(expected)}, the one in the file has shape ${formatShape(found)}.`,
  );
  return false;
}
