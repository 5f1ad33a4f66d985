/** What can stand for an operand: names, calls, and what an argument or a setting of `train` can be given. */
import { formatDimension } from "../graph/dimension.js";
import type { Shape } from "../graph/shape.js";
import {
  argumentNameOffers,
  choiceOffers,
  isParameter,
} from "./argument-offers.js";
import type { At } from "./at.js";
import { callAt, type CallAt } from "./call-at.js";
import {
  callOffers,
  initialiserOffers,
  type LayersHere,
  settingOffers,
} from "./call-offers.js";
import { type Cursor, pathBefore } from "./cursor.js";
import { derivativeOffers } from "./derivative-offers.js";
import type { Sight } from "./names-in-sight.js";
import { type Offer, ranks } from "./offer.js";
import { settingNamed } from "./settings.js";
import { positional, shapeOf } from "./shape-fit.js";
import type { CallArgument } from "./special-calls.js";
import { datasetOffers, type Names, valueOffers } from "./value-offers.js";

/** Statements whose values are constants. */
const constantWords: ReadonlySet<string> = new Set(
  "input weight bias const seed network".split(" "),
);

const onlyConstants = ({ keyword, block, tokens }: Cursor): boolean =>
  constantWords.has(keyword) ||
  block === "train" ||
  tokens.some(({ text }) => text === "within");

export function operandOffers(at: At): Offer[] {
  const { cursor, sight, after } = at;
  const call = callAt(cursor, sight);
  const hasParentheses = after.startsWith("(");
  const beginsValue =
    cursor.frames.length === 0 && cursor.tokens.at(-1)?.text === "=";
  if (cursor.block === "train" && !call) {
    const offers = settingOffers(cursor.name ?? "", hasParentheses);
    const setting = settingNamed(cursor.name);
    return offers.length > 0
      ? offers
      : [
          ...(setting ? choiceOffers(setting) : []),
          ...valueOffers(cursor, sight, "constants"),
        ];
  }
  const begins =
    call?.frame.written.at(-1)?.tokens.length === 0 &&
    cursor.frames.at(-1) === call.frame;
  const isFilled =
    beginsValue && ["input", "weight", "bias"].includes(cursor.keyword);
  const offers = call ? argumentOffers(call, begins, at) : valuesAndCalls(at);
  if (isFilled)
    offers.unshift(
      ...initialiserOffers(cursor.keyword === "input", hasParentheses),
    );
  if (cursor.keyword === "expect" && cursor.tokens.length === 1)
    offers.unshift(...derivativeOffers(sight));
  return offers;
}

/** @param begins whether nothing of the argument is written yet */
function argumentOffers(call: CallAt, begins: boolean, at: At): Offer[] {
  const { after } = at;
  const { frame, formal } = call;
  const isNamed = frame.written.at(-1)?.name !== undefined;
  const names = begins && !isNamed ? argumentNameOffers(call) : [];
  // More than the call takes, or an unknown name: nothing but what can still be given.
  if (!formal) return names;
  const filled =
    begins && isNamed && isParameter(formal, call)
      ? initialiserOffers(false, after.startsWith("("))
      : [];
  const values = ofKind(formal, call, begins, at);
  // A switch that is a parameter too, as `bias` is, takes numbers besides.
  return formal.kind === "switch" && filled.length > 0
    ? [...names, ...values, ...filled, ...valuesAndCalls(at)]
    : [...names, ...filled, ...values];
}

function ofKind(
  formal: CallArgument,
  call: CallAt,
  begins: boolean,
  at: At,
): Offer[] {
  const { cursor, sight } = at;
  switch (formal.kind) {
    case "switch":
    case "text":
      return begins ? choiceOffers(formal) : [];
    case "network":
      return sight.callables
        .filter(({ kind }) => kind === "network")
        .map(({ name }) => ({
          label: name,
          kind: "network",
          rank: ranks.best,
          callee: name,
        }));
    case "dimension":
    case "shape":
      return sizeOffers(at);
    case "axis":
    case "axes":
      return [
        ...(begins ? axisOffers(call, sight) : []),
        ...withoutFractions(valueOffers(cursor, sight, "constants")),
      ];
    case "whole":
    case "sizes":
      return withoutFractions(valueOffers(cursor, sight, "constants"));
    case "number":
    case "numbers":
      return [
        ...(begins ? choiceOffers(formal) : []),
        ...valueOffers(cursor, sight, "constants"),
      ];
    default:
      return valuesAndCalls(at);
  }
}

/** Names and arithmetic of sizes. */
export function sizeOffers({ cursor, sight }: At): Offer[] {
  if (!cursor.expectsOperand || cursor.frames.length === 0) return [];
  return withoutFractions(valueOffers(cursor, sight, "sizes"));
}

/** Without the built-in numbers, which are no whole ones. */
const withoutFractions = (offers: readonly Offer[]): Offer[] =>
  offers.filter(
    ({ label }) => label !== "π" && label !== "pi" && label !== "inf",
  );

/** The axes of a call's first operand, where its shape is known, and the last one as it is counted from the end. */
function axisOffers({ frame }: CallAt, sight: Sight): Offer[] {
  const [operand] = positional(frame);
  const shape = operand && shapeOf(operand, sight);
  if (!shape || shape.length === 0) return [];
  const axes = [...shape.keys(), -1];
  return axes.map((axis) => {
    const dimension = shape.at(axis);
    return {
      label: String(axis),
      kind: "choice",
      rank: ranks.best,
      ...(dimension !== undefined && {
        note: `axis of ${formatDimension(dimension)}`,
      }),
    };
  });
}

function valuesAndCalls(at: At): Offer[] {
  const { cursor, sight, after } = at;
  const isConstant = onlyConstants(cursor);
  const names: Names = isConstant ? "constants" : "any";
  const readsData = cursor.keyword === "input" || cursor.keyword === "const";
  return [
    ...valueOffers(cursor, sight, names),
    ...(readsData ? datasetOffers(sight) : []),
    ...callOffers(
      {
        layers: layersAt(cursor),
        isStage: false,
        piped: undefined,
        hasParentheses: after.startsWith("("),
        derivatives: cursor.block === "network" && !isConstant,
      },
      sight,
    ),
  ];
}

export function stageOffers({ cursor, sight, after }: At): Offer[] {
  const { tokens } = cursor;
  return callOffers(
    {
      layers: layersAt(cursor),
      isStage: true,
      piped: pipedShape(tokens, sight),
      hasParentheses: after.startsWith("("),
      derivatives: false,
    },
    sight,
  );
}

/** Of a name alone: what stands before it must not belong to what is piped. */
function pipedShape(tokens: Cursor["tokens"], sight: Sight): Shape | undefined {
  const path = pathBefore(tokens, tokens.length - 1);
  const before = tokens[tokens.length - 2 - path.length]?.text ?? "";
  return /^[=(,:[]$/.test(before) ? shapeOf(path, sight) : undefined;
}

function layersAt({
  keyword,
  block,
  statementStart,
  tokens,
}: Cursor): LayersHere {
  if (block !== "network") return "no";
  if (keyword === "layer") return "yes";
  // `q = …` can become `layer q = …`.
  return keyword === "" && tokens[1] !== undefined
    ? { layerAt: statementStart }
    : "no";
}
