/**
 * Completion: which offers belong to the place at the cursor. Decided from the tokens before it; names and shapes are those
 * of the text as it was lowered, broken as it may be. Nothing is parsed for an offer.
 */
import { textChoiceOffers } from "./argument-offers.js";
import type { At } from "./at.js";
import { callAt } from "./call-at.js";
import { columnOffers } from "./column-offers.js";
import { type Cursor, placeAt } from "./cursor.js";
import {
  begunDerivativeOffers,
  denominatorOffers,
  numeratorOffers,
} from "./derivative-offers.js";
import { followingOffers, keywordOffers } from "./keyword-offers.js";
import { shortened, type Shortened } from "./long-lists.js";
import { memberOffers } from "./member-offers.js";
import { namesInSight, type ProgramSeen } from "./names-in-sight.js";
import { type Offer, ranks } from "./offer.js";
import { operandOffers, sizeOffers, stageOffers } from "./operand-offers.js";
import { pathAt, type PathTyped } from "./path-typed.js";
import { scanStart } from "./scan-start.js";
import { symbolOffers } from "./symbols.js";

export interface Completion extends Shortened {
  /** Where the word at the cursor begins, which an offer replaces. */
  readonly start: number;
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
  const place = placeAt(text, offset, scanStart(program.outline, offset));
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
  return {
    start: cursor.start,
    ...shortened(offers, cursor.word),
    isNarrow: narrow !== undefined || isBehindNarrowMark(cursor),
  };
}

/** Behind `@`, and behind the `:` of an argument or a setting. */
function isBehindNarrowMark({ tokens, frames, block }: Cursor): boolean {
  const last = tokens.at(-1)?.text;
  return (
    last === "@" ||
    (last === ":" && (block === "train" || frames.at(-1)?.kind === "call"))
  );
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
  const begun = begunDerivativeOffers(cursor, sight);
  if (begun) return begun;
  const last = tokens.at(-1)?.text;
  if (last === ".") return memberOffers(cursor, sight);
  if (last === "∂")
    return tokens.at(-2)?.text === "/"
      ? denominatorOffers(cursor, sight)
      : numeratorOffers(cursor, sight, /^[\p{L}\p{M}_0-9₀-₉]*\/∂/u.test(after));
  if (last === "/" && tokens.at(-3)?.text === "∂")
    return denominatorOffers(cursor, sight);
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
