/** The seed of everything random in a network. */
import { type Network, isSeed } from "../grammar/generated/ast.js";
import { foldWhole } from "./constants.js";
import { type Context, report } from "./context.js";
import { sourceOf } from "./source.js";

const largestSeed = 2 ** 32 - 1;

/** 0 where none is given, or none that can be. The context sees the network's hyperparameters. */
export function lowerSeed(network: Network, context: Context): number {
  const [first, second] = network.statements.filter(isSeed);
  if (!first) return 0;
  if (context.unit.broken.has(first)) context.builder.lacksValues = true;
  if (second) {
    report(
      context,
      second,
      "duplicate-seed",
      "A network has at most one seed.",
      {
        related: [
          {
            message: "the first seed is here",
            source: sourceOf(first, context.unit.file),
          },
        ],
      },
    );
  }
  const seed = foldWhole(first.value, context, "a seed");
  if (seed === undefined) return 0;
  if (seed < 0 || seed > largestSeed) {
    report(
      context,
      first,
      "invalid-seed",
      `A seed is a whole number from 0 to ${String(largestSeed)}, found ${String(seed)}.`,
    );
    return 0;
  }
  return seed;
}
