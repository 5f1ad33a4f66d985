/** What stands on a box: its label, and in brief what it does. */
import type { Graph, Group, NodeId } from "../graph/graph.js";
import { functions } from "../ops/registry.js";
import { spellArguments, type Told } from "./arguments.js";
import type { Box, GroupTree } from "./group-tree.js";
import { lastMember } from "./member-names.js";

/** More steps than this are left out in the middle. */
const mostSteps = 4;
/** What is longer does not fit on a box. */
const longestDetail = 40;

export interface GroupTexts {
  readonly label: string;
  readonly detail?: string;
}

/** The ways to write a step, from the fullest to the shortest. */
const manners: readonly (Told | "name")[] = ["all", "by position", "name"];

interface Step {
  /** The last node of it. */
  readonly at: NodeId;
  readonly text: (manner: Told | "name") => string;
}

export class GroupLabels {
  constructor(
    private readonly graph: Graph,
    private readonly tree: GroupTree,
    /** Of the nodes that are steps of a computation. */
    private readonly symbols: ReadonlyMap<NodeId, string>,
    private readonly names: ReadonlyMap<NodeId, string>,
  ) {}

  textsOf(box: Box): GroupTexts {
    const group = this.graph.groups[box.group];
    const core = this.graph.groups[box.core];
    if (!group || !core) return { label: "" };
    const outside = this.graph.groups[box.parent];
    const name = this.resultName(box, group, outside);
    if (name !== undefined) return { label: name, detail: callText(core) };
    const label = labelOf(group, outside);
    const detail = this.detailOf(box, group, core);
    return { label, ...(detail !== undefined && { detail }) };
  }

  /** `y = swish(x)` is called `y`, and not `swish`, as a layer would be. */
  private resultName(
    { last }: Box,
    { kind, path }: Group,
    outside: Group | undefined,
  ): string | undefined {
    const isCall = kind === "function" || (kind === "call" && !path);
    const name = this.names.get(last);
    if (!isCall || name === undefined) return undefined;
    const member = lastMember(name);
    return member === outside?.label ? undefined : member;
  }

  private detailOf(box: Box, group: Group, core: Group): string | undefined {
    if (box.core !== box.group) return callText(core);
    if (group.kind === "call") {
      const given = callText(core).slice(group.label.length);
      return given === "" ? undefined : given;
    }
    return group.kind === "layer" ? this.stepsOf(box) : undefined;
  }

  /** `dense(3) → relu`: the boxes and operations in it, in evaluation order, with as many arguments as there is room. */
  private stepsOf(box: Box): string | undefined {
    const steps: Step[] = [
      ...box.nodes.flatMap((at): Step[] => {
        const symbol = this.symbols.get(at);
        return symbol === undefined ? [] : [{ at, text: () => symbol }];
      }),
      ...box.boxes.flatMap((index): Step[] => {
        const inner = this.tree.boxes.get(index);
        const core = this.graph.groups[inner?.core ?? -1];
        if (!inner || !core) return [];
        return [{ at: inner.last, text: (manner) => callText(core, manner) }];
      }),
    ].sort((a, b) => a.at - b.at);
    const [first] = steps;
    const last = steps.at(-1);
    if (!first || !last) return undefined;
    for (const manner of manners) {
      const all = steps.map(({ text }) => text(manner)).join(" → ");
      if (steps.length <= mostSteps && all.length <= longestDetail) return all;
    }
    const ends = `${first.text("name")} → … → ${last.text("name")}`;
    return ends.length <= longestDetail ? ends : `${steps.length} steps`;
  }
}

/** `dense(3)`, `Encoder`, `Block × 12`. */
function callText(
  { kind, label, attributes = {} }: Group,
  manner: Told | "name" = "all",
): string {
  const record = kind === "call" ? functions.get(label) : undefined;
  return record && manner !== "name"
    ? `${label}${spellArguments(record.signature, attributes, manner)}`
    : label;
}

/** A layer is called by its name, one of several blocks of a `repeat` by its number as well. */
function labelOf(group: Group, outside: Group | undefined): string {
  const { kind, label, path } = group;
  if (kind === "repeat") return label.replace(/ × \d+$/, "");
  const number = /\[\d+\]$/.exec(path ?? "")?.[0];
  return kind === "network" && outside && isRepeat(outside, path)
    ? `${label}${number ?? ""}`
    : label;
}

/** Whether the box around a network is that of the repeat which chains it: the network's path continues the repeat's. */
const isRepeat = (outside: Group, path: string | undefined): boolean =>
  path !== undefined && /\]\[\d+\]$/.test(path) && outside.kind !== "network";
