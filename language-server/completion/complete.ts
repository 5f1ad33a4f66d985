/**
 * Completion: which offers belong to the place at the cursor. Decided from the tokens before it; names and shapes are those
 * of the text as it was lowered, broken as it may be. Nothing is parsed for an offer.
 */
import {
  argumentNameOffers,
  choiceOffers,
  isParameter,
  textChoiceOffers,
} from "./argument-offers.js";
import { callAt, type CallAt } from "./call-at.js";
import {
  callOffers,
  initialiserOffers,
  type LayersHere,
  settingOffers,
} from "./call-offers.js";
import { columnOffers } from "./column-offers.js";
import { type Cursor, pathBefore, placeAt } from "./cursor.js";
import {
  denominatorOffers,
  derivativeOffers,
  numeratorOffers,
} from "./derivative-offers.js";
import { followingOffers, keywordOffers } from "./keyword-offers.js";
import { memberOffers } from "./member-offers.js";
import {
  namesInSight,
  type ProgramSeen,
  type Sight,
} from "./names-in-sight.js";
import { type Offer, ranks } from "./offer.js";
import { shapeOf } from "./shape-fit.js";
import { pathAt, type PathTyped } from "./path-typed.js";
import { settingNamed } from "./settings.js";
import { symbolOffers } from "./symbols.js";
import { datasetOffers, type Names, valueOffers } from "./value-offers.js";

export interface Completion {
  /** Where the word at the cursor begins, which an offer replaces. */
  readonly start: number;
  readonly offers: readonly Offer[];
  /** Whether few things can stand here, so that it helps to show them without being asked. */
  readonly isNarrow: boolean;
  /** A file's name that is being typed; which files there are is not known here. */
  readonly path?: PathTyped;
}

/** What `text` may go on with at an offset. */
export function complete(
  text: string,
  offset: number,
  program: ProgramSeen,
): Completion | undefined {
  const place = placeAt(text, offset);
  if (place.kind === "nowhere") return undefined;
  if (place.kind === "symbol") {
    const { start } = place.symbol;
    return { start, offers: symbolOffers(start), isNarrow: true };
  }
  const { cursor } = place;
  const sight = namesInSight(program, cursor);
  const at: At = {
    cursor,
    sight,
    program,
    after: text.slice(offset, offset + 40),
  };
  const path = pathAt(cursor);
  if (path)
    return {
      start: cursor.start + path.typed.lastIndexOf("/") + 1,
      offers: [],
      isNarrow: true,
      path,
    };
  const narrow = narrowOffers(at);
  const offers = narrow ?? wideOffers(at);
  const isNarrow = narrow !== undefined || isBehindNarrowMark(cursor);
  return { start: cursor.start, offers, isNarrow };
}

/** Behind `@`, and behind the `:` of an argument or a setting. */
function isBehindNarrowMark({ tokens, frames, block }: Cursor): boolean {
  const last = tokens.at(-1)?.text;
  return (
    last === "@" ||
    (last === ":" && (block === "train" || frames.at(-1)?.kind === "call"))
  );
}

interface At {
  readonly cursor: Cursor;
  readonly sight: Sight;
  readonly program: ProgramSeen;
  /** A little of the text behind the cursor. */
  readonly after: string;
}

/** Where the mark before the cursor says what comes; absent elsewhere. */
function narrowOffers(at: At): Offer[] | undefined {
  const { cursor, sight, after } = at;
  const { tokens, frames } = cursor;
  const frame = frames.at(-1);
  const dataset =
    frame?.kind === "subscript" && frame.base.length === 1
      ? sight.datasets.find(({ name }) => name === frame.base[0]?.text)
      : undefined;
  if (dataset && cursor.expectsOperand)
    return columnOffers(dataset, cursor, after.startsWith('"'));
  const call = callAt(cursor, sight);
  if (cursor.inText)
    return call?.formal
      ? textChoiceOffers(call.formal, after.startsWith('"'))
      : [];
  const last = tokens.at(-1)?.text;
  if (last === ".") return memberOffers(cursor, sight);
  if (last === "∂")
    return tokens.at(-2)?.text === "/"
      ? denominatorOffers(cursor, sight)
      : numeratorOffers(cursor, sight, /^[\p{L}\p{M}_0-9₀-₉]*\/∂/u.test(after));
  if (last === "|>") return stageOffers(at);
  if (cursor.part === "shape") return sizeOffers(at);
  return undefined;
}

function wideOffers(at: At): Offer[] {
  const { cursor } = at;
  if (mayBegin(cursor)) return keywordOffers(cursor, wordsAbove(at));
  switch (cursor.part) {
    case "marked":
      return [...at.sight.values].map(({ name, kind }) => ({
        label: name,
        kind: "value",
        rank: ranks.good,
        note: kind,
        value: name,
      }));
    case "value":
      return cursor.expectsOperand
        ? operandOffers(at)
        : followingOffers(cursor);
    default:
      return followingOffers(cursor);
  }
}

/** Whether a statement may begin at the word: where none has begun, and on a new line behind a complete one. */
function mayBegin({
  part,
  beginsLine,
  frames,
  expectsOperand,
  tokens,
  block,
}: Cursor): boolean {
  if (block === "dataset") return false;
  if (part === "start") return true;
  if (!beginsLine || frames.length > 0) return false;
  if (part === "header")
    return tokens.length > 1 && !/^[:=(,]$/.test(tokens.at(-1)?.text ?? "");
  if (part === "name") return tokens.length > 1;
  return part === "marked" ? false : !expectsOperand;
}

/** What the network's statements begin with, wherever they stand in it. */
function wordsAbove({ cursor, program, sight }: At): ReadonlySet<string> {
  const start = sight.network?.nameSource.start;
  const item = program.outline.items.find(
    ({ nameSource }) => nameSource.start === start,
  );
  const words: Partial<Record<string, string>> = { training: "train" };
  return new Set(
    (item?.children ?? [])
      .filter(
        ({ source }) =>
          source.end < cursor.start || source.start > cursor.start,
      )
      .map(({ kind }) => words[kind] ?? kind),
  );
}

/** Statements whose values are constants. */
const constantWords: ReadonlySet<string> = new Set(
  "input weight bias const seed network".split(" "),
);

const onlyConstants = ({ keyword, block, tokens }: Cursor): boolean =>
  constantWords.has(keyword) ||
  block === "train" ||
  tokens.some(({ text }) => text === "within");

function operandOffers(at: At): Offer[] {
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
  const { cursor, sight, after } = at;
  const { frame, formal } = call;
  const isNamed = frame.written.at(-1)?.name !== undefined;
  const names = begins && !isNamed ? argumentNameOffers(call) : [];
  // More than the call takes, or an unknown name: nothing but what can still be given.
  if (!formal) return names;
  const filled =
    begins && isNamed && isParameter(formal, call)
      ? initialiserOffers(false, after.startsWith("("))
      : [];
  return [...names, ...filled, ...ofKind()];

  function ofKind(): Offer[] {
    switch (formal?.kind) {
      case "switch":
        return begins || filled.length > 0
          ? [
              ...choiceOffers(formal),
              ...(filled.length > 0 ? valuesAndCalls(at) : []),
            ]
          : [];
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
      case "number":
      case "whole":
      case "axis":
      case "axes":
      case "sizes":
      case "numbers":
        return [
          ...(begins ? choiceOffers(formal) : []),
          ...valueOffers(cursor, sight, "constants"),
        ];
      default:
        return valuesAndCalls(at);
    }
  }
}

/** Names and arithmetic of sizes. */
function sizeOffers({ cursor, sight }: At): Offer[] {
  if (!cursor.expectsOperand) return [];
  return valueOffers(cursor, sight, "sizes").filter(
    ({ label }) => label !== "π" && label !== "pi" && label !== "inf",
  );
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

function stageOffers({ cursor, sight, after }: At): Offer[] {
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
function pipedShape(tokens: Cursor["tokens"], sight: Sight) {
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
