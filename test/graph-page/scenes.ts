// What is photographed of the graph's page: which program, in which theme, how it is opened.
import type {
  GraphModel,
  ModelId,
} from "../../language-server/graph/graph-model.js";
import {
  allOpen,
  digits,
  exampleOf,
  type Program,
  programOf,
} from "../graph-view/drawing/programs.js";
import type { Opened } from "./graph-page.js";

export interface Scene {
  readonly name: string;
  readonly program: () => Program;
  readonly themes: readonly Theme[];
  /** By the group's id; without it groups are as by default. */
  readonly openings?: (
    model: GraphModel,
  ) => Readonly<Record<ModelId, "closed" | "open" | "neurons">>;
  readonly width?: number;
  readonly height?: number;
}

export type Theme = NonNullable<Opened["theme"]>;

const lightAndDark = ["vscode-light", "vscode-dark"] as const;
const everyTheme = [
  ...lightAndDark,
  "vscode-high-contrast",
  "vscode-high-contrast-light",
] as const;

/** A first factor that vanishes, one that explodes, a dead end, and a logarithm of what it should not be. */
const health = `network Health {
  input x = 2
  weight tiny = 0.00001
  weight huge = 20000
  weight dead = 3
  a = tiny * x
  b = huge * a
  c = relu(-dead * x)
  output f = b * b + c
  expect f == 1
}`;

const broken = `network Broken {
  input x = -1
  weight w = 2
  u = log(x)
  output f = u * w + x
  expect f == 0
}`;

export const scenes: readonly Scene[] = [
  {
    name: "circuit",
    program: () => exampleOf("lecture/n07-circuit"),
    themes: lightAndDark,
    height: 360,
  },
  {
    name: "vanishing",
    program: () => exampleOf("lecture/n11-vanishing"),
    themes: lightAndDark,
    width: 1200,
    height: 360,
  },
  {
    name: "exploding",
    program: () => exampleOf("lecture/n12-exploding"),
    themes: lightAndDark,
    width: 1200,
    height: 360,
  },
  {
    name: "digits",
    program: () => programOf(digits),
    themes: lightAndDark,
    height: 360,
  },
  {
    name: "lenet5",
    program: () => exampleOf("networks/lenet5"),
    themes: lightAndDark,
    height: 360,
  },
  {
    name: "lenet5-operations",
    program: () => exampleOf("networks/lenet5"),
    openings: (model) => allOpen(model),
    themes: ["vscode-light"],
    height: 420,
  },
  {
    name: "neurons",
    program: () => exampleOf("lecture/n02-dead-units"),
    openings: (model) => allOpen(model, true),
    themes: ["vscode-light"],
    height: 560,
  },
  {
    name: "health",
    program: () => programOf(health),
    themes: lightAndDark,
    height: 420,
  },
  {
    name: "broken",
    program: () => programOf(broken),
    themes: everyTheme,
    height: 360,
  },
  {
    name: "stale",
    program: () => asIfEdited(exampleOf("lecture/n07-circuit")),
    themes: lightAndDark,
    height: 360,
  },
];

/** With values that are older than the text. */
const asIfEdited = ({ model, values }: Program): Program => ({
  model,
  values: values && { ...values, stale: true },
});
