/** Where in the program a step is: the operation's own place, and those of the calls that led there. */
import type { DrawnNetwork } from "../graph-model/build.js";
import type { TextRange } from "../graph/graph-model.js";
import type { GraphNode, Group, SourceRange } from "../graph/graph.js";
import type {
  TraceFrame,
  TracePlace,
  TracePosition,
} from "../graph/trace-model.js";
import { lastStage } from "../presentation/pipe-stage.js";
import { GroupBoxes, nameOfGroup } from "./group-boxes.js";
import { GroupPaths } from "./group-paths.js";
import type { StepList } from "./steps.js";
import { unitAt } from "./walk.js";

/** The texts of a program's files, by their numbers. */
export interface ProgramTexts {
  /** As the client calls the file. */
  uriOf(file: number): string;
  textOf(file: number): string | undefined;
  /** The lines of a place in the file that it is in. */
  rangeOf(source: SourceRange): TextRange;
}

/** A line that a step is on, seen from inside this group of the graph. */
export interface LineOfStep {
  readonly file: number;
  readonly line: number;
  readonly group: number;
}

export class StepPlaces {
  private readonly boxes: GroupBoxes;
  /** By node, the statement of an input, a weight or a bias. */
  private readonly statements = new Map<number, SourceRange>();

  constructor(
    private readonly drawn: DrawnNetwork,
    private readonly steps: StepList,
    private readonly texts: ProgramTexts,
  ) {
    this.boxes = new GroupBoxes(drawn);
    for (const { node, kind, statement, inner } of drawn.network.graph.names)
      if (!inner && (kind === "input" || kind === "weight" || kind === "bias"))
        this.statements.set(node, statement);
  }

  /** Innermost first; the last is the network. */
  frames(at: TracePosition): TraceFrame[] {
    const { network, model } = this.drawn;
    const unit = unitAt(this.steps, at);
    if (!unit)
      return [{ name: network.name, place: this.place(network.nameSource) }];
    const { groups } = this.steps;
    let { group } = unit;
    let place =
      group === undefined
        ? this.place(this.ownPlace(unit.last))
        : this.callOf(group);
    group =
      group === undefined
        ? this.steps.groupOf(unit.last)
        : groups.parent(group);
    const frames: TraceFrame[] = [];
    for (const each of groups.path(group)) {
      const found = model.groups[each];
      if (!found) continue;
      frames.push({ group: found.id, name: nameOfGroup(found), place });
      place = this.callOf(each);
    }
    return [...frames, { name: network.name, place }];
  }

  /** Every line that a step is on: its own and those of the calls around it, outermost first, each once. */
  lines(step: number): LineOfStep[] {
    const { groups } = this.drawn.network.graph;
    const node = this.nodeOf(step);
    if (!node) return [];
    const lines = [this.lineOf(this.sourceOf(node), node.group)];
    let group = groups[node.group];
    while (group) {
      lines.unshift(this.lineOf(this.placeOfCall(group), group.parent));
      group = groups[group.parent];
    }
    const key = ({ file, line }: LineOfStep): string => `${file}:${line}`;
    const seen = new Set<string>();
    return lines.filter((each) => {
      const isNew = !seen.has(key(each));
      seen.add(key(each));
      return isNew;
    });
  }

  /** The place of a step's own expression. */
  placeOf(step: number): TracePlace {
    return this.place(this.ownPlace(step));
  }

  /** The number of the box that the inside of a group of the graph is seen as. */
  boxInside(group: number): number {
    return this.boxes.inside(group);
  }

  private callOf(box: number): TracePlace {
    const group = this.drawn.network.graph.groups[this.boxes.groupOf(box)];
    return this.place(
      group ? this.placeOfCall(group) : this.drawn.network.nameSource,
    );
  }

  /** A layer's whole statement; of any other group the call, without what is piped into it. */
  private placeOfCall({ kind, source }: Group): SourceRange {
    return kind === "layer" ? source : this.stageOf(source);
  }

  private nodeOf(step: number): GraphNode | undefined {
    const { node } = this.steps.at(step) ?? {};
    return node && this.drawn.network.graph.nodes[node.node];
  }

  private sourceOf({ id, source }: GraphNode): SourceRange {
    return this.statements.get(id) ?? this.stageOf(source);
  }

  /** Its expression; of what an `fn` without a box of its own does, the call. */
  private ownPlace(step: number): SourceRange {
    const { groups } = this.drawn.network.graph;
    const node = this.nodeOf(step);
    if (!node) return this.drawn.network.nameSource;
    const box = this.boxes.inside(node.group);
    let place = this.sourceOf(node);
    let index = node.group;
    while (
      index !== GroupPaths.network &&
      this.boxes.inside(groups[index]?.parent ?? GroupPaths.network) === box
    ) {
      const group = groups[index];
      if (!group) break;
      if (group.kind === "function" || group.kind === "network")
        place = this.placeOfCall(group);
      index = group.parent;
    }
    return place;
  }

  private stageOf(source: SourceRange): SourceRange {
    const text = this.texts.textOf(source.file);
    if (text === undefined) return source;
    const stage = lastStage(text.slice(source.start, source.end));
    return { ...source, start: source.start + stage };
  }

  private place(source: SourceRange): TracePlace {
    return {
      uri: this.texts.uriOf(source.file),
      range: this.texts.rangeOf(source),
    };
  }

  private lineOf(source: SourceRange, group: number): LineOfStep {
    const { start } = this.texts.rangeOf(source);
    return { file: source.file, line: start.line, group };
  }
}
