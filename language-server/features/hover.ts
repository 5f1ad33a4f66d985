/** Hover: on names and on every expression, what the value is and how its gradient is made; on functions, what they do. */
import { type Hover, MarkupKind } from "vscode-languageserver";
import { type ArgumentAt, argumentAt } from "../completion/argument-at.js";
import { specialCalls } from "../completion/special-calls.js";
import type { LiveEvaluations } from "../evaluation/live-evaluations.js";
import type { Summaries } from "../evaluation/summaries.js";
import { namesInDimension } from "../graph/dimension.js";
import type { Graph, NodeId, SourceRange } from "../graph/graph.js";
import { placeInNetwork } from "../graph/places.js";
import type { LoweredFile, Occurrence } from "../graph/lowered.js";
import type { Outline } from "../graph/outline.js";
import { describeDefinition } from "../presentation/definition-description.js";
import { describeDimension } from "../presentation/dimension-description.js";
import {
  describeFunction,
  describeSetting,
} from "../presentation/function-description.js";
import { gradientName } from "../presentation/gradient-names.js";
import { NodeLabels } from "../presentation/node-labels.js";
import { formatInFull } from "../presentation/numbers.js";
import { countText } from "../presentation/parameter-count.js";
import { spellSignature } from "../presentation/signature.js";
import { pictureMarkdown } from "../presentation/tensor-picture.js";
import {
  type ValueDescriptionOptions,
  describeValue,
  valueNotes,
} from "../presentation/value-description.js";
import { describeWord } from "../presentation/word-descriptions.js";
import { staleNote } from "../presentation/labels.js";
import { copyLinks } from "./copy-value.js";
import { type TargetNode, hoverTarget } from "./hover-target.js";
import { rangeOf } from "./positions.js";
import type { OpenProgram } from "./programs.js";
import { tracedNumbers } from "./traced-numbers.js";
import type { Traces } from "./traces.js";

export interface HoverContext {
  readonly program: OpenProgram;
  readonly outline: Outline;
  readonly evaluations: LiveEvaluations;
  readonly summaries: Summaries;
  readonly traces: Traces;
  /** Significant digits. */
  readonly digits: number;
  /** Whether the client has a command to copy values, and follows links to it. */
  readonly canCopy: boolean;
}

/** As many elements of a tensor are asked for. */
const elements = 256;

export async function hover(
  context: HoverContext,
  offset: number,
): Promise<Hover | undefined> {
  const { program } = context;
  const text = program.document.getText();
  const { occurrence, value } = hoverTarget(program.lowered, offset);
  const argument = occurrence
    ? undefined
    : argumentAt(text, offset, {
        lowered: program.lowered,
        outline: context.outline,
      });
  const word = occurrence ? undefined : describeWord(text, offset);
  const alone = argument
    ? { ...argument, description: describeArgument(argument) }
    : word?.isWord
      ? word
      : undefined;
  if (alone)
    return {
      contents: { kind: MarkupKind.Markdown, value: alone.description },
      range: rangeOf(program.document, { file: 0, ...alone }),
    };
  const isName = occurrence?.node !== undefined;
  const parts = [
    ...(value ? await valueParts(value, isName, context) : []),
    ...(occurrence ? nameParts(occurrence, value, context) : []),
    ...(word ? [word.description] : []),
  ];
  const source =
    occurrence?.source ?? sourceOf(value) ?? (word && { file: 0, ...word });
  if (parts.length === 0 || !source) return undefined;
  return {
    contents: { kind: MarkupKind.Markdown, value: parts.join("\n\n") },
    range: rangeOf(program.document, source),
  };
}

const describeArgument = (argument: ArgumentAt): string =>
  `${argument.kind} \`${argument.name}\` of \`${argument.of}\`${argument.default === undefined ? "" : `, by default \`${argument.default}\``}\n\n${argument.summary}`;

async function valueParts(
  target: TargetNode,
  isName: boolean,
  context: HoverContext,
): Promise<string[]> {
  const { network, node } = target;
  const found = await lookUp(target, isName, context);
  const { graph } = network;
  const { texts } = context.program.lowered;
  const textAt = ({ file, start, end }: SourceRange): string | undefined =>
    texts[file]?.slice(start, end);
  const description: ValueDescriptionOptions = {
    graph,
    labels: new NodeLabels(graph, textAt),
    node,
    digits: context.digits,
    rate: network.training?.rate,
    ...found,
  };
  return [
    codeBlock([...describeValue(description), ...found.soFar]),
    ...(await pictures(description, target, context)),
    [...valueNotes(description), ...precisionNotes(graph, node)].join("  \n"),
    ...(found.isStale ? [staleNote] : []),
    ...unboundDimensions(graph, node),
    ...(context.canCopy && isCopyable(found, target, context)
      ? [copyLinks(context.program, target, found.gradient !== undefined)]
      : []),
  ];
}

/** Of a number behind `≈`, how exact it is taken. */
function precisionNotes({ checks }: Graph, node: NodeId): string[] {
  const check = checks.find(({ right }) => right === node);
  const [halfUnit] = check?.halfUnits ?? [];
  return halfUnit === undefined || check?.tolerance !== undefined
    ? []
    : [
        `compared to within ± ${formatInFull(halfUnit)}, half a unit of the last decimal`,
      ];
}

/** Whether the hover shows a number of the text as it is, and all of it. */
const isCopyable = (
  { value, isStale }: Found,
  { network }: TargetNode,
  { program, traces }: HoverContext,
): boolean =>
  value !== undefined && !isStale && !traces.shown(program.uri, network.name);

/** From here on a tensor is drawn. */
const fewestDrawn = 7;

/** A tensor's value and gradient as pictures; none of an older text, and none while a trace is shown. */
async function pictures(
  { labels, value, gradient, graph, digits }: ValueDescriptionOptions,
  { network, node }: TargetNode,
  { program, evaluations, traces }: HoverContext,
): Promise<string[]> {
  const values = evaluations.valuesOf(program, network);
  if (!value || value.size < fewestDrawn || !values || values.isStale)
    return [];
  if (traces.shown(program.uri, network.name)) return [];
  const name = labels.label(node);
  // One colour everywhere says less than the number beside it.
  const shown = [
    { quantity: "value", title: name, summary: value },
    {
      quantity: "gradient",
      title: gradientName(graph.objective?.name ?? "", name),
      summary: gradient,
    },
  ] as const;
  const different = shown.filter(
    ({ summary }) => summary && summary.min !== summary.max,
  );
  if (different.length === 0) return [];
  const drawn = await values.run.ask("pixels", {
    of: different.map(({ quantity }) => ({ node, quantity })),
  });
  return (drawn ?? []).flatMap((pixels, index) =>
    pixels
      ? [pictureMarkdown(different[index]?.title ?? "", pixels, digits)]
      : [],
  );
}

interface Found extends Pick<
  ValueDescriptionOptions,
  "value" | "gradient" | "uses" | "operands"
> {
  readonly isStale: boolean;
  /** While a trace is shown: a gradient of which a part has yet to come. */
  readonly soFar: readonly string[];
}

const nothing: Found = {
  value: undefined,
  gradient: undefined,
  uses: [],
  operands: [],
  isStale: false,
  soFar: [],
};

/** What the tape says of the node. Of an older text only the value and gradient of a name: its uses may be others now. */
async function lookUp(
  { network, node }: TargetNode,
  isName: boolean,
  { program, evaluations, summaries, traces, digits }: HoverContext,
): Promise<Found> {
  const showsOperands = !isName && !isCallResult(network.graph, node);
  const shown = traces.shown(program.uri, network.name);
  if (shown) {
    const known = await tracedNumbers(shown, node, digits);
    // A step back meanwhile took the numbers away again.
    if (traces.shown(program.uri, network.name)?.at !== shown.at)
      return nothing;
    const operands = showsOperands ? known.operands : [];
    return { ...nothing, ...known, operands };
  }
  const values = evaluations.valuesOf(program, network);
  if (!values) return nothing;
  const { run, isStale } = values;
  if (isStale) {
    const name = network.graph.names.find((each) => each.node === node)?.name;
    const old = values.network.graph.names.find((each) => each.name === name);
    if (!old || !isName) return nothing;
    const [value, gradient] = await summaries.read(run, [
      { node: old.node, quantity: "value" },
      { node: old.node, quantity: "gradient" },
    ]);
    return { ...nothing, value, gradient, isStale };
  }
  const [[value, gradient], uses = [], operands = []] = await Promise.all([
    summaries.read(run, [
      { node, quantity: "value" },
      { node, quantity: "gradient" },
    ]),
    run.ask("uses", { node, elements }),
    showsOperands ? run.ask("operands", { node, elements }) : [],
  ]);
  return { ...nothing, value, gradient, uses, operands, isStale };
}

/** Whether the node stands for a call of an `fn` or network: its own operands are inside, and not those of the call. */
function isCallResult({ nodes, groups }: Graph, id: NodeId): boolean {
  const node = nodes[id];
  return node !== undefined && placeInNetwork(node, groups) !== node.source;
}

/** What can be said of a name that is no value: a function, a dimension, a constant. */
function nameParts(
  { kind, name, declaration, network }: Occurrence,
  value: TargetNode | undefined,
  { program: { lowered }, digits }: HoverContext,
): string[] {
  if (kind === "builtin") {
    const node = value?.network.graph.nodes[value.node];
    return [
      describeFunction(name, node?.operation) ??
        describeSpecialCall(name) ??
        describeSetting(name),
    ].filter(isText);
  }
  if (kind === "dimension") {
    const graph = lowered.networks[network ?? -1]?.graph;
    const binding = graph?.dimensions.find((each) => each.name === name);
    return binding ? [describeDimension(binding)] : [];
  }
  if (kind === "value" || kind === "parameter" || !declaration) return [];
  const text = lowered.texts[declaration.file];
  const definition = lowered.definitions.find(({ whole }) =>
    isWithin(declaration, whole),
  );
  if (text === undefined || !definition) return [];
  const code = codeBlock(describeDefinition(definition, text, digits));
  if (kind === "network") return [code, ...networkNotes(declaration, lowered)];
  const role = rolesInside[kind];
  return role === undefined
    ? [code]
    : [
        `${role} \`${text.slice(declaration.start, declaration.end)}\` of \`${definition.name}\``,
        code,
      ];
}

/** How large a network of the file is, and what gradients are of. */
function networkNotes(
  { file, start }: SourceRange,
  { networks }: LoweredFile,
): string[] {
  const network = networks.find(
    ({ nameSource }) => nameSource.file === file && nameSource.start === start,
  );
  if (!network) return [];
  const { parameterCount, graph } = network;
  const notes = [
    ...(parameterCount === undefined ? [] : [countText(parameterCount)]),
    ...(graph.objective ? [`objective \`${graph.objective.name}\``] : []),
  ];
  return notes.length === 0 ? [] : [notes.join(" · ")];
}

function describeSpecialCall(name: string): string | undefined {
  const special = specialCalls.find((each) => each.name === name);
  return (
    special &&
    `${codeBlock([spellSignature(name, special.signature)])}\n\n${special.summary}`
  );
}

/** What a name is that stands inside a definition. */
const rolesInside: Partial<Record<Occurrence["kind"], string>> = {
  hyperparameter: "hyperparameter",
  argument: "parameter",
  column: "column",
};

const isWithin = (inner: SourceRange, outer: SourceRange): boolean =>
  inner.file === outer.file &&
  outer.start <= inner.start &&
  inner.end <= outer.end;

/** For a value whose size is not known: which dimensions wait for data. */
function unboundDimensions(
  { dimensions, nodes }: Graph,
  node: NodeId,
): string[] {
  const inShape = new Set((nodes[node]?.shape ?? []).flatMap(namesInDimension));
  return dimensions
    .filter(({ name, size }) => size === undefined && inShape.has(name))
    .map(describeDimension);
}

const isText = (text: string | undefined): text is string => text !== undefined;

function sourceOf(target: TargetNode | undefined): SourceRange | undefined {
  return target?.network.graph.nodes[target.node]?.source;
}

const codeBlock = (lines: readonly string[]): string =>
  `\`\`\`nn\n${lines.join("\n")}\n\`\`\``;
