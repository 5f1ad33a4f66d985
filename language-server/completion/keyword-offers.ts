/** Reserved words, where a statement or definition may begin or go on with one; settings of `train`. */
import { trainingSettings } from "../ops/optimizers.js";
import type { Cursor } from "./cursor.js";
import { settingSummary } from "./settings.js";
import { type Offer, ranks } from "./offer.js";
import type { Block } from "./statement-at.js";

interface Keyword {
  readonly word: string;
  readonly summary: string;
  /** Whether a network has it once. */
  readonly once?: boolean;
}

const keywords: Readonly<Record<Block, readonly Keyword[]>> = {
  file: [
    {
      word: "network",
      summary: "A network, or a computational graph: its statements in braces.",
    },
    { word: "const", summary: "A number, or an array, that has a name." },
    { word: "fn", summary: "A function of one expression, without layers." },
    {
      word: "dataset",
      summary: "A table of numbers: columns of inputs -> columns of targets.",
    },
    {
      word: "import",
      summary: "Another file's networks, functions, datasets and constants.",
    },
  ],
  network: [
    { word: "input", summary: "A value from outside, with its shape." },
    { word: "weight", summary: "A trainable tensor." },
    {
      word: "bias",
      summary: "A trainable tensor that weight-only rules leave out.",
    },
    {
      word: "layer",
      summary: "A definition whose expression owns parameters.",
    },
    { word: "output", summary: "Defines an output, or marks a name as one." },
    {
      word: "loss",
      summary: "The scalar that training minimises.",
      once: true,
    },
    { word: "expect", summary: "A check of a value or a gradient." },
    { word: "train", summary: "How the network is trained.", once: true },
    {
      word: "seed",
      summary: "The seed of everything random in this network.",
      once: true,
    },
  ],
  dataset: [],
  train: [],
};

/** @param written the words that statements of this network begin with */
export function keywordOffers(
  { block, above, tokens }: Cursor,
  written: ReadonlySet<string>,
): Offer[] {
  if (block === "train")
    return settingNames([...above, ...tokens].map(({ text }) => text));
  return keywords[block]
    .filter(({ word, once }) => !once || !written.has(word))
    .map(({ word, summary }) => ({
      label: word,
      kind: "keyword",
      rank: ranks.best,
      summary,
    }));
}

function settingNames(above: readonly string[]): Offer[] {
  const given = new Set(above.filter((_, index) => above[index + 1] === ":"));
  return trainingSettings
    .filter(({ name }) => !given.has(name))
    .map((setting) => ({
      label: `${setting.name}:`,
      kind: "argument",
      rank: ranks.best,
      insert: `${setting.name}: `,
      filter: setting.name,
      asksAgain: true,
      summary: settingSummary(setting),
    }));
}

/** Behind something complete: what may follow in the same statement. */
export function followingOffers({
  keyword,
  tokens,
  frames,
  part,
}: Cursor): Offer[] {
  if (frames.length > 0) return [];
  const has = (...texts: readonly string[]): boolean =>
    tokens.some(({ text }) => texts.includes(text));
  if (keyword === "expect" && has("==", "≈", "~=") && !has("within"))
    return [
      {
        label: "within",
        kind: "keyword",
        rank: ranks.best,
        summary: "Says by how much the two sides may differ.",
      },
    ];
  if (keyword === "dataset" && part === "header" && tokens.length === 2)
    return [
      {
        label: "from",
        kind: "keyword",
        rank: ranks.best,
        insert: 'from "',
        snippet: 'from "$1"',
        summary: "A file of comma-separated values.",
      },
    ];
  return [];
}
